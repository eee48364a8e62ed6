"""Who may do what: the one place that knows. Pages, buttons, lists, bulk actions and exports all ask here.

Rights are Django's permissions, given to accounts and groups. What may be done with a story in the state it is in is
another question: articles.workflow. What may be saved while live stories show it is articles.editing.live's.
"""

from dataclasses import dataclass
from typing import Any, Final, TypeVar

from django.apps import apps
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet

from articles import workflow
from articles.models import Article

Row = TypeVar("Row", bound=Model)

# What is done where one looks, and needs no right of its own.
LOOKING: Final = {"export", "share"}
# What needs other rights than the one of its own name: all of them.
NEEDS: Final[dict[tuple[str, str], tuple[str, ...]]] = {
    ("articles.article", "change_live"): ("articles.change_live",),
    ("articles.delivery", "send"): ("articles.change_webhook",),
    # A permission that is not given to anybody: Django lets superusers do whatever is asked.
    ("auth.user", "take_second_factor"): ("auth.take_second_factor",),
} | {
    # Who takes over the former address of another story takes something from readers, as who unpublishes does.
    ("articles.article", verb): ("articles.change_article", "articles.publish_article")
    for verb in [*workflow.ALLOWED, "take_over"]
}
WORDS: Final = {
    "change_live": "change what live stories show",
    "publish": "publish stories",
    "schedule": "schedule stories",
    "unpublish": "take stories from readers",
    "kill": "kill stories",
    "correct": "correct stories in public",
    "take_over": "take over addresses that lead to stories",
    "send": "send messages again",
    "take_second_factor": "take second factors away",
}


@dataclass(frozen=True)
class Answer:
    """Yes; or no, with the reason in words for whoever asked. True or false as a condition."""

    reason: str = ""

    def __bool__(self) -> bool:
        return not self.reason


class Refused(PermissionDenied):
    """The account may not do it. The message says what it lacks."""


def may(user: User | AnonymousUser, action: str, what: Model | type[Model]) -> Answer:
    """Whether the account may do something with a row, or with rows of a kind at all.

    `action` is view, add, change or delete; of stories also share, export, a verb of publishing, take_over (a former
    address) and change_live; of messages to webhooks send; of accounts take_second_factor.
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
    """Raise Refused, which is a PermissionDenied, unless the account may."""
    if not (answer := may(user, action, what)):
        raise Refused(answer.reason)


def called(right: str) -> str:
    """A right as the page of an account calls it: “Can change article”."""
    app, _, code = right.partition(".")
    if code == "take_second_factor":
        return "Superuser status"
    if name := dict(Article._meta.permissions).get(code):
        return str(name)
    action, _, model = code.partition("_")
    return f"Can {action} {apps.get_model(app, model)._meta.verbose_name}"


def _ways(action: str, what: Model | type[Model]) -> list[tuple[str, ...]]:
    """Sets of rights, any of which is enough."""
    app, model = what._meta.app_label, what._meta.model_name
    if action == "view" or action in LOOKING:
        return [(f"{app}.view_{model}",), (f"{app}.change_{model}",)]
    return [NEEDS.get((f"{app}.{model}", action), (f"{app}.{action}_{model}",))]
