"""Writes the index of working copies.

Indexing a saved story again takes 15 short queries: most of the time is building them.
"""

import logging
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from articles import search
from articles.finding.story import Story, read_all
from articles.models import Article, DeskEntry, DeskTerms, DeskWord, Version, bulk
from articles.search.analysis import stemming

logger = logging.getLogger(__name__)

DESK: Final = search.Index(DeskTerms, DeskWord, "entry")
# Outdated stories that a search indexes before it looks, and the worker in one transaction.
AT_ONCE: Final = 10
BATCH: Final = 20
REBUILT: Final = 200
MOST_FORMER: Final = 50


@transaction.atomic
def index(stories: Collection[Article]) -> None:
    """Index stored stories as they are now. Waits for others who index the same, until their transaction ends."""
    mark(stories)
    _write(DeskEntry.objects.filter(article__in=[story.pk for story in stories]))


def mark(stories: Collection[Article]) -> None:
    """Mark stories as changed since they were indexed. One query."""
    entries = [
        DeskEntry(article=one, changed_at=one.modified_at, stemming=stemming(one.language), outdated=True)
        for one in stories
    ]
    DeskEntry.objects.bulk_create(
        entries, update_conflicts=True, unique_fields=["article"], update_fields=["changed_at", "outdated"]
    )


def leave(stories: "QuerySet[Article]") -> None:
    """Mark many stories, after something that they are found by has changed without them: a name, a caption."""
    DeskEntry.objects.filter(article__in=stories.order_by().values("pk")).update(outdated=True)


@transaction.atomic
def catch_up(most: int = BATCH) -> int:
    """Index stories that have changed since they were indexed, those changed last first. Returns how many.

    One query if there are none. Leaves out those that somebody else is indexing.
    """
    if not DeskEntry.objects.filter(outdated=True).exists():
        return 0
    outdated = DeskEntry.objects.filter(outdated=True).order_by("-changed_at")
    keys = list(outdated.select_for_update(skip_locked=True).values_list("pk", flat=True)[:most])
    _write(DeskEntry.objects.filter(pk__in=keys))
    return len(keys)


def renew() -> Iterator[int]:
    """Index all stories again, also those that the index has lost, yielding after every batch how many it held."""
    keys = list(Article.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), REBUILT):
        with transaction.atomic():
            stories = list(Article.objects.filter(pk__in=keys[start : start + REBUILT]).defer("body"))
            mark(stories)
            entries = DeskEntry.objects.filter(article__in=[story.pk for story in stories])
            entries.update(digest="")
            _write(entries)
        yield len(stories)


def _write(found: "QuerySet[DeskEntry]") -> None:
    """Index the stories of locked entries."""
    entries = {entry.article_id: entry for entry in found}
    articles = list(Article.objects.filter(pk__in=list(entries)).select_related("topic"))
    _read_versions(entries)
    changed: list[tuple[int, search.Prepared]] = []
    for story in read_all(articles, lambda article: entries[article.pk].former.splitlines()):
        entry, digest = entries[story.id], story.digest
        if entry.digest != digest:
            changed.append((entry.pk, _prepared(story)))
        entry.digest, entry.stemming, entry.outdated = digest, stemming(story.language), False
    for article in articles:
        entries[article.pk].changed_at = article.modified_at
    if changed:
        search.remove([key for key, _ in changed], DESK)
        search.add(changed, DESK)
    bulk.create(DeskEntry, [entries[article.pk] for article in articles], replace=True)


def _prepared(story: Story) -> search.Prepared:
    """A story that cannot be indexed stops no other: it is not found, and said so in the log."""
    try:
        return search.Prepared(story.terms(), search.vocabulary(story.heading))
    except Exception:
        logger.exception("The working copy %s cannot be indexed: editors do not find it.", story.id)
        return search.Prepared(search.Terms([], [], [], []), {})


def _read_versions(entries: dict[UUID, DeskEntry]) -> None:
    """Add the headlines of versions that were not read yet. The newest of a story may still become another."""
    unread = Version.objects.filter(article__in=list(entries), number__gt=F("article__desk_entry__read_to"))
    versions: defaultdict[UUID, list[Version]] = defaultdict(list)
    for version in unread.order_by("article", "number").only("article_id", "number", "packed"):
        assert version.article_id
        versions[version.article_id].append(version)
    for article, (*former, _) in versions.items():
        if former:
            entry = entries[article]
            entry.former = "\n".join(_distinct([*entry.former.splitlines(), *map(_headline, former)]))
            entry.read_to = former[-1].number


def _headline(version: Version) -> str:
    found: Any = version.unpack().get("headline", "")
    return " ".join(str(found).split())


def _distinct(headlines: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(headline for headline in headlines if headline))[-MOST_FORMER:]
