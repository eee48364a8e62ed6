"""Where in a story a search found what it looked for, for the stories of a page."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from articles.finding.story import Kind, Place, Story, read_all
from articles.models import Article
from articles.search import Marker, Search
from articles.search.highlighting import Marked

# Characters of a place that are looked through: marking takes ten times as long as finding.
LONGEST: Final = 40_000
ORDER: Final = {kind: number for number, kind in enumerate(Kind)}


class Passage(NamedTuple):
    """The words around a match, as HTML whose only markup is <mark>."""

    place: Place
    html: str


class Shown(NamedTuple):
    """A found story: its headline with matches marked, and where else it matches."""

    headline: str
    passages: list[Passage]


def passages(found: Search, articles: Sequence[Article]) -> list[Shown]:
    """Where stories of a page match, in the same order. Five queries, or none if all match in their headlines."""
    markers = [Marker(found.query.wanted, article.language) for article in articles]
    headlines = [marker.read(article.headline) for marker, article in zip(markers, articles, strict=True)]
    lacking = [
        article
        for marker, headline, article in zip(markers, headlines, articles, strict=True)
        if headline.parts < marker.parts
    ]
    stories = {story.id: story for story in _read(lacking)}
    return [
        Shown(
            headline.marked(),
            list(_covering(headline, marker, stories[article.pk])) if article.pk in stories else [],
        )
        for marker, headline, article in zip(markers, headlines, articles, strict=True)
    ]


def _read(articles: Sequence[Article]) -> list[Story]:
    if not articles:
        return []
    texts = dict(Article.objects.filter(pk__in=[one.pk for one in articles]).values_list("pk", "body"))
    for article in articles:
        article.body = texts.get(article.pk, "")
    return read_all(articles, lambda article: article.desk_entry.former.splitlines())


def _covering(headline: Marked, marker: Marker, story: Story) -> Iterator[Passage]:
    """The first passages that have a part of the query which those before them and the headline lack."""
    lacking = marker.parts - headline.parts
    for place in sorted(story.places, key=lambda place: ORDER[place.kind]):
        if not lacking:
            return
        marked = marker.read(place.text[:LONGEST])
        if marked.parts & lacking:
            lacking -= marked.parts
            yield Passage(place, marked.snippet())
