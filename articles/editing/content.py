"""Everything that editors decide of a working copy, as plain values: what a version holds, compares and restores."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from copy import deepcopy
from datetime import datetime
from typing import Any, Final, TypedDict, cast

from django.db import transaction
from django.db.models import Model

from articles.http.timestamps import rfc3339
from articles.models import Article, ArticleTag, Author, Byline, ImageUse, RelatedStory, Tag, Topic
from articles.publishing import snapshots
from media.models import Image

Role = ImageUse.Role


class Link(TypedDict):
    story: str
    kind: str


class Words(TypedDict):
    """What replaces a picture's own words in the text."""

    caption: str
    alt_text: str
    show_credit: bool


class Content(TypedDict):
    """A working copy. Ids are text, times RFC 3339 in UTC, lists in the editors' order.

    `pictures` are the lead and the gallery; `text_pictures` has the words given to pictures in the text, by their ids.
    """

    headline: str
    short_headline: str
    standfirst: str
    dateline: str
    body: str
    byline: str
    authors: list[str]
    topic: str | None
    genre: str
    language: str
    tags: list[str]
    pictures: list[snapshots.PictureSource]
    text_pictures: dict[str, Words]
    related: list[Link]
    slug: str
    seo_title: str
    seo_description: str
    published_at: str | None
    embargo_until: str | None
    expires_at: str | None
    notes: str


# What a form from before a member existed is taken to have had.
EMPTY: Final[dict[str, Any]] = (
    {name: value for name, value in snapshots.EMPTY.items() if name in Content.__annotations__}
    | dict.fromkeys(("published_at", "embargo_until", "expires_at"))
    | {"pictures": [], "text_pictures": {}, "slug": "", "notes": ""}
)
NAMES: Final = tuple(Content.__annotations__)
TEXTS: Final = (
    *("headline", "short_headline", "standfirst", "dateline", "body", "byline", "genre", "language"),
    *("slug", "seo_title", "seo_description", "notes"),
)
MOMENTS: Final = ("published_at", "embargo_until", "expires_at")
PLAIN: Final[Words] = {"caption": "", "alt_text": "", "show_credit": True}


def read(stored: Mapping[str, Any]) -> Content:
    """A stored content, whichever version of newsroom wrote it."""
    return cast(Content, {name: stored.get(name, deepcopy(EMPTY[name])) for name in NAMES})


def take(article: Article) -> Content:
    """The content of a stored article. Five queries."""
    found: dict[str, Any] = dict(snapshots.take(article))
    uses = found.pop("pictures")
    return cast(
        Content,
        found
        | {name: moment(getattr(article, name)) for name in MOMENTS}
        | {
            "slug": article.slug,
            "notes": article.notes,
            "pictures": [use for use in uses if use["role"] != Role.INLINE],
            "text_pictures": given(use for use in uses if use["role"] == Role.INLINE),
            "related": [
                {"story": str(story), "kind": kind}
                for story, kind in RelatedStory.objects.filter(article=article).values_list("story_id", "kind")
            ],
        },
    )


def moment(at: datetime | None) -> str | None:
    return rfc3339(at) if at else None


def given(uses: Iterable[snapshots.PictureSource]) -> dict[str, Words]:
    """The words given to pictures in the text, by the pictures' ids; without those that have only their own."""
    words = {use["image"]: cast(Words, {name: cast(Any, use)[name] for name in PLAIN}) for use in uses}
    return {image: chosen for image, chosen in words.items() if chosen != PLAIN}


@transaction.atomic
def write(
    article: Article, content: Content, names: Collection[str] = NAMES, current: Content | None = None
) -> list[str]:
    """Make the members `names` of a working copy what they are in `content`, and save it.

    `current` is what is stored, if the caller knows it.
    Returns the names of lists that lack something since deleted. Raises ValidationError if the story cannot be so.
    """
    current = current or take(article)
    changed = [name for name in NAMES if name in names and cast(Any, current)[name] != cast(Any, content)[name]]
    if not changed:
        # Saved, the story would seem to have unpublished changes.
        return []
    lost = []
    for name in changed:
        if name in TEXTS:
            setattr(article, name, cast(Any, content)[name])
        elif name in MOMENTS:
            text = cast(Any, content)[name]
            setattr(article, name, datetime.fromisoformat(text) if text else None)
    if "topic" in changed:
        article.topic = Topic.objects.filter(pk=content["topic"]).first() if content["topic"] else None
        lost += ["topic"] if content["topic"] and not article.topic else []
    if "slug" in changed:
        article.slug_made = not article.slug
    article.full_clean(exclude=["slug"] if not article.slug else [])
    article.save()
    for name in changed:
        if name in _LISTS and not _LISTS[name](article, cast(Any, content)[name]):
            lost.append(name)
    return lost


def _authors(article: Article, wanted: Sequence[str]) -> bool:
    known = _existing(Author, wanted)
    Byline.objects.filter(article=article).delete()
    Byline.objects.bulk_create(Byline(article=article, author_id=one, position=at) for at, one in enumerate(known))
    return len(known) == len(wanted)


def _tags(article: Article, wanted: Sequence[str]) -> bool:
    known = _existing(Tag, wanted)
    ArticleTag.objects.filter(article=article).delete()
    ArticleTag.objects.bulk_create(ArticleTag(article=article, tag_id=one, position=at) for at, one in enumerate(known))
    return len(known) == len(wanted)


def _related(article: Article, wanted: Sequence[Link]) -> bool:
    known = _existing(Article, [link["story"] for link in wanted])
    RelatedStory.objects.filter(article=article).delete()
    RelatedStory.objects.bulk_create(
        RelatedStory(article=article, story_id=link["story"], kind=link["kind"], position=at)
        for at, link in enumerate(wanted)
        if link["story"] in known
    )
    return len(known) == len(wanted)


def _pictures(article: Article, wanted: Sequence[snapshots.PictureSource]) -> bool:
    known = _existing(Image, [use["image"] for use in wanted])
    ImageUse.objects.filter(article=article).exclude(role=Role.INLINE).delete()
    ImageUse.objects.bulk_create(
        ImageUse(
            article=article,
            image_id=use["image"],
            role=use["role"],
            caption=use["caption"],
            alt_text=use["alt_text"],
            show_credit=use["show_credit"],
            position=at,
        )
        for at, use in enumerate(wanted)
        if use["image"] in known
    )
    return {use["image"] for use in wanted} == set(known)


def _text_pictures(article: Article, wanted: Mapping[str, Words]) -> bool:
    """Words of pictures that the text does not have are left out, and nothing is lost by that."""
    for use in ImageUse.objects.filter(article=article, role=Role.INLINE):
        words = wanted.get(str(use.image_id), PLAIN)
        ImageUse.objects.filter(pk=use.pk).update(**words)
    return True


def _existing(model: type[Model], keys: Sequence[str]) -> list[str]:
    """Those of `keys` that still are rows, in the same order."""
    there = {str(key) for key in model._default_manager.filter(pk__in=keys).values_list("pk", flat=True)}
    return [key for key in keys if key in there]


_LISTS: Final[dict[str, Callable[[Article, Any], bool]]] = {
    "authors": _authors,
    "tags": _tags,
    "related": _related,
    "pictures": _pictures,
    "text_pictures": _text_pictures,
}
