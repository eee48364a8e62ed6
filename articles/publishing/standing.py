"""Keeps the counts of standing stories (see StoryCount) right while stories are written."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from articles.changes import log
from articles.models import PublishedArticle, PublishedAuthor, PublishedTag, PublishedTopic, StoryCount
from articles.models.counts import EVERYTHING, is_page, of, of_both, of_page
from articles.models.published import PublishedArticleQuerySet

ATTACHED: Final[dict[str, Any]] = {"topic": PublishedTopic, "tag": PublishedTag, "author": PublishedAuthor}
# Stories that are counted at once.
CHUNK: Final = 5_000
PUT: Final = """
INSERT INTO articles_storycount (key, stories, changed_at) VALUES {rows}
ON CONFLICT (key) DO UPDATE SET
    stories = articles_storycount.stories + excluded.stories,
    changed_at = CASE WHEN excluded.changed_at > articles_storycount.changed_at
        THEN excluded.changed_at ELSE articles_storycount.changed_at END
"""


def is_standing(row: PublishedArticle, now: datetime) -> bool:
    """Whether time alone changes nothing about readers seeing the story."""
    return row.visible_until is None and row.visible_from <= now


def tally(keys: Sequence[int]) -> Counter[str]:
    """What the standing ones of these published stories count for. Four queries."""
    standing = PublishedArticle.objects.order_by().filter(pk__in=keys, standing=True)
    counts: Counter[str] = Counter()
    for key, genre, language, published_at, updated_at in standing.values_list(
        "pk", "genre", "language", "published_at", "updated_at"
    ):
        counts[EVERYTHING] += 1
        counts[of("genre", genre)] += 1
        counts[of("language", language)] += 1
        counts[of("published", _day(published_at))] += 1
        counts[of("updated", _day(updated_at))] += 1
        counts[of_page(key)] += 1
    attached: dict[str, defaultdict[int, list[UUID]]] = {}
    for kind, rows in ATTACHED.items():
        attached[kind] = defaultdict(list)
        found = rows.objects.filter(published__in=keys, published__standing=True)
        for story, key in found.values_list("published", kind):
            attached[kind][story].append(key)
            counts[of(kind, key)] += 1
    for story, topics in attached["topic"].items():
        counts.update(of_both(topic, tag) for topic in topics for tag in attached["tag"][story])
    return counts


def tally_many(keys: Sequence[int]) -> Counter[str]:
    """The same for any number of stories."""
    counts: Counter[str] = Counter()
    for start in range(0, len(keys), CHUNK):
        counts.update(tally(keys[start : start + CHUNK]))
    return counts


def put(before: Counter[str], after: Counter[str], at: datetime) -> None:
    """Replace what stories that were written at a time counted for by what they count for. One query."""
    keys = sorted(key for key in before.keys() | after.keys() if before[key] != after[key] or is_page(key))
    if not keys:
        return
    moment = connection.ops.adapt_datetimefield_value(at)
    values = [value for key in keys for value in (key, after[key] - before[key], moment)]
    with connection.cursor() as cursor:
        cursor.execute(PUT.format(rows=", ".join(["(%s, %s, %s)"] * len(keys))), values)


def touch(stories: PublishedArticleQuerySet, at: datetime) -> None:
    """Note that stories were written at a time which count for the same as before. Two queries."""
    keys = stories.order_by().filter(standing=True).values_list("pk", flat=True)
    pages = Counter(map(of_page, keys))
    put(pages, pages, at)


def count_passed() -> None:
    """Count the stories whose publication was announced and has come. One query if there are none.

    Only what writes to the log calls this, so that a list that is read at the same time counts no story twice.
    """
    waiting = PublishedArticle.objects.filter(visible_until=None, standing=False, visible_from__lte=timezone.now())
    passed = dict(waiting.order_by().values_list("pk", "visible_from"))
    if passed:
        PublishedArticle.objects.filter(pk__in=passed).update(standing=True)
        put(Counter(), tally(list(passed)), max(passed.values()))


@transaction.atomic
def recount() -> None:
    """Count everything anew, after stories were written in another way than by publishing."""
    log.lock()
    StoryCount.objects.all().delete()
    standing = PublishedArticle.objects.order_by("pk").filter(standing=True)
    last = 0
    while rows := list(standing.filter(pk__gt=last).values_list("pk", "compiled_at")[:CHUNK]):
        keys = [key for key, _ in rows]
        put(Counter(), tally(keys), max(at for _, at in rows))
        last = keys[-1]


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d}"
