"""The page of results: the stories that a search finds, and where in each."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import admin
from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from articles import finding
from articles.admin.finding.box import TOO_LONG
from articles.admin.status import moment, pill
from articles.editing import colleagues, rights
from articles.finding import Kind
from articles.finding.passages import Passage, Shown
from articles.models import Article, Byline
from articles.publishing import status
from articles.publishing.status import Status

ROWS: Final = 20
WHERE: Final = {
    Kind.SHORT_HEADLINE: "in the short headline",
    Kind.STANDFIRST: "in the standfirst",
    Kind.BODY: "in the text",
    Kind.TOPIC: "in the topic",
    Kind.TAG: "in a tag",
    Kind.AUTHOR: "in the byline",
    Kind.BYLINE: "in the byline",
    Kind.DATELINE: "in the dateline",
    Kind.NOTES: "in the notes",
    Kind.PICTURE: "under a picture",
    Kind.FORMER: "a former headline",
    Kind.SLUG: "in the address",
    Kind.SEO: "in the words for search engines",
}


class SearchForm(forms.Form):
    use_required_attribute = False
    q = forms.CharField(
        label="Search in everything",
        max_length=finding.LONGEST,
        error_messages={"required": "Give words to look for.", "max_length": TOO_LONG},
        widget=forms.TextInput(attrs={"type": "search", "maxlength": None}),
    )
    status = forms.ChoiceField(
        choices=[("", "Any status"), *Status.choices],
        required=False,
        error_messages={"invalid_choice": "There is no such status: choose one of these."},
    )
    mine = forms.BooleanField(label="Mine", required=False)


@dataclass(frozen=True)
class Where:
    """Some words of a story with matches marked, and where they are, in words."""

    place: str
    html: SafeString


@dataclass(frozen=True)
class Row:
    """A found story: its headline with matches marked, who signs it, and where else it matches."""

    article: Article
    headline: SafeString
    pill: SafeString
    by: str
    changed: str
    where: list[Where]


def view(model_admin: admin.ModelAdmin, request: HttpRequest) -> HttpResponse:  # type: ignore[type-arg]
    """What `q` finds among the stories that the account may see; `status` and `mine` filter, `page` counts from 1."""
    rights.demand(request.user, "view", Article)
    form = SearchForm(request.GET or None, label_suffix="")
    context: dict[str, Any] = {"form": form, "title": "Search", "opts": Article._meta}
    if form.is_valid():
        context |= _results(request, form.cleaned_data)
    context |= model_admin.admin_site.each_context(request)
    return TemplateResponse(request, "admin/articles/finding/page.html", context)


def visible(request: HttpRequest) -> "QuerySet[Article]":
    """The stories that the account may see."""
    return rights.allowed(request.user, "view", Article.objects.all())


def _results(request: HttpRequest, asked: dict[str, Any]) -> dict[str, Any]:
    stories = visible(request)
    if asked["mine"]:
        stories = stories.filter(rights.mine(request.user))
    if asked["status"]:
        stories = stories.filter(status.where(Status(asked["status"])))
    found = finding.Found(asked["q"], stories)
    page: Page[Any] = Paginator(found, ROWS).get_page(request.GET.get("page"))  # type: ignore[arg-type]  # counted and sliced
    articles: list[Article] = page.object_list  # type: ignore[assignment]
    prefetch_related_objects(articles, Prefetch("bylines", Byline.objects.select_related("author")))
    rows = list(_rows(articles, finding.passages(found.search, articles)))
    query = request.GET.copy()
    query.pop("page", None)
    return {
        "asked": asked,
        "found": found,
        "filtered": bool(asked["mine"] or asked["status"]),
        "page": page,
        "query": query.urlencode(),
        "rows": rows,
    }


def _rows(articles: Iterable[Article], shown: Iterable[Shown]) -> Iterable[Row]:
    now = timezone.now()
    for article, one in zip(articles, shown, strict=True):
        yield Row(
            article,
            mark_safe(one.headline),  # noqa: S308  # escaped where it was marked
            pill(article, now),
            article.byline or ", ".join(byline.author.name for byline in article.bylines.all()),
            moment(article.modified_at, now),
            [Where(_where(passage), mark_safe(passage.html)) for passage in one.passages],  # noqa: S308
        )


def _where(passage: Passage) -> str:
    if passage.place.kind is Kind.COMMENT:
        return f"in a comment by {colleagues.named(passage.place.by)}"
    return WHERE[passage.place.kind]
