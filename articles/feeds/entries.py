"""The entries of a feed, read from published documents, in a form that all formats share."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from django.db.models import F, QuerySet, Value

from articles.addresses import placeholders
from articles.body import links
from articles.models import PublishedArticle
from articles.publishing.stories import name_of

# Characters that XML 1.0 cannot hold, not even escaped, and those that it advises against: controls and non-characters
# (https://www.w3.org/TR/xml/#charsets). Saving removes them, too; this also covers texts that bypassed it.
_ILLEGAL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)


@dataclass(frozen=True)
class Person:
    """An author. `page` is the author's page in the front end, or ""."""

    name: str
    page: str


@dataclass(frozen=True)
class Category:
    """A topic or a tag. `scheme` is the address of its list, `term` its slug there."""

    scheme: str
    term: str
    label: str


@dataclass(frozen=True)
class Picture:
    """The lead picture as a wide JPEG, with its words. Sizes are in pixels."""

    url: str
    type: str
    width: int
    height: int
    description: str
    credit: str
    copyright: str


@dataclass(frozen=True)
class Entry:
    """One story. `html` is its text, or None in a feed of summaries."""

    id: str
    url: str
    title: str
    summary: str
    html: str | None
    authors: list[Person]
    categories: list[Category]
    language: str
    published: datetime
    updated: datetime
    picture: Picture | None
    card: dict[str, Any]


def read(stories: "QuerySet[PublishedArticle]", *, full: bool) -> list[Entry]:
    """The stories as entries, in order; with their text if `full`. One query."""
    details = F("document__extra") if full else Value("")
    rows = stories.annotate(details=details).values_list("document__card", "details")
    return [_entry(card, extra) for card, extra in rows]


def language_of(entries: list[Entry]) -> str | None:
    """The language of all entries; None if there are several, because every entry names its own."""
    languages = {entry.language for entry in entries}
    return languages.pop() if len(languages) == 1 else None


def _entry(card_text: str, extra_text: str) -> Entry:
    card = _read(card_text)
    return Entry(
        # It never changes: neither the address nor the front end is part of it.
        id=f"urn:uuid:{card['id']}",
        url=card["canonical_url"],
        title=card["headline"],
        summary=card["standfirst"],
        html=links.made_absolute(_read(extra_text)["body_html"], card["canonical_url"]) if extra_text else None,
        authors=[Person(one["name"], placeholders.author_page(one["slug"])) for one in card["authors"]]
        or [Person(name_of(card["byline"], card["language"]), "")],
        categories=list(_categories(card)),
        language=card["language"],
        published=_moment(card["published_at"]),
        updated=_moment(card["updated_at"]),
        picture=_picture(card["image"]),
        card=card,
    )


def _moment(written: str) -> datetime:
    """A date from a document. Earlier versions wrote years before 1000 with too few digits."""
    return datetime.fromisoformat(written.zfill(len("2026-05-01T12:00:00Z")))


def _categories(card: dict[str, Any]) -> Iterator[Category]:
    if topic := card["topic"]:
        yield Category(placeholders.resolve(placeholders.api("topics/")), topic["slug"], topic["name"])
    for tag in card["tags"]:
        yield Category(placeholders.resolve(placeholders.api("tags/")), tag["slug"], tag["name"])


def _picture(image: dict[str, Any] | None) -> Picture | None:
    if not image:
        return None
    jpegs = (one for one in reversed(image["renditions"]) if one["type"] == "image/jpeg")
    widest = next(one for one in jpegs if one["name"].startswith("wide-"))
    return Picture(
        url=widest["url"],
        type=widest["type"],
        width=widest["width"],
        height=widest["height"],
        description=image["caption"] or image["alt_text"],
        credit=image["credit"],
        copyright=image["copyright_notice"],
    )


def _read(stored: str) -> dict[str, Any]:
    """Stored JSON with real addresses, and without the characters that would break a feed."""
    document: dict[str, Any] = _all_legal(orjson.loads(placeholders.resolve(stored)))
    return document


def legal(text: str) -> str:
    """`text` without the characters that XML cannot hold."""
    return _ILLEGAL.sub("", text)


def _all_legal(value: Any) -> Any:
    match value:
        case str():
            return legal(value)
        case list():
            return [_all_legal(item) for item in value]
        case dict():
            return {name: _all_legal(item) for name, item in value.items()}
    return value
