"""Unpublishing several stories at once, each by the verb, so that each is checked and logged."""

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

from articles.editing import rights
from articles.models import Article
from articles.publishing import verbs
from articles.publishing.workflow import PublishingError

UNREADABLE = "Your selection of {} could not be read, so nothing was done: select in the list again."
NOT_CHOSEN = "{} not among those chosen, or no longer there, and left alone."


@dataclass(frozen=True)
class Seen:
    """A story as it was on the page that asked for confirmation."""

    pk: UUID
    version: int
    state: str

    @classmethod
    def read(cls, text: str) -> Self:
        """From "id:version:state". Raises ValueError."""
        pk, version, state = text.split(":")
        return cls(UUID(pk), int(version), state)

    @staticmethod
    def written(article: Article) -> str:
        return f"{article.pk}:{article.version}:{article.state}"


@admin.action(description="Unpublish selected stories…", permissions=["unpublish"])
def unpublish_selected(model_admin: Any, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
    """Ask first; then unpublish the stories that are still as the editor saw them, and report the others."""
    if "seen" not in request.POST:
        context = _context(model_admin, request, queryset)
        return TemplateResponse(request, "admin/articles/article/unpublish_selected.html", context)
    sent = dict.fromkeys(request.POST.getlist("seen"))
    seen = list(_read(sent))
    if len(seen) < len(sent):
        messages.error(request, UNREADABLE.format(_stories(len(sent) - len(seen))))
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


def _read(sent: Any) -> Iterator[Seen]:
    for one in sent:
        try:
            yield Seen.read(one)
        except ValueError:
            continue


def _unpublish(model_admin: Any, request: HttpRequest, article: Article, seen: Seen) -> str:
    """The story's new state; "" if it was left alone, with a message that says why."""
    assert isinstance(request.user, User)
    if not (answer := rights.may(request.user, "unpublish", article)):
        messages.error(request, answer.reason)
        return ""
    article.version, article.state = seen.version, seen.state
    try:
        with transaction.atomic():
            verbs.unpublish(article)
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
        "title": "Unpublish these stories?",
        "opts": Article._meta,
        "articles": [(article, Seen.written(article)) for article in published],
        "others": queryset.exclude(state=Article.State.PUBLISHED).count(),
        "action_checkbox_name": ACTION_CHECKBOX_NAME,
        "action": "unpublish_selected",
    }
