"""Redirects that would lead back to where they began."""

from collections.abc import Callable, Iterable
from typing import Final
from uuid import UUID

from django.db.models import Q

from articles import addresses, paths
from articles.models import PublishedArticle, Redirect

# More redirects than these, one after the other, are a mistake in all likelihood.
MOST_STEPS: Final = 10

Following = Callable[[str], str | None]


def problem(redirect: Redirect) -> str:
    """What is wrong with the way a redirect would lead, once it is saved; "" if nothing is. A query or two a step."""

    def following(path: str) -> str | None:
        others = Redirect.objects.exclude(pk=redirect.pk)
        row = redirect if path == redirect.path else others.filter(path=path).first()
        return targets([row]).get(path) if row else None

    return told(way(redirect.path, following))


def way(path: str, following: Following) -> list[str]:
    """The paths along redirects from `path` on, if they come back to one of them or are too many; [] if they end."""
    found = [path]
    while (at := following(found[-1])) is not None:
        found.append(at)
        if at in found[:-1] or len(found) > MOST_STEPS + 1:
            return found
    return []


def told(found: list[str]) -> str:
    """A way that does not end, in words for editors."""
    if not found:
        return ""
    if found[-1] in found[:-1]:
        return f"This would lead in a circle: {' → '.join(found)}."
    return f"This would lead through more than {MOST_STEPS} redirects. Name the last place at once."


def targets(rows: Iterable[Redirect]) -> dict[str, str]:
    """Where redirects lead within the front end, by their paths; those that lead elsewhere are left out. A query."""
    rows = [row for row in rows if row.kind != Redirect.Kind.GONE]
    pages = _pages({row.article_id for row in rows if row.article_id})
    found = {}
    for row in rows:
        target = pages.get(row.article_id) if row.article_id else addresses.own_path(row.address)
        if target:
            found[row.path] = paths.key(target)
    return found


def _pages(articles: set[UUID]) -> dict[UUID, str]:
    """The paths of live stories, by their ids."""
    live = PublishedArticle.objects.live()
    # Many ids are more than a statement may hold, and then nearly all there are.
    some = live.filter(Q(article__in=articles)) if len(articles) < 500 else live
    found = {}
    for key, slug, topic in some.values_list("article_id", "slug", "topic__slug"):
        page = addresses.resolve(addresses.canonical(topic=topic or "", slug=slug, article_id=str(key)))
        found[key] = addresses.own_path(page) or ""
    return found
