"""All the words by which editors find a story, each with the place where it is written."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from hashlib import blake2b
from typing import Any, Final, NamedTuple
from uuid import UUID

import orjson
from django.contrib.auth.models import User
from django.db.models import F, QuerySet

from articles import body
from articles.models import Article, ArticleTag, Byline, Comment, ImageUse
from articles.search import Terms
from articles.search.analysis import stemming
from articles.search.normal import normal
from articles.search.readings import GAP, read


class Kind(StrEnum):
    """Where words are written. First come those that say most about a story."""

    HEADLINE = "headline"
    SHORT_HEADLINE = "short_headline"
    STANDFIRST = "standfirst"
    BODY = "body"
    TOPIC = "topic"
    TAG = "tag"
    AUTHOR = "author"
    BYLINE = "byline"
    DATELINE = "dateline"
    NOTES = "notes"
    COMMENT = "comment"
    PICTURE = "picture"
    FORMER = "former"
    SLUG = "slug"
    SEO = "seo"


# What counts like a headline, a standfirst and a byline of a published story; everything else counts like its text.
LIKE_HEADLINE: Final = {Kind.HEADLINE, Kind.SHORT_HEADLINE}
LIKE_STANDFIRST: Final = {Kind.STANDFIRST, Kind.TOPIC, Kind.TAG}
LIKE_BYLINE: Final = {Kind.AUTHOR, Kind.BYLINE, Kind.DATELINE}
# What spelling is corrected by.
NAMES: Final = LIKE_HEADLINE | {Kind.TOPIC, Kind.TAG, Kind.AUTHOR, Kind.BYLINE}
# Characters of all places together, like those of a published story.
LONGEST: Final = 200_000
MOST_COMMENTS: Final = 500


class Place(NamedTuple):
    """Some words of a story; `by` is who wrote a comment."""

    kind: Kind
    text: str
    by: User | None = None


class Story(NamedTuple):
    """A story's words; `language` is BCP 47."""

    id: UUID
    language: str
    places: list[Place]

    @property
    def digest(self) -> str:
        """Differs when other terms are to be indexed."""
        content = orjson.dumps([stemming(self.language), [(place.kind, place.text) for place in self.places]])
        return blake2b(content, digest_size=16).hexdigest()

    @property
    def heading(self) -> str:
        return " ".join(place.text for place in self.places if place.kind in NAMES)

    def terms(self) -> Terms:
        """The terms, with a gap between two places, over which no phrase reaches."""
        key, left = stemming(self.language), LONGEST
        found = Terms([], [], [], [])
        for place in self.places:
            column = _column(found, place.kind)
            terms = read(normal(place.text[:left])).terms(key)
            column += [GAP, *terms] if column else terms
            left = max(0, left - len(place.text))
        return found


def read_all(articles: Sequence[Article], former: Callable[[Article], Iterable[str]]) -> list[Story]:
    """The words of stored articles, whose topics are selected, in the same order. Four queries.

    `former` gives the former headlines of one.
    """
    tags = _names(ArticleTag.objects.filter(article__in=articles), "tag__name")
    authors = _names(Byline.objects.filter(article__in=articles), "author__name")
    pictures: defaultdict[UUID, list[str]] = defaultdict(list)
    for article_id, *words in _pictures(articles):
        pictures[article_id] += filter(None, words)
    comments: defaultdict[UUID, list[Place]] = defaultdict(list)
    for comment in Comment.objects.filter(article__in=articles).select_related("by").defer("passage"):
        comments[comment.article_id].append(Place(Kind.COMMENT, comment.text, comment.by))
    return [
        Story(
            article.pk,
            article.language,
            [
                *_own(article, [*tags[article.pk]], [*authors[article.pk]]),
                *comments[article.pk][-MOST_COMMENTS:],
                *(Place(Kind.PICTURE, text) for text in dict.fromkeys(pictures[article.pk])),
                *(Place(Kind.FORMER, headline) for headline in former(article) if headline != article.headline),
            ],
        )
        for article in articles
    ]


def _own(article: Article, tags: list[str], authors: list[str]) -> Iterator[Place]:
    texts = [
        (Kind.HEADLINE, article.headline),
        (Kind.SHORT_HEADLINE, article.short_headline),
        (Kind.STANDFIRST, article.standfirst),
        (Kind.TOPIC, article.topic.name if article.topic else ""),
        *((Kind.TAG, name) for name in tags),
        *((Kind.AUTHOR, name) for name in authors),
        (Kind.BYLINE, article.byline),
        (Kind.DATELINE, article.dateline),
        (Kind.NOTES, article.notes),
        (Kind.SLUG, article.slug),
        (Kind.SEO, article.seo_title),
        (Kind.SEO, article.seo_description),
        (Kind.BODY, body.plain_text(body.parse(article.body))),
    ]
    return (Place(kind, text) for kind, text in texts if text)


def _names(rows: "QuerySet[Any]", column: str) -> defaultdict[UUID, list[str]]:
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    for article_id, name in rows.values_list("article_id", column):
        found[article_id].append(name)
    return found


def _pictures(articles: Sequence[Article]) -> Iterable[tuple[Any, ...]]:
    """The words given to pictures here, and their own."""
    uses = ImageUse.objects.filter(article__in=articles).annotate(own=F("image__caption"), own_alt=F("image__alt_text"))
    return uses.values_list("article_id", "caption", "own", "alt_text", "own_alt")


def _column(terms: Terms, kind: Kind) -> list[str]:
    if kind in LIKE_HEADLINE:
        return terms.headline
    if kind in LIKE_STANDFIRST:
        return terms.standfirst
    return terms.byline if kind in LIKE_BYLINE else terms.body
