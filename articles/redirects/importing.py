"""Takes in the redirects of a previous system."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles import log
from articles.models import Article, FormerSlug, Redirect
from articles.redirects import circles

COLUMNS: Final = ["path", "target", "kind"]
TOLD: Final = ["kind", "article", "address"]
Kind = Redirect.Kind


class ImportRefused(Exception):
    """The file cannot be taken in, and nothing of it has been. `problems` names each line and what would be right."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Taken:
    """How many redirects were new, how many lead elsewhere than before, and how many were there already."""

    added: int
    changed: int
    known: int


@transaction.atomic
def take_in(lines: Iterable[str]) -> Taken:
    """Save the redirects of a CSV file with the columns path, target and, where it is not permanent, kind.

    A target is the slug or id of a story, a path, or an address. Redirects that are there already and lead elsewhere
    are changed. Raises ImportRefused.
    """
    numbered = _rows(lines)
    rows = {row.path: row for row in numbered.values()}
    before = Redirect.objects.in_bulk(rows, field_name="path")
    _refuse_circles(numbered)
    new = [row for path, row in rows.items() if path not in before]
    changed = [before[path] for path, row in rows.items() if path in before and _differs(before[path], row)]
    for row in changed:
        told = rows[row.path]
        row.kind, row.article_id, row.address = told.kind, told.article_id, told.address
        row.modified_at = timezone.now()
    # Writing many rows at once sends no signals.
    log.touch("redirects")
    Redirect.objects.bulk_create(new, batch_size=500)
    Redirect.objects.bulk_update(changed, [*TOLD, "modified_at"], batch_size=100)
    return Taken(len(new), len(changed), len(rows) - len(new) - len(changed))


def _rows(lines: Iterable[str]) -> dict[int, Redirect]:
    """The redirects of a file, by their line numbers."""
    table = csv.DictReader(lines)
    names = table.fieldnames or []
    if not {"path", "target"} <= set(names) or not set(names) <= set(COLUMNS):
        raise ImportRefused(["Line 1: the columns must be path, target and, where it is not permanent, kind."])
    stories = _stories()
    rows: dict[int, Redirect] = {}
    lines_of: dict[str, int] = {}
    problems = []
    for line in table:
        number = table.line_num
        try:
            row = _row(line, stories)
            first = lines_of.setdefault(row.path, number)
            if first != number:
                raise ValueError(f"line {first} says already where {row.path} leads.")
            rows[number] = row
        except ValueError as problem:
            problems.append(f"Line {number}: {problem}")
    if problems:
        raise ImportRefused(problems)
    return rows


def _row(line: dict[str, str | None], stories: dict[str, UUID]) -> Redirect:
    if None in line:
        raise ValueError("it has more values than the first line has columns.")
    path, target, kind = ((line.get(name) or "").strip() for name in COLUMNS)
    kind = kind or Kind.PERMANENT
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
    """Stories by everything that a file may call them: former slugs, present ones, ids."""
    articles = dict(Article.objects.values_list("slug", "pk"))
    former = dict(FormerSlug.objects.values_list("slug", "article"))
    return former | articles | {str(key): key for key in articles.values()}


def _refuse_circles(numbered: dict[int, Redirect]) -> None:
    known = {row.path: row for row in Redirect.objects.all()} | {row.path: row for row in numbered.values()}
    following = circles.targets(known.values())
    found = {number: circles.told(circles.way(row.path, following.get)) for number, row in numbered.items()}
    if problems := [f"Line {number}: {problem}" for number, problem in found.items() if problem]:
        raise ImportRefused(problems)


def _differs(one: Redirect, other: Redirect) -> bool:
    return (one.kind, one.article_id, one.address) != (other.kind, other.article_id, other.address)
