"""Published stories of tags and authors that are merged into others.

Snapshots keep the ids that they were taken with. Whoever compiles them looks up what merged ids stand for now
(`stories.load`), so that undoing a merge brings back what was published with them.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from articles.models import (
    ArticleTag,
    Author,
    Byline,
    FormerAuthorSlug,
    FormerTagSlug,
    Merge,
    Merged,
    PublishedAuthor,
    PublishedTag,
    Tag,
    bulk,
)
from articles.models.merge import merged
from articles.models.published import PublishedArticleQuerySet
from articles.publishing import snapshots, standing


@dataclass(frozen=True)
class Mergeable:
    """What is merged, and where it is named. In `places`, `found_by` and `former`, `field` leads to it.

    `member` is its list in snapshots and contents.
    """

    model: Any
    kind: Merge.Kind
    field: str
    member: str
    places: Any
    found_by: Any
    former: Any


TAGS: Final = Mergeable(Tag, Merge.Kind.TAG, "tag", "tags", ArticleTag, PublishedTag, FormerTagSlug)
AUTHORS: Final = Mergeable(Author, Merge.Kind.AUTHOR, "author", "authors", Byline, PublishedAuthor, FormerAuthorSlug)
MERGEABLE: Final = {one.model: one for one in (TAGS, AUTHORS)}


def unite(rows: Any, field: str, owner: str, stays: UUID, gone: Collection[UUID]) -> list[Any]:
    """Make rows that name one of `gone` name `stays`; of several of one owner, the first stays. Returns the owners.

    `rows` are places, in their order, and are named by `field`.
    """
    owners = rows.filter(**{f"{field}__in": gone}).order_by().values(owner)
    involved = rows.filter(**{f"{field}__in": [*gone, stays], f"{owner}__in": owners})
    first: dict[Any, int] = {}
    others: list[int] = []
    for key, owned in involved.values_list("pk", owner):
        if first.setdefault(owned, key) != key:
            others.append(key)
    # Deleted first, because nothing may be named twice.
    for chunk in _chunks(others):
        rows.filter(pk__in=chunk).delete()
    for chunk in _chunks(list(first.values())):
        rows.filter(pk__in=chunk).update(**{f"{field}_id": stays})
    return list(first)


def move(what: Mergeable, stays: UUID, gone: Collection[UUID]) -> list[int]:
    """Let published stories be found and counted by what stays. Returns their keys; their documents wait for upkeep.

    The caller must hold the lock of the log.
    """
    standing.count_passed()
    rows = what.found_by.objects.order_by("pk")
    moved = list(rows.filter(**{f"{what.field}__in": gone}).values_list("published_id", flat=True))
    before = standing.tally_many(moved)
    keys = unite(rows, what.field, "published_id", stays, gone)
    standing.put(before, standing.tally_many(moved), timezone.now())
    return keys


def reattach(what: Mergeable, published: PublishedArticleQuerySet, keys: Sequence[UUID]) -> None:
    """Let published stories be found by those of `keys` that their snapshots name. The caller must hold the lock."""
    standing.count_passed()
    found = published.documented().order_by("pk")
    moved = list(found.values_list("pk", flat=True))
    before = standing.tally_many(moved)
    wanted = {str(key): key for key in keys}
    rows: list[tuple[Any, ...]] = []
    for row in found.select_related("document").iterator(chunk_size=100):
        named = snapshots.read(row)[what.member]  # type: ignore[literal-required]
        present = merged(named, Merged.objects.present(named))
        rows += [
            (wanted[one], row.pk, row.published_at, row.updated_at, row.article_id) for one in present if one in wanted
        ]
    what.found_by.objects.filter(published__in=found, **{f"{what.field}__in": keys}).delete()
    bulk.insert(what.found_by, [what.field, "published", "published_at", "updated_at", "article_id"], rows)
    standing.put(before, standing.tally_many(moved), timezone.now())


def _chunks(keys: Sequence[int], size: int = 5_000) -> Iterable[Sequence[int]]:
    return (keys[at : at + size] for at in range(0, len(keys), size))
