"""Who may do what, decided in this one place. Pages, buttons, lists, bulk actions and exports all ask here.

Rights are Django's permissions, given to accounts and groups. What a story's state allows is decided in
articles.publishing.workflow, and what may be saved while live stories show it in articles.editing.live.
"""

from dataclasses import dataclass
from typing import Any, Final, TypeVar

from django.apps import apps
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet

from articles.models import Article
from articles.publishing import workflow

Row = TypeVar("Row", bound=Model)

# Actions for which the right to view is enough.
LOOKING: Final = {"export", "share"}
# Actions that need rights other than the one of their own name: all those listed.
NEEDS: Final[dict[tuple[str, str], tuple[str, ...]]] = {
    ("articles.article", "change_live"): ("articles.change_live",),
    ("articles.delivery", "send"): ("articles.change_webhook",),
    # Nobody can be given this permission, but Django grants superusers every permission that is asked for.
    ("auth.user", "take_second_factor"): ("auth.take_second_factor",),
} | {
    # Taking over another story's former address takes something from readers, as unpublishing does.
    ("articles.article", verb): ("articles.change_article", "articles.publish_article")
    for verb in [*workflow.VERBS, "take_over"]
}
WORDS: Final = {
    "change_live": "change what live stories show",
    **{name: verb.doing for name, verb in workflow.VERBS.items()},
    "take_over": "take over addresses that lead to stories",
    "send": "send messages again",
    "take_second_factor": "remove second factors",
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

    `action` is view, add, change or delete; for stories also share, export, a verb of publishing, take_over (of former
    addresses) and change_live; for messages to webhooks, send; for accounts, take_second_factor.
    """
    ways = _ways(action, what)
    if any(user.has_perms(way) for way in ways):
        return Answer()
    doing = WORDS.get(action, f"{action} {what._meta.verbose_name_plural}")
    lacking = " and ".join(f"“{called(right)}”" for right in ways[0] if not user.has_perm(right))
    return Answer(f"Your account may not {doing}: it lacks the right {lacking}.")


def allowed(user: User | AnonymousUser, action: str, rows: QuerySet[Row, Any]) -> QuerySet[Row, Any]:
    """Those of `rows` with which the account may do something."""
    return rows if may(user, action, rows.model) else rows.none()


def demand(user: User | AnonymousUser, action: str, what: Model | type[Model]) -> None:
    """Raise Refused, a PermissionDenied, unless the account may do this."""
    if not (answer := may(user, action, what)):
        raise Refused(answer.reason)


def called(right: str) -> str:
    """A right by its name on the page of an account: “Can change article”."""
    app, _, code = right.partition(".")
    if code == "take_second_factor":
        return "Superuser status"
    if name := dict(Article._meta.permissions).get(code):
        return str(name)
    action, _, model = code.partition("_")
    return f"Can {action} {apps.get_model(app, model)._meta.verbose_name}"


def _ways(action: str, what: Model | type[Model]) -> list[tuple[str, ...]]:
    """Sets of rights. An account needs all rights of any one set."""
    app, model = what._meta.app_label, what._meta.model_name
    if action == "view" or action in LOOKING:
        return [(f"{app}.view_{model}",), (f"{app}.change_{model}",)]
    return [NEEDS.get((f"{app}.{model}", action), (f"{app}.{action}_{model}",))]
