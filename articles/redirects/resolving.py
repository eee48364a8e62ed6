"""From any path of the front end to what lives there now."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Final
from uuid import UUID

from django.db.models import Q

from articles import addresses, paths
from articles.models import FormerSlug, PublishedArticle, Redirect
from articles.redirects.circles import MOST_STEPS

HEAVY: Final = ["card", "extra", "source"]


@dataclass(frozen=True)
class Story:
    """A story that readers may know of. `note` is the public one of a killed story, else None."""

    id: UUID
    slug: str
    topic: str
    note: str | None

    @property
    def url(self) -> str:
        return addresses.api(f"articles/{self.slug}/")

    @property
    def canonical_url(self) -> str:
        return addresses.resolve(addresses.canonical(topic=self.topic, slug=self.slug, article_id=str(self.id)))

    @property
    def path(self) -> str:
        return paths.normalise(addresses.own_path(self.canonical_url) or "/")


@dataclass(frozen=True)
class Place:
    """What a front end should answer: `status` (200, 301, 302 or 410), and where what was asked for lives now.

    `story` is the live one that lives there, if one does. `note` says why a story was killed.
    """

    status: HTTPStatus
    location: str = ""
    story: Story | None = None
    note: str = ""


def resolve(asked: str) -> Place | None:
    """What lives at a path with or without a query, or where it has gone to; None if readers may know of nothing there.

    Redirects come first, then addresses of stories, present and former. Chains are followed to their end, or as far as
    MOST_STEPS. A query or two for each step. Raises BadPath.
    """
    moved, at, location = HTTPStatus.MOVED_PERMANENTLY, asked, ""
    path = paths.normalise(asked)
    story: Story | None = None
    met: Story | None = None
    seen: set[str] = set()
    while len(seen) < MOST_STEPS and (row := Redirect.objects.filter(path=paths.key(at)).first()):
        seen.add(row.path)
        if row.kind == Redirect.Kind.GONE:
            return Place(HTTPStatus.GONE)
        if row.kind == Redirect.Kind.TEMPORARY:
            moved = HTTPStatus.FOUND
        if row.article_id:
            met = story = _story(Q(article=row.article_id))
            if not story or story.note is not None:
                return _at(story)
            location, next_at = story.canonical_url, story.path
        else:
            story, location, next_at = None, row.address, addresses.own_path(row.address) or ""
        if not next_at:
            return Place(moved, location)
        at = next_at
        if paths.key(at) in seen:
            # It closed when a story moved here after they were saved, and that story is what all of them mean.
            return _at(met or _named_by(at), path, moved)
    story = story or _named_by(at)
    return _at(story, path, moved) if story or not location else Place(moved, location)


def _at(story: Story | None, path: str = "", moved: HTTPStatus = HTTPStatus.MOVED_PERMANENTLY) -> Place | None:
    """What to answer who asks for `path` and means `story`."""
    if not story:
        return None
    if story.note is not None:
        return Place(HTTPStatus.GONE, note=story.note)
    return Place(HTTPStatus.OK if story.path == path else moved, story.canonical_url, story)


def _named_by(path: str) -> Story | None:
    """The story whose page has, or had, this path, whatever its query."""
    names = addresses.named(paths.normalise(path))
    if "id" in names or _is_id(names.get("slug", "")):
        found = names.get("id") or names["slug"]
        if story := _story(Q(article=found)) if _is_id(found) else None:
            return story
        if "id" in names:
            return None
    # A path means the same whatever its case, but a slug has its own.
    for slug in dict.fromkeys((names["slug"], names["slug"].lower()) if "slug" in names else ()):
        former = FormerSlug.objects.filter(slug=slug).values("article")
        if story := _story(Q(slug=slug)) or _story(Q(article__in=former)):
            return story
    return None


def _story(condition: Q) -> Story | None:
    known = PublishedArticle.objects.live() | PublishedArticle.objects.killed()
    row = known.filter(condition).select_related("topic").defer(*HEAVY).first()
    if not row:
        return None
    return Story(
        row.article_id, row.slug, row.topic.slug if row.topic else "", row.kill_note if row.killed_at else None
    )


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
