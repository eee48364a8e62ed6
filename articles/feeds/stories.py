"""Feeds of stories: of all, or of those with some topics, tags or authors."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from articles.addresses import placeholders
from articles.feeds import entries, json_feed, xml
from articles.feeds.entries import Entry, legal
from articles.feeds.serving import public
from articles.http import parameters
from articles.http.filters import AttachedFilter, ChoicesField, FoundFilter
from articles.http.found import NEWEST
from articles.models import Author, FormerAuthorSlug, FormerTagSlug, Tag, Topic

WRITERS: dict[str, tuple[str, Any]] = {
    "rss": (xml.RssFeed.content_type, partial(xml.write, xml.RssFeed)),
    "atom": (xml.AtomFeed.content_type, partial(xml.write, xml.AtomFeed)),
    "json": (json_feed.CONTENT_TYPE, json_feed.write),
}
LIMIT, MOST = 20, 100


class FeedFilter(FoundFilter):
    """As in lists of the API: comma = any of, repeated = all of, a leading minus = none of."""

    topic = AttachedFilter(Topic)
    tag = AttachedFilter(Tag)
    author = AttachedFilter(Author)


@public("topic", "tag", "author", "text", "limit")
def feed(request: HttpRequest, format: str) -> HttpResponse:
    """The newest stories. One query, and one more for the names of topics."""
    full = parameters.choice(request, "text", "summary", ("summary", "full")) == "full"
    limit = parameters.whole_number(request, "limit", LIMIT, most=MOST)
    stories, _ = FeedFilter(request.GET).found.ordered(NEWEST)
    found = entries.read(stories[:limit], full=full)
    content_type, write = WRITERS[format]
    return HttpResponse(write(_title(request, found), placeholders.home(), _address(request), found), content_type)


def _address(request: HttpRequest) -> str:
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return f"{settings.PUBLIC_URL}{request.path}{query}"


def _title(request: HttpRequest, found: list[Entry]) -> str:
    """The name of the site and of the requested topics, tags and authors: “The Courier: City, Bridges”.

    The names of tags and authors come from the stories found, so that an unknown one looks like one of a draft.
    """
    names = _topics(request)
    for entry in found:
        names |= {("tag", tag["slug"]): tag["name"] for tag in entry.card["tags"]}
        names |= {("author", author["slug"]): author["name"] for author in entry.card["authors"]}
    asked = [(name, slug) for name in ("topic", "tag", "author") for slug in _wanted(request, name)]
    names |= _moved(asked, names)
    shown = ", ".join(names[one] for one in dict.fromkeys(asked) if one in names)
    return legal(f"{settings.SITE_NAME}: {shown}" if shown else settings.SITE_NAME)


def _topics(request: HttpRequest) -> dict[tuple[str, str], str]:
    """The names of the requested topics, by the requested slugs."""
    if "topic" not in request.GET:
        return {}
    found = Topic.objects.at(_wanted(request, "topic")).values_list("slug", "former_slugs__slug", "name")
    return {("topic", slug): name for *both, name in found for slug in both if slug}


def _moved(asked: list[tuple[str, str]], names: dict[tuple[str, str], str]) -> dict[tuple[str, str], str]:
    """The names of tags and authors of live stories that were requested by a former slug."""
    former: dict[str, Any] = {"tag": FormerTagSlug.objects, "author": FormerAuthorSlug.objects}
    found: dict[tuple[str, str], str] = {}
    for kind, rows in former.items():
        unknown = [slug for other, slug in asked if other == kind and (kind, slug) not in names]
        moved = rows.filter(slug__in=unknown).values_list("slug", f"{kind}__slug") if unknown else ()
        found |= {(kind, old): names[kind, new] for old, new in moved if (kind, new) in names}
    return found


def _wanted(request: HttpRequest, name: str) -> list[str]:
    """The slugs that a parameter asks for, without those that it excludes."""
    return [slug for wanted, _ in ChoicesField().clean(request.GET.getlist(name)) for slug in wanted]
