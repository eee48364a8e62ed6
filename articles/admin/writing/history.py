"""The history of a story: its versions, what differs between any two or from what is live, and restoring."""

from dataclasses import dataclass
from typing import Any, Final, cast
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import get_text_list

from articles.editing import content, published, rights, versions
from articles.editing.content import NAMES, Content
from articles.editing.differences import differences
from articles.editing.wording import label
from articles.models import Article, PublishedArticle, Version

# What may be compared besides numbered versions.
COPY: Final = "copy"
LIVE: Final = "live"
CALLED: Final = {COPY: "the working copy", LIVE: "what readers see"}
# Older ones are reached by their numbers in the address.
_SHOWN: Final = 100


@dataclass(frozen=True)
class Row:
    """A version in the list, with the members that it changed."""

    version: Version
    maker: str
    changed: str


def context(request: HttpRequest, article: Article) -> dict[str, Any]:
    """The versions, newest first, and the comparison that the address asks for (`from` and `to`)."""
    found = list(Version.objects.filter(article=article).select_related("made_by")[: _SHOWN + 1])
    shown: dict[str, Any] = {"versions": _rows(found)[:_SHOWN], "more": len(found) > _SHOWN}
    shown["live"] = bool(_live(article))
    shown["may_restore"] = bool(rights.may(request.user, "change", article))
    old, new = (_content(article, request.GET.get(name, "")) for name in ("from", "to"))
    if old and new:
        asked = {name: request.GET[name] for name in ("from", "to")}
        shown |= {"compared": asked, "old": _called(asked["from"]), "new": _called(asked["to"])}
        shown["differences"] = differences(old, new)
        shown["restorable"] = asked["from"].isdigit() and asked["to"] == COPY
    return shown


def restore(model_admin: admin.ModelAdmin, request: HttpRequest, pk: UUID, number: int) -> HttpResponse:  # type: ignore[type-arg]
    """Restore a version: the members that are `name`d, or all."""
    article = get_object_or_404(Article, pk=pk)
    rights.demand(request.user, "change", article)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    version = get_object_or_404(Version, article=article, number=number)
    names = tuple(name for name in NAMES if name in request.POST.getlist("name")) if "name" in request.POST else NAMES
    try:
        lost = versions.restore(article, version, names, request.user)
    except ValidationError as error:
        messages.error(request, f"Nothing was restored: {' '.join(error.messages)}")
        return HttpResponseRedirect(_compare(article, number))
    what = f"version {number}" if names == NAMES else f"{_listed(names)} of version {number}"
    model_admin.log_change(request, article, f"Restored {what}.")
    messages.success(request, f"Restored {what}. What it replaced is in the history, too.")
    if lost:
        messages.warning(request, f"Some of it was deleted since, and is missing: {_listed(lost)}.")
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))


def _listed(names: Any) -> str:
    return str(get_text_list([label(name) for name in names], "and"))


def _compare(article: Article, number: int) -> str:
    return f"{reverse('admin:articles_article_history', args=[article.pk])}?from={number}&to={COPY}"


def _rows(found: list[Version]) -> list[Row]:
    """With the version after them in the list, which is the one before in time."""
    contents = versions.all_of(found)
    return [
        Row(one, versions.naming(one) if one.made_by else "", _changed(contents[at + 1 : at + 2], contents[at]))
        for at, one in enumerate(found)
    ]


def _changed(before: list[Content], now: Content) -> str:
    if not before:
        return ""
    return _listed([name for name in NAMES if cast(Any, before[0])[name] != cast(Any, now)[name]])


def _content(article: Article, asked: str) -> Content | None:
    if asked == COPY:
        return content.take(article)
    if asked == LIVE:
        row = _live(article)
        return published.of(row, content.take(article)) if row else None
    if not (asked.isascii() and asked.isdigit() and len(asked) < 10):
        return None
    version = Version.objects.filter(article=article, number=int(asked)).first()
    return versions.of(version) if version else None


def _live(article: Article) -> PublishedArticle | None:
    return PublishedArticle.objects.live().filter(article=article).select_related("document").first()


def _called(asked: str) -> str:
    return CALLED.get(asked, f"version {asked}")
