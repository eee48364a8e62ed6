"""Site maps of the front end for search engines: https://www.sitemaps.org/protocol.html, with Google's extensions.

They list the front end's addresses, which is allowed if the front end's own robots.txt names them (“cross submits”).
Written as text, without a template engine, because a map has thousands of addresses.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final
from xml.sax.saxutils import escape

from django.conf import settings
from django.db.models import F, JSONField, Max
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast, Greatest
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.encoding import iri_to_uri

from articles.addresses import placeholders
from articles.feeds.entries import legal
from articles.feeds.serving import public
from articles.http import caching
from articles.http.timestamps import rfc3339
from articles.models import PublishedArticle, StoryCount, counts

# Google's limits: https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
NEWS_FOR: Final = timedelta(days=2)
MOST_NEWS: Final = 1_000
XML: Final = "application/xml; charset=utf-8"
MAP: Final = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
IMAGES: Final = 'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
NEWS: Final = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
STORY: Final = ("topic__slug", "slug", "article_id")


@public()
def index(request: HttpRequest) -> HttpResponse:
    """The maps, with the time when each last changed. Two queries."""
    # Pages are ranges of keys, not of places in a list: a new story changes only the last map.
    changed = dict(StoryCount.objects.pages())
    passing = PublishedArticle.objects.passing().order_by().values(page=(F("pk") - 1) / counts.PAGE)
    for number, at in passing.annotate(at=Max(Greatest("compiled_at", "visible_from"))).values_list("page", "at"):
        changed[number] = max(at, changed.get(number, at))
    address = f"{settings.PUBLIC_URL}/sitemap-articles-{{}}.xml"
    maps = (
        f"<sitemap><loc>{_loc(address.format(page + 1))}</loc>{_lastmod(at)}</sitemap>"
        for page, at in sorted(changed.items())
    )
    return _document(f"sitemapindex {MAP}", maps)


@public()
def page(request: HttpRequest, number: int) -> HttpResponse:
    """The stories whose keys are in page `number`. One query, which extracts pictures from the cards."""
    first = (number - 1) * counts.PAGE
    source = KeyTextTransform("src", KeyTransform("image", Cast("document__card", JSONField())))
    stories = PublishedArticle.objects.live().filter(pk__gt=first, pk__lte=first + counts.PAGE).order_by("pk")
    rows = list(stories.annotate(picture=source).values_list(*STORY, "updated_at", "picture"))
    if not rows:
        raise Http404
    return _document(f"urlset {MAP} {IMAGES}", (_story(*row) for row in rows))


@public(policy=caching.AGEING)
def news(request: HttpRequest) -> HttpResponse:
    """The stories first published in the last two days, the newest first. One query."""
    stories = PublishedArticle.objects.live().filter(first_published_at__gt=timezone.now() - NEWS_FOR)
    # Not source__headline: SQLite would return the headline “1984” as a number.
    headline = KeyTextTransform("headline", "document__source")
    newest = stories.order_by("-first_published_at", "-article_id").annotate(headline=headline)
    rows = newest.values_list(*STORY, "first_published_at", "language", "headline")
    return _document(f"urlset {MAP} {NEWS}", (_news(*row) for row in rows[:MOST_NEWS]))


def _document(root: str, parts: Iterable[str]) -> HttpResponse:
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<{root}>", *parts, f"</{root.split()[0]}>", ""]
    return HttpResponse("\n".join(lines), XML)


def _story(topic: str, slug: str, article_id: Any, updated: datetime, picture: str | None) -> str:
    loc = _loc(placeholders.resolve(picture)) if picture else ""
    image = f"<image:image><image:loc>{loc}</image:loc></image:image>" if loc else ""
    return f"<url>{_address(topic, slug, article_id)}{_lastmod(updated)}{image}</url>"


def _news(topic: str, slug: str, article_id: Any, published: datetime, language: str, headline: str) -> str:
    return (
        f"<url>{_address(topic, slug, article_id)}<news:news>"
        f"<news:publication><news:name>{escape(legal(settings.SITE_NAME))}</news:name>"
        f"<news:language>{escape(legal(news_language(language)))}</news:language></news:publication>"
        f"<news:publication_date>{rfc3339(published)}</news:publication_date>"
        f"<news:title>{escape(legal(headline))}</news:title></news:news></url>"
    )


def news_language(tag: str) -> str:
    """Google News' name of a language (BCP 47): ISO 639, but zh-cn and zh-tw for simplified and traditional Chinese."""
    language, *others = tag.lower().split("-")
    if language != "zh":
        return language
    return "zh-tw" if {"tw", "hk", "mo", "hant"} & set(others) else "zh-cn"


def _address(topic: str | None, slug: str, article_id: Any) -> str:
    page = placeholders.story_page(topic=topic or "", slug=slug, article_id=str(article_id))
    return f"<loc>{_loc(page)}</loc>"


def _loc(address: str) -> str:
    return escape(legal(iri_to_uri(address)))


def _lastmod(moment: datetime) -> str:
    return f"<lastmod>{rfc3339(moment)}</lastmod>"
