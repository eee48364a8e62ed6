"""The live stories that a request's filters choose: how many they are, and in which order an index gives them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Any, Final

from django.db.models import Exists, F, FilteredRelation, Func, Model, OuterRef, Q
from django.db.models.lookups import In

from articles.models import PublishedAuthor, PublishedTag, PublishedTopic, StoryCount
from articles.models.counts import EVERYTHING, of, of_both
from articles.models.published import PublishedArticleQuerySet

Order = tuple[str, ...]
NEWEST: Final[Order] = ("-published_at", "-article_id")

# The tables of what stories are found by, and how PublishedArticle names them.
ATTACHED: Final[dict[str, tuple[type[Model], str]]] = {
    "topic": (PublishedTopic, "under_topics"),
    "tag": (PublishedTag, "under_tags"),
    "author": (PublishedAuthor, "under_authors"),
}
# A story has one of each, so that the counts of several add up.
SINGLE: Final = {"genre", "language"}
# Orders that genres and languages have indexes for, and those that the rows of ATTACHED have them for.
PUBLISHED: Final = {"-published_at", "published_at"}
INDEXED: Final = {*PUBLISHED, "-updated_at"}
# Stories. Up to so many are gathered and sorted; of more, an index of all stories is walked and each one is checked.
FEW: Final = 5_000
DAY: Final = timedelta(days=1)


class Checked(Func):
    """A column that SQLite only checks rows by, and does not find them by.

    https://www.sqlite.org/optoverview.html, “Disqualifying WHERE Clause Terms Using Unary +”
    """

    arity = 1
    template = "%(expressions)s"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="+%(expressions)s", **context)


@dataclass(frozen=True)
class Choice:
    """Stories that have any of some `keys` of one kind or, if not `wanted`, none of them."""

    kind: str
    keys: tuple[Any, ...]
    wanted: bool = True

    @property
    def counts(self) -> list[str]:
        return [of(self.kind, key) for key in self.keys]

    def check(self) -> Q:
        """The condition for one story after the other."""
        if self.kind in ATTACHED:
            found = Q(Exists(self._rows().filter(published=OuterRef("pk"))))
        else:
            found = Q(In(Checked(F(self.kind)), self.keys))
        return found if self.wanted else ~found

    def gather(self) -> Q:
        """The condition that finds them all."""
        if self.kind in ATTACHED:
            return Q(pk__in=self._rows().values("published"))
        return Q(**{f"{self.kind}__in": self.keys})

    def _rows(self) -> Any:
        rows, _ = ATTACHED[self.kind]
        return rows._default_manager.filter(**{f"{self.kind}__in": self.keys})


@dataclass(frozen=True)
class Moment:
    """Stories with a date of one kind from a time on, or up to it."""

    field: str
    lookup: str
    at: datetime

    def check(self, path: str = "") -> Q:
        return Q(**{f"{path}{self.field}__{self.lookup}": self.at})


@dataclass(frozen=True)
class Found:
    """The stories of `stories`, which must be all live ones, that have all of `choices` and `moments`."""

    stories: PublishedArticleQuerySet
    choices: tuple[Choice, ...] = ()
    moments: tuple[Moment, ...] = ()

    @property
    def all(self) -> PublishedArticleQuerySet:
        return self._checked().filter(*(one.check() for one in self.moments))

    def count(self) -> int:
        """How many there are, exactly.

        A query or two where counts are kept: for one value of one filter or none, and for a topic with a tag.
        """
        if not self.moments and self._adds_up:
            kept = StoryCount.objects.kept(self._counts)
            return self._sum(kept.counts) + (self._passing() if kept.passing and self.choices else kept.passing)
        if not self.choices and len({one.field for one in self.moments}) == 1:
            return self._within_days()
        return self._led()[0].order_by().count()

    def ordered(self, order: Order) -> tuple[PublishedArticleQuerySet, Order]:
        """The stories in an order, and that order by the names that it has in the query."""
        if self._way and not _leads(self._way, order) and self._size(self._way) > FEW:
            return self.all.order_by(*order), order
        stories, path = self._led() if self._way and _leads(self._way, order) else (self._gathered(), "")
        named = tuple(_at(path, name) for name in order)
        return stories.order_by(*named), named

    @cached_property
    def _way(self) -> Choice | None:
        """The choice by which stories are found. All others are checked, story by story.

        It is the one that fewest stories have, because checking costs most; if even those are many, one with an index
        in the order of lists.
        """
        wanted = [one for one in self.choices if one.wanted]
        if len(wanted) > 1:
            wanted.sort(key=self._size)
        if not wanted or len(wanted[0].keys) == 1 or self._size(wanted[0]) <= FEW:
            return next(iter(wanted), None)
        return next((one for one in wanted if len(one.keys) == 1), None)

    def _size(self, choice: Choice) -> int:
        if choice.kind == "article_id":
            return len(choice.keys)
        return sum(self._kept.get(key, 0) for key in choice.counts)

    @cached_property
    def _kept(self) -> dict[str, int]:
        return StoryCount.objects.numbers(self._counts)

    @property
    def _counts(self) -> list[str]:
        both = [self._both] if self._both else []
        return [EVERYTHING, *both, *(key for one in self.choices for key in one.counts)]

    @cached_property
    def _both(self) -> str:
        """The key of the count that is kept of a topic and a tag together, if these are the choices."""
        wanted = {one.kind: one.keys for one in self.choices if one.wanted and len(one.keys) == 1}
        if len(self.choices) != 2 or wanted.keys() != {"topic", "tag"}:
            return ""
        return of_both(*wanted["topic"], *wanted["tag"])

    @property
    def _adds_up(self) -> bool:
        """Whether kept counts tell how many there are."""
        if len(self.choices) != 1:
            return not self.choices or bool(self._both)
        (choice,) = self.choices
        return choice.kind in SINGLE or (choice.kind in ATTACHED and len(choice.keys) <= 1)

    def _sum(self, kept: dict[str, int]) -> int:
        if not self.choices:
            return kept.get(EVERYTHING, 0)
        if self._both:
            return kept.get(self._both, 0)
        (choice,) = self.choices
        number = sum(kept.get(key, 0) for key in choice.counts)
        return number if choice.wanted else kept.get(EVERYTHING, 0) - number

    def _passing(self) -> int:
        return self.all.passing().order_by().count()

    def _within_days(self) -> int:
        """The count between two moments: of whole days from kept counts, of the days at its ends one by one."""
        (field,) = {one.field for one in self.moments}
        first = max((one.at for one in self.moments if one.lookup == "gte"), default=None)
        last = min((one.at for one in self.moments if one.lookup == "lte"), default=None)
        if first and last and last - first < 2 * DAY:
            return self.all.count()
        # No story is from the first day of the calendar or the last, which have no neighbours.
        after = min(first.date(), date.max - DAY) + DAY if first else date.min
        until = max(last.date(), date.min + DAY) - DAY if last else date.max
        ends = Q(pk__in=[])
        if first:
            ends |= Q(**{f"{field}__gte": first, f"{field}__lt": datetime.combine(after, time(), UTC)})
        if last:
            ends |= Q(**{f"{field}__lte": last, f"{field}__gte": datetime.combine(last.date(), time(), UTC)})
        whole = StoryCount.objects.between(field.removesuffix("_at"), after, until)
        return whole + self.stories.filter(ends, standing=True).count() + self._passing()

    def _led(self) -> tuple[PublishedArticleQuerySet, str]:
        """The stories found in the order of an index, and the path to what that has."""
        if not (way := self._way) or way.kind not in ATTACHED or len(way.keys) != 1:
            return self._gathered(), ""
        _, relation = ATTACHED[way.kind]
        on = FilteredRelation(relation, condition=Q(**{f"{relation}__{way.kind}": way.keys[0]}))
        stories = self._checked(way).annotate(way=on).filter(way__isnull=False)
        return stories.filter(*(one.check("way__") for one in self.moments)), "way__"

    def _gathered(self) -> PublishedArticleQuerySet:
        stories = self._checked(self._way).filter(self._way.gather()) if self._way else self._checked()
        return stories.filter(*(one.check() for one in self.moments))

    def _checked(self, way: Choice | None = None) -> PublishedArticleQuerySet:
        return self.stories.filter(*(one.check() for one in self.choices if one is not way))


def _leads(way: Choice, order: Order) -> bool:
    """Whether an index has the stories with this in this order."""
    if len(way.keys) != 1:
        return False
    return order[0] in (INDEXED if way.kind in ATTACHED else PUBLISHED)


def _at(path: str, name: str) -> str:
    return f"-{path}{name[1:]}" if name.startswith("-") else f"{path}{name}"
