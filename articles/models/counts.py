"""How many live stories have something in common, kept so that lists need not count them."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db import connection, models
from django.db.models import Sum
from django.utils import timezone

from articles.models import prepared

EVERYTHING: Final = "all"
# Addresses in a site map, by the keys of published stories. The protocol allows 50,000 of them and 50 MB in a map, and
# 50,000 maps in an index. With a tenth of the addresses, a map takes 0.1 to 0.3 s, crawlers that return for the newest
# load 1.3 MB, and 250 million stories fit.
PAGE: Final = 5_000
_MAP: Final = "map:"


def of(kind: str, key: Any) -> str:
    """The key of a count: of the stories with a topic, tag, author, genre or language, or published on a day."""
    return f"{kind}:{key}"


def of_both(topic: UUID, tag: UUID) -> str:
    """The key of the count of the stories that are under a topic and have a tag."""
    return f"both:{topic.hex}:{tag.hex}"


def of_page(key: int) -> str:
    """The key of the count of the site map that has a published story's key."""
    return f"{_MAP}{(key - 1) // PAGE}"


def is_page(key: str) -> bool:
    return key.startswith(_MAP)


# What is kept, and under "" how many live stories these counts leave out. In SQL, because lists ask for it all the time
# and building it with the ORM would take longer than all the rest of a list. Both databases accept it.
KEPT: Final = """
SELECT key, stories FROM articles_storycount WHERE key IN ({keys})
UNION ALL
SELECT '', COUNT(*) FROM articles_publishedarticle
WHERE NOT standing AND visible_until > %s AND visible_from <= %s
UNION ALL
SELECT '', COUNT(*) FROM articles_publishedarticle
WHERE NOT standing AND visible_until IS NULL AND visible_from <= %s
"""


class Kept(NamedTuple):
    """Kept counts by their keys, without those of nothing, and how many live stories they all leave out."""

    counts: dict[str, int]
    passing: int


class StoryCountQuerySet(models.QuerySet["StoryCount"]):
    def numbers(self, keys: Collection[str]) -> dict[str, int]:
        """The counts with these keys; those of nothing are missing. One query."""
        return dict(self.filter(pk__in=keys).values_list("pk", "stories"))

    def kept(self, keys: Sequence[str]) -> Kept:
        """The counts with these keys, of which there must be at least one. One query."""
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        rows = prepared.rows(KEPT.format(keys=", ".join(["%s"] * len(keys))), [*keys, now, now, now])
        return Kept({key: number for key, number in rows if key}, sum(number for key, number in rows if not key))

    def between(self, kind: str, first: date, last: date) -> int:
        """The sum of the counts of a kind that has one for each day. One query."""
        days = self.filter(pk__gte=of(kind, first), pk__lte=of(kind, last))
        return days.aggregate(sum=Sum("stories"))["sum"] or 0

    def pages(self) -> list[tuple[int, datetime]]:
        """The site maps that have stories, and when a story of each was last written. One query."""
        maps = self.filter(pk__gte=_MAP, pk__lt="map;", stories__gt=0).values_list("pk", "changed_at")
        return [(int(key.removeprefix(_MAP)), at) for key, at in maps]


class StoryCount(models.Model):
    """How many standing stories something finds: those that are live and have no end.

    The others, which time alone shows or hides, are counted when somebody asks (PublishedArticleQuerySet.passing):
    they are few. Only `articles.publishing.standing` writes these rows, in the transaction that writes the stories.
    """

    key = models.CharField(primary_key=True, max_length=80)
    stories = models.IntegerField(default=0)
    changed_at = models.DateTimeField(help_text="When a story of it was last written.")

    objects = StoryCountQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.key}: {self.stories}"
