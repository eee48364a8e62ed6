"""Where in a story a search found what it looked for, for the stories of a page."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from articles.finding.story import Kind, Place, Story, read_all
from articles.models import Article
from articles.search import Marker, Search
from articles.search.highlighting import Marked

MOST_PASSAGES: Final = 3
# Characters of a place that are looked through: marking takes ten times as long as finding.
LONGEST: Final = 40_000
ORDER: Final = {kind: number for number, kind in enumerate(Kind)}


class Passage(NamedTuple):
    """The words around a match, as HTML whose only markup is <mark>."""

    place: Place
    html: str


class Shown(NamedTuple):
    """A found story: its headline with matches marked, its authors, and where else it matches."""

    headline: str
    authors: list[str]
    passages: list[Passage]


def passages(found: Search, articles: Sequence[Article]) -> list[Shown]:
    """Where stories of a page match, in the same order. Five queries."""
    texts = dict(Article.objects.filter(pk__in=[one.pk for one in articles]).values_list("pk", "body"))
    for article in articles:
        article.body = texts.get(article.pk, "")
    stories = read_all(articles, lambda article: article.desk_entry.former.splitlines())
    return [_shown(found, story) for story in stories]


def _shown(found: Search, story: Story) -> Shown:
    marker = Marker(found.query.wanted, story.language)
    headline, *others = sorted(story.places, key=lambda place: ORDER[place.kind])
    marked = marker.read(headline.text)
    authors = [place.text for place in story.places if place.kind is Kind.AUTHOR]
    return Shown(marked.marked(), authors, list(_covering(marked, marker, others))[:MOST_PASSAGES])


def _covering(headline: Marked, marker: Marker, places: Sequence[Place]) -> Iterator[Passage]:
    """The first passages that have a part of the query which those before them and the headline lack."""
    covered = headline.parts
    for place in places:
        marked = marker.read(place.text[:LONGEST])
        if not marked.parts <= covered:
            covered = covered | marked.parts
            yield Passage(place, marked.snippet())
