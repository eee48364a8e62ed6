"""Makes the archive's stories, batch by batch: working copies and the snapshots from which they are published."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Final, NamedTuple
from uuid import UUID

from articles.addresses import slugs
from articles.models import Article, ImageUse
from articles.publishing.snapshots import PictureSource, Source
from demo.archive.cast import Cast
from demo.archive.grammar import Grammar

YEARS: Final = 10
# About sixty of a hundred stories are reports.
GENRES: Final = [*Article.Genre.values, *[Article.Genre.REPORT.value] * 8]


class Made(NamedTuple):
    """A story before it is saved."""

    article: Article
    source: Source


class Writer:
    """Writes stories with a cast. Equal numbers and seeds give equal stories."""

    def __init__(self, cast: Cast, seed: str, now: datetime) -> None:
        self.cast, self.seed, self.now = cast, seed, now
        self.grammar = Grammar(Random(seed))  # noqa: S311, nothing here is secret
        # A few tags are on most stories, most tags on few: the weight of the n-th is 1/n.
        self.favour = [1 / rank for rank in range(1, len(cast.tags) + 1)]

    def batch(self, first: int, size: int) -> list[Made]:
        """`size` stories, numbered from `first`. Related stories are always in the same batch."""
        self.random = self.grammar.random = Random(f"{self.seed} {first}")  # noqa: S311
        made: list[Made] = []
        for number in range(first, first + size):
            made.append(self._story(number, made))
        return made

    def _story(self, number: int, earlier: Sequence[Made]) -> Made:
        random, cast, grammar = self.random, self.cast, self.grammar
        headline = grammar.headline()
        moment = self.now - timedelta(seconds=random.randrange(60, YEARS * 365 * 86_400))
        topic = random.choice(cast.topics)
        source: Source = {
            "headline": headline,
            "short_headline": "",
            "standfirst": grammar.standfirst(),
            "body": grammar.body(),
            "byline": "",
            "dateline": random.choice(grammar.places).upper(),
            "genre": random.choice(GENRES),
            "language": "en",
            "topic": str(topic.pk),
            "authors": [str(one.pk) for one in random.sample(cast.authors, random.choice((1, 1, 1, 2, 2, 3)))],
            "tags": [
                str(one.pk) for one in dict.fromkeys(random.choices(cast.tags, self.favour, k=random.randint(2, 6)))
            ],
            "pictures": self._pictures(),
            "related": [str(one.article.pk) for one in random.sample(earlier, min(len(earlier), random.randint(0, 5)))],
            "seo_title": "",
            "seo_description": "",
        }
        article = Article(
            id=UUID(int=random.getrandbits(128), version=4),
            slug=f"{slugs.readable(headline)[: slugs.MAX_LENGTH - 12].rstrip('-')}-{number}",
            topic=topic,
            state=Article.State.PUBLISHED,
            version=1,
            first_published_at=moment,
            published_at=moment,
            updated_at=moment,
            headline=headline,
            standfirst=source["standfirst"],
            body=source["body"],
            dateline=source["dateline"],
            genre=source["genre"],
        )
        return Made(article, source)

    def _pictures(self) -> list[PictureSource]:
        """A lead picture, for most stories."""
        if self.random.random() > 0.8:
            return []
        image = str(self.random.choice(self.cast.images).pk)
        return [{"image": image, "role": ImageUse.Role.LEAD, "caption": "", "alt_text": "", "show_credit": True}]
