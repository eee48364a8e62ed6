"""Finds what is at any path of the front end now."""

from dataclasses import dataclass
from http import HTTPStatus
from uuid import UUID

from django.db.models import Q

from articles.addresses import paths, placeholders
from articles.models import FormerSlug, PublishedArticle, Redirect
from articles.redirects.circles import MOST_STEPS


@dataclass(frozen=True)
class Story:
    """A story that is live or killed. `note` is the public note of a killed one, else None."""

    id: UUID
    slug: str
    topic: str
    note: str | None

    @property
    def url(self) -> str:
        return placeholders.api(f"articles/{self.slug}/")

    @property
    def canonical_url(self) -> str:
        return placeholders.resolve(placeholders.canonical(topic=self.topic, slug=self.slug, article_id=str(self.id)))

    @property
    def path(self) -> str:
        return paths.normalise(placeholders.own_path(self.canonical_url) or "/")


@dataclass(frozen=True)
class Place:
    """What a front end should answer: `status` (200, 301, 302 or 410), and the present location of the content.

    `story` is the live story there, if any. `note` says why a story was killed.
    """

    status: HTTPStatus
    location: str = ""
    story: Story | None = None
    note: str = ""


def resolve(asked: str) -> Place | None:
    """What is at a path, with or without a query, or where it has moved; None if readers see nothing there.

    Redirects come first, then present and former addresses of stories. Chains are followed to their end, for at most
    MOST_STEPS. A query or two per step. Raises BadPath.
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
            story, location, next_at = None, row.address, placeholders.own_path(row.address) or ""
        if not next_at:
            return Place(moved, location)
        at = next_at
        if paths.key(at) in seen:
            # The circle closed when a story moved here after the redirects were saved. All of them mean that story.
            return _at(met or _named_by(at), path, moved)
    story = story or _named_by(at)
    return _at(story, path, moved) if story or not location else Place(moved, location)


def _at(story: Story | None, path: str = "", moved: HTTPStatus = HTTPStatus.MOVED_PERMANENTLY) -> Place | None:
    """The answer to a request for `path` that means `story`."""
    if not story:
        return None
    if story.note is not None:
        return Place(HTTPStatus.GONE, note=story.note)
    return Place(HTTPStatus.OK if story.path == path else moved, story.canonical_url, story)


def _named_by(path: str) -> Story | None:
    """The story whose page has or had this path, ignoring the query."""
    names = placeholders.named(paths.normalise(path))
    if "id" in names or _is_id(names.get("slug", "")):
        found = names.get("id") or names["slug"]
        if story := _story(Q(article=found)) if _is_id(found) else None:
            return story
        if "id" in names:
            return None
    # Paths ignore case; slugs do not.
    for slug in dict.fromkeys((names["slug"], names["slug"].lower()) if "slug" in names else ()):
        former = FormerSlug.objects.filter(slug=slug).values("article")
        if story := _story(Q(slug=slug)) or _story(Q(article__in=former)):
            return story
    return None


def _story(condition: Q) -> Story | None:
    known = PublishedArticle.objects.live() | PublishedArticle.objects.killed()
    row = known.filter(condition).select_related("topic").first()
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
