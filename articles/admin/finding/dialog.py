"""What the search dialog of every page shows while somebody types."""

from typing import Any, Final, NamedTuple

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from articles import finding
from articles.admin.finding.box import TOO_LONG
from articles.admin.finding.commands import commands, named
from articles.admin.finding.page import visible
from articles.admin.status import moment, pill
from articles.editing import rights
from articles.models import Article
from articles.search import Marker

STORIES: Final = 7
# Letters from which stories are searched: one begins too many words.
SHORTEST: Final = 2


class Story(NamedTuple):
    article: Article
    headline: SafeString
    pill: SafeString
    changed: str


def view(model_admin: admin.ModelAdmin, request: HttpRequest) -> HttpResponse:  # type: ignore[type-arg]
    """The options of the dialog for `q`, as a fragment: pages, stories, and rows by name. Bounded."""
    typed = request.GET.get("q", "").strip()
    context: dict[str, Any] = {"typed": typed}
    if len(typed) > finding.LONGEST:
        context["sentence"] = TOO_LONG
    else:
        context["commands"] = commands(request.user, typed)
        if len(typed) >= SHORTEST:
            context |= _stories(request, typed) if rights.may(request.user, "view", Article) else {}
            context["named"] = named(request.user, typed)
    return TemplateResponse(request, "admin/articles/finding/options.html", context)


def _stories(request: HttpRequest, typed: str) -> dict[str, Any]:
    """The first stories found with the last word unfinished; if there are none, with the spelling corrected."""
    found = finding.Found(finding.by_beginning(typed), visible(request), corrects=False)
    articles = found.best(STORIES + 1)
    if not articles:
        found = finding.Found(typed, visible(request))
        articles = found.best(STORIES + 1)
    now = timezone.now()
    stories = [
        Story(one, _marked(found, one), pill(one, now), moment(one.modified_at, now)) for one in articles[:STORIES]
    ]
    return {"stories": stories, "more": len(articles) > STORIES, "corrected": found.corrected}


def _marked(found: finding.Found, article: Article) -> SafeString:
    return mark_safe(Marker(found.search.query.wanted, article.language).read(article.headline).marked())  # noqa: S308
