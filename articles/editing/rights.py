"""Who may do what, decided in this one place. Pages, buttons, lists, bulk actions and exports all ask here.

Rights are Django's permissions, given to accounts and groups. What a story's state allows is decided in
articles.publishing.workflow, the order in which colleagues hand it over in articles.editing.handing_over, and what may
be saved while live stories show it in articles.editing.live.
"""

from dataclasses import dataclass
from typing import Any, Final, TypeVar

from django.apps import apps
from django.contrib.auth.models import AnonymousUser, Group, Permission, User
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet

from articles.editing.moves import MOVES
from articles.models import Article, Byline, DeletedDraft
from articles.publishing import workflow

Stage = Article.Stage
Row = TypeVar("Row", bound=Model)

# Actions for which the right to view is enough.
LOOKING: Final = {"export", "share", "comment"}
# Actions that need rights other than the one of their own name: all those listed.
NEEDS: Final[dict[tuple[str, str], tuple[str, ...]]] = {
    # Taking over another story's former address takes something from readers, as unpublishing does.
    **{
        ("articles.article", verb): ("articles.change_article", "articles.publish_article")
        for verb in [*workflow.VERBS, "take_over"]
    },
    ("articles.article", "kill"): ("articles.change_article", "articles.kill_article"),
    **{("articles.article", move): ("articles.change_article",) for move in MOVES},
    ("articles.article", "change_live"): ("articles.change_live",),
    ("articles.savedfilter", "offer"): ("articles.change_article",),
    ("articles.delivery", "send"): ("articles.change_webhook",),
    # Nobody can be given these permissions, but Django grants superusers every permission that is asked for.
    ("auth.user", "take_second_factor"): ("auth.take_second_factor",),
    ("auth.user", "make_superuser"): ("auth.make_superuser",),
}
# What the right to write own stories allows with these.
WITH_OWN: Final = {"view", "change", "delete", "submit", "take_back", "assign", *LOOKING}
# Of these, what is for those who wrote the story, and not for whom it was given to.
WRITERS: Final = {"take_back", "assign"}
WRITE_OWN: Final = "articles.write_own"
WORDS: Final = {
    "change_live": "change what live stories show",
    **{name: verb.doing for name, verb in workflow.VERBS.items()},
    **{name: move.doing for name, move in MOVES.items()},
    "take_over": "take over addresses that lead to stories",
    "send": "send messages again",
    "offer": "share filters with everybody",
    "take_second_factor": "remove second factors",
    "make_superuser": "make superusers",
}


@dataclass(frozen=True)
class Answer:
    """Yes, or no with a reason in words. True or false as a condition."""

    reason: str = ""

    def __bool__(self) -> bool:
        return not self.reason


class Refused(PermissionDenied):
    """The account may not do this. The message says which right it lacks."""


def may(user: User | AnonymousUser, action: str, what: Model | type[Model]) -> Answer:
    """Whether the account may do something with a row, or with rows of a model in general.

    `action` is view, add, change or delete; for stories also share, export, comment, a verb of publishing, a move of
    the desk, take_over (of former addresses) and change_live; for saved filters, offer (to everybody); for messages to
    webhooks, send; for accounts, take_second_factor and make_superuser.
    """
    ways = _ways(action, what)
    if any(user.has_perms(way) for way in ways):
        return _may_give(user, action, what)
    if action in WITH_OWN and _is_story(what) and user.has_perm(WRITE_OWN):
        return _with_own(user, action, what) if isinstance(what, Article) else Answer()
    doing = WORDS.get(action, f"{action} {what._meta.verbose_name_plural}")
    lacking = " and ".join(f"“{called(right)}”" for right in ways[0] if not user.has_perm(right))
    return Answer(f"Your account may not {doing}: it lacks the right {lacking}.")


def allowed(user: User | AnonymousUser, action: str, rows: QuerySet[Row, Any]) -> QuerySet[Row, Any]:
    """Those of `rows` with which the account may do something."""
    if any(user.has_perms(way) for way in _ways(action, rows.model)):
        return rows
    if action in WITH_OWN and _is_story(rows.model) and user.has_perm(WRITE_OWN):
        found = rows.filter(mine(user))
        return found.filter(stage=Stage.WRITING) if action in {"change", "delete"} else found
    return rows.none()


def demand(user: User | AnonymousUser, action: str, what: Model | type[Model]) -> None:
    """Raise Refused, a PermissionDenied, unless the account may do this."""
    if not (answer := may(user, action, what)):
        raise Refused(answer.reason)


