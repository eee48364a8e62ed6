"""Finds redirects that would lead in a circle."""

from collections.abc import Callable, Iterable
from typing import Final
from uuid import UUID

from django.db.models import Q

from articles.addresses import paths, placeholders
from articles.models import PublishedArticle, Redirect

# More redirects than this in a row are most likely a mistake.
MOST_STEPS: Final = 10

Following = Callable[[str], str | None]


def problem(redirect: Redirect) -> str:
    """What would be wrong with the path of a redirect once it is saved; "" if nothing. A query or two per step."""

    def following(path: str) -> str | None:
        others = Redirect.objects.exclude(pk=redirect.pk)
        row = redirect if path == redirect.path else others.filter(path=path).first()
        return targets([row]).get(path) if row else None

    return message(way(redirect.path, following))


def way(path: str, following: Following) -> list[str]:
    """The paths that redirects lead through from `path`, if they form a circle or are too many; [] if they end."""
    found = [path]
    while (at := following(found[-1])) is not None:
        found.append(at)
        if at in found[:-1] or len(found) > MOST_STEPS + 1:
            return found
    return []


def message(found: list[str]) -> str:
    """A message for editors about a way that does not end."""
    if not found:
        return ""
    if found[-1] in found[:-1]:
        return f"This would lead in a circle: {' → '.join(found)}."
    return f"This would lead through more than {MOST_STEPS} redirects. Name the last address instead."


def targets(rows: Iterable[Redirect]) -> dict[str, str]:
    """Where redirects lead within the front end, by path; those that lead elsewhere are left out. One query."""
    rows = [row for row in rows if row.kind != Redirect.Kind.GONE]
    pages = _pages({row.article_id for row in rows if row.article_id})
    found = {}
    for row in rows:
        target = pages.get(row.article_id) if row.article_id else placeholders.own_path(row.address)
        if target:
            found[row.path] = paths.key(target)
    return found


def _pages(articles: set[UUID]) -> dict[UUID, str]:
    """The paths of live stories, by id."""
    live = PublishedArticle.objects.live()
    # A statement cannot hold very many ids; so many are nearly all stories anyway.
    some = live.filter(Q(article__in=articles)) if len(articles) < 500 else live
    found = {}
    for key, slug, topic in some.values_list("article_id", "slug", "topic__slug"):
        page = placeholders.resolve(placeholders.canonical(topic=topic or "", slug=slug, article_id=str(key)))
        found[key] = placeholders.own_path(page) or ""
    return found
