"""Taking several stories from readers at once, each through the verb, so that each is logged and none slips past."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from articles import publishing
from articles.editing import rights
from articles.models import Article
from articles.workflow import PublishingError

UNREADABLE = "What was sent for {} could not be read, and nothing was done: choose in the list again."
NOT_CHOSEN = "{} not among those chosen, or not there any more, and left alone."


@dataclass(frozen=True)
class Seen:
    """A story as it stood on the page that asked."""

    pk: UUID
    version: int
    state: str

    @classmethod
    def read(cls, told: str) -> Self:
        """From "id:version:state". Raises ValueError."""
        pk, version, state = told.split(":")
        return cls(UUID(pk), int(version), state)

    @staticmethod
    def written(article: Article) -> str:
        return f"{article.pk}:{article.version}:{article.state}"


@admin.action(description="Unpublish selected stories…", permissions=["unpublish"])
def unpublish_selected(model_admin: Any, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
    """Ask first; then unpublish what is still as the editor saw it, and name what is not."""
    if "seen" not in request.POST:
        context = _context(model_admin, request, queryset)
        return TemplateResponse(request, "admin/articles/article/unpublish_selected.html", context)
    told = dict.fromkeys(request.POST.getlist("seen"))
    seen = list(_read(told))
    if len(seen) < len(told):
        messages.error(request, UNREADABLE.format(_stories(len(told) - len(seen))))
        return None
    chosen = queryset.in_bulk([one.pk for one in seen])
    done = [_unpublish(model_admin, request, chosen[one.pk], one) for one in seen if one.pk in chosen]
    if missing := sum(one.pk not in chosen for one in seen):
        messages.error(request, NOT_CHOSEN.format(f"{_stories(missing)} {'was' if missing == 1 else 'were'}"))
    if taken := done.count(Article.State.UNPUBLISHED):
        messages.success(request, f"Readers no longer see {_stories(taken)}.")
    if called_off := done.count(Article.State.DRAFT):
        messages.success(request, f"The schedule of {_stories(called_off)} is called off.")
    return None


def _read(told: Any) -> Iterator[Seen]:
    for one in told:
        try:
            yield Seen.read(one)
        except ValueError:
            continue


def _unpublish(model_admin: Any, request: HttpRequest, article: Article, seen: Seen) -> str:
    """The state it has come to; empty where it was left alone, and why is said."""
    assert isinstance(request.user, User)
    if not (answer := rights.may(request.user, "unpublish", article)):
        messages.error(request, answer.reason)
        return ""
    article.version, article.state = seen.version, seen.state
    try:
        with transaction.atomic():
            publishing.unpublish(article)
            was_seen = article.state == Article.State.UNPUBLISHED
            model_admin.log_change(request, article, "Unpublished." if was_seen else "Schedule called off.")
    except PublishingError as error:
        messages.error(request, str(error))
        return ""
    return article.state


def _stories(number: int) -> str:
    return f"{number} stor{'y' if number == 1 else 'ies'}"


def _context(model_admin: Any, request: HttpRequest, queryset: QuerySet[Article]) -> dict[str, Any]:
    published = list(queryset.filter(state=Article.State.PUBLISHED))
    context: dict[str, Any] = model_admin.admin_site.each_context(request)
    return context | {
        "title": "Take these stories from readers?",
        "opts": Article._meta,
        "articles": [(article, Seen.written(article)) for article in published],
        "others": queryset.exclude(state=Article.State.PUBLISHED).count(),
        "action_checkbox_name": ACTION_CHECKBOX_NAME,
        "action": "unpublish_selected",
    }