def in_bin(user: User | AnonymousUser) -> QuerySet[DeletedDraft]:
    """The deleted drafts that the account may see and restore: those that it might have deleted."""
    if user.has_perm("articles.delete_article"):
        return DeletedDraft.objects.all()
    if user.has_perm(WRITE_OWN):
        return DeletedDraft.objects.filter(Q(created_by=user.pk) | Q(deleted_by=user.pk))
    return DeletedDraft.objects.none()


def mine(user: User | AnonymousUser) -> Q:
    """The condition for an account's own stories: those it began, signs or was given."""
    return _written_by(user) | Q(assigned_to=user.pk)


def _written_by(user: User | AnonymousUser) -> Q:
    # By keys, each part of the condition has an index of its own.
    signed = Byline.objects.filter(author__user=user.pk).values("article")
    return Q(created_by=user.pk) | Q(pk__in=signed)


def colleagues() -> QuerySet[User, User]:
    """Those to whom a story can be given and a comment addressed: whoever may see stories."""
    codes = ["view_article", "change_article", "write_own"]
    given = Permission.objects.filter(content_type__app_label="articles", codename__in=codes)
    may_see = Q(is_superuser=True) | Q(user_permissions__in=given) | Q(groups__permissions__in=given)
    people = User.objects.filter(pk__in=User.objects.filter(may_see).values("pk"))
    return people.filter(is_active=True, is_staff=True).order_by("first_name", "last_name", "username")


def called(right: str) -> str:
    """A right by its name on the page of an account: “Can change article”."""
    app, _, code = right.partition(".")
    if code in {"take_second_factor", "make_superuser"}:
        return "Superuser status"
    if name := dict(Article._meta.permissions).get(code):
        return str(name)
    action, _, model = code.partition("_")
    return f"Can {action} {apps.get_model(app, model)._meta.verbose_name}"


def _is_story(what: Model | type[Model]) -> bool:
    return isinstance(what, Article) or what is Article


def _with_own(user: User | AnonymousUser, action: str, article: Article) -> Answer:
    """What the right to write own stories allows with a story."""
    if not Article.objects.filter(mine(user), pk=article.pk).exists():
        return Answer("This story is not yours: your account may change its own stories only.")
    if action in WRITERS and not Article.objects.filter(_written_by(user), pk=article.pk).exists():
        return Answer("Only those who wrote this story, or may change all stories, hand it on.")
    if action in {"change", "delete"} and article.stage != Stage.WRITING:
        stage = article.get_stage_display().lower()
        how = "take it back to change it" if article.stage == Stage.IN_REVIEW else "ask a colleague to send it back"
        return Answer(f"The story is {stage}: {how}.")
    return Answer()


def _may_give(user: User | AnonymousUser, action: str, what: Model | type[Model]) -> Answer:
    """Nobody changes an account or a group that may do more than they may themselves."""
    if action not in {"change", "delete"} or user.is_superuser:
        return Answer()
    if isinstance(what, User) and (what.is_superuser or _held(what).exclude(pk__in=grantable(user)).exists()):
        return Answer("This account may do more than yours: ask somebody who may do as much.")
    if isinstance(what, Group) and not givable(user).filter(pk=what.pk).exists():
        return Answer("This group may do more than your account: ask somebody who may do as much.")
    return Answer()


def givable(user: User | AnonymousUser) -> QuerySet[Group, Group]:
    """The groups in which an account may put others: those that may do no more than it may itself."""
    if user.is_superuser:
        return Group.objects.all()
    beyond = Permission.objects.exclude(pk__in=grantable(user).values("pk"))
    return Group.objects.exclude(pk__in=Group.objects.filter(permissions__in=beyond).values("pk"))


def grantable(user: User | AnonymousUser) -> QuerySet[Permission, Permission]:
    """The rights that an account may give to others: those that it has."""
    return Permission.objects.all() if user.is_superuser else _held(user)


def _held(user: User | AnonymousUser) -> QuerySet[Permission, Permission]:
    """The rights given to an account, also to one that is closed: it can be opened again."""
    given = Permission.objects.filter(Q(user=user.pk) | Q(group__user=user.pk))
    return Permission.objects.filter(pk__in=given.values("pk"))


def _ways(action: str, what: Model | type[Model]) -> list[tuple[str, ...]]:
    """Sets of rights. An account needs all rights of any one set."""
    app, model = what._meta.app_label, what._meta.model_name
    if action == "view" or action in LOOKING:
        return [(f"{app}.view_{model}",), (f"{app}.change_{model}",)]
    return [NEEDS.get((f"{app}.{model}", action), (f"{app}.{action}_{model}",))]
