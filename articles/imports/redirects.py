"""Imports the redirects of a previous system."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles.changes import log
from articles.imports import tables
from articles.imports.tables import Cells, ImportRefused
from articles.models import Article, FormerSlug, Redirect
from articles.redirects import circles

COLUMNS: Final = ["path", "target", "kind"]
# The fields that a row of the table sets.
GIVEN: Final = ["kind", "article", "address"]
Kind = Redirect.Kind


@dataclass(frozen=True)
class Taken:
    """How many redirects were new, how many now lead elsewhere, and how many existed already."""

    added: int
    changed: int
    known: int


@transaction.atomic
def take_in(lines: Iterable[str]) -> Taken:
    """Save the redirects of a CSV file with the columns path, target and, where it is not permanent, kind.

    A target is the slug or id of a story, a path, or an address. Existing redirects that lead elsewhere are changed.
    Raises ImportRefused.
    """
    numbered = _rows(lines)
    rows = {row.path: row for row in numbered.values()}
    before = Redirect.objects.in_bulk(rows, field_name="path")
    _refuse_circles(numbered)
    new = [row for path, row in rows.items() if path not in before]
    changed = [before[path] for path, row in rows.items() if path in before and _differs(before[path], row)]
    for row in changed:
        given = rows[row.path]
        row.kind, row.article_id, row.address = given.kind, given.article_id, given.address
        row.modified_at = timezone.now()
    # Bulk writes send no signals.
    log.touch("redirects")
    Redirect.objects.bulk_create(new, batch_size=500)
    Redirect.objects.bulk_update(changed, [*GIVEN, "modified_at"], batch_size=100)
    return Taken(len(new), len(changed), len(rows) - len(new) - len(changed))


def _rows(lines: Iterable[str]) -> dict[int, Redirect]:
    """The redirects of a file, by line number."""
    stories = _stories()
    lines_of: dict[str, int] = {}

    def numbered(cells: Cells, number: int) -> tuple[int, Redirect]:
        row = _row(cells, stories)
        first = lines_of.setdefault(row.path, number)
        if first != number:
            raise ValueError(f"line {first} already says where {row.path} leads.")
        return number, row

    return dict(tables.read(lines, COLUMNS, 2, "path, target and, where it is not permanent, kind", numbered))


def _row(cells: Cells, stories: dict[str, UUID]) -> Redirect:
    path, target, kind = cells["path"], cells["target"], cells["kind"] or Kind.PERMANENT
    if kind not in Kind:
        raise ValueError(f"kind must be one of {', '.join(Kind.values)}, not “{kind}”.")
    if (kind == Kind.GONE) == bool(target):
        raise ValueError("a target is missing." if not target else "what is gone has no target: leave it empty.")
    row = Redirect(path=path, kind=kind)
    if target.startswith("/") or "://" in target:
        row.address = target
    elif target:
        row.article_id = stories.get(target)
        if not row.article_id:
            raise ValueError(f"target must be a slug or id of a story, a path or an address, not “{target}”.")
    try:
        row.clean_fields(exclude=["article"])
    except ValidationError as error:
        raise ValueError(" ".join(error.messages)) from error
    return row


def _stories() -> dict[str, UUID]:
    """Stories by every name that a file may use: former slugs, present slugs, ids."""
    articles = dict(Article.objects.values_list("slug", "pk"))
    former = dict(FormerSlug.objects.values_list("slug", "article"))
    return former | articles | {str(key): key for key in articles.values()}


def _refuse_circles(numbered: dict[int, Redirect]) -> None:
    known = {row.path: row for row in Redirect.objects.all()} | {row.path: row for row in numbered.values()}
    following = circles.targets(known.values())
    found = {number: circles.message(circles.way(row.path, following.get)) for number, row in numbered.items()}
    if problems := [f"Line {number}: {problem}" for number, problem in found.items() if problem]:
        raise ImportRefused(problems)


def _differs(one: Redirect, other: Redirect) -> bool:
    return (one.kind, one.article_id, one.address) != (other.kind, other.article_id, other.address)
