"""The addresses that are measured, found by asking the newsroom: the same in every archive, whatever its size."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple
from urllib.parse import quote, urlsplit

from tests.benchmark.archives.sizes import RARE, SEEDED
from tests.benchmark.load import read

LIST: Final = "/api/v1/articles/"
# Pages of twenty from which stories are taken, as deep as the smallest archive allows, and the deepest of them.
PAGES: Final = (1, 100, 200, 300, 400)
DEEP: Final = PAGES[-1]


class Address(NamedTuple):
    """A kind of request, and paths that take turns. What is measured for one of them is measured for all."""

    name: str
    paths: tuple[str, ...]


def find(base: str) -> list[Address]:
    """The addresses of the newsroom at `base`."""
    return [Address(name, tuple(paths)) for name, paths in _found(base)]


def _found(base: str) -> Iterator[tuple[str, list[str]]]:
    cards = list(_cards(base))
    tags = sorted(_all(base, "tags"), key=lambda tag: -tag["article_count"])
    some = [tag["slug"] for tag in tags if tag["slug"] != RARE][::20]
    topics = [topic["slug"] for topic in _all(base, "topics") if topic["path"] == [topic["slug"]]]
    authors = [author["slug"] for author in _all(base, "authors")][:20]
    words = list(dict.fromkeys(card["headline"].split()[0] for card in cards))
    common = tags[0]["slug"]
    yield "list", [LIST]
    yield "cursor", [f"{LIST}?cursor="]
    yield "rare tag", [f"{LIST}?tag={RARE}"]
    yield "most common tag", [f"{LIST}?tag={common}"]
    yield "random tag", [f"{LIST}?tag={tag}" for tag in some]
    yield "topic with sub-topics", [f"{LIST}?topic={topic}" for topic in topics]
    yield "topic and tag", [f"{LIST}?topic={topic}&tag={tag}" for topic, tag in zip(topics, some, strict=False)]
    yield "author", [f"{LIST}?author={author}" for author in authors]
    yield "genre", [f"{LIST}?genre={genre}" for genre in ("report", "analysis", "interview", "opinion")]
    yield "language", [f"{LIST}?language=en"]
    yield "published_before", [f"{LIST}?published_before={quote(card['published_at'])}" for card in cards[4:]]
    yield "ordering=-views", [f"{LIST}?ordering=-views"]
    yield "ordering=-updated_at", [f"{LIST}?ordering=-updated_at"]
    yield "deep page", [f"{LIST}?page={DEEP}"]
    yield "last page", [f"{LIST}?page={_last(base)}"]
    yield "deep cursor", [_deep_cursor(base)]
    yield "detail", [f"{LIST}{card['slug']}/" for card in cards]
    yield "related", [f"{LIST}{card['slug']}/related/" for card in cards]
    yield "most viewed 24h", ["/api/v1/most-viewed/?window=24h"]
    yield "most viewed 30d", ["/api/v1/most-viewed/?window=30d"]
    yield "search: one word", [f"{LIST}?search={quote(word)}" for word in words]
    yield "search: the", [f"{LIST}?search=the"]
    yield "search: a typo", [f"{LIST}?search={quote(_misspelt(word))}" for word in words if len(word) > 6]
    yield "topics/", ["/api/v1/topics/"]
    yield "tags/", ["/api/v1/tags/"]
    yield "authors/", ["/api/v1/authors/"]
    yield "one tag", [f"/api/v1/tags/{tag}/" for tag in (common, *some)]
    yield "sitemap", ["/sitemap.xml"]
    yield "rss", ["/feeds/articles.rss"]
    yield "feed of a tag", [f"/feeds/articles.rss?tag={common}"]


def variants(paths: Sequence[str], number: int = 64) -> list[str]:
    """At least `number` different addresses with the same answers: empty parameters say nothing.

    Requests that come together for one address may be answered by one computation, which is not what "cold" means.
    """
    each = -(-number // len(paths))
    return [path + ("&" if "?" in path else "?") + "&" * more for more in range(each) for path in paths]


def _cards(base: str) -> Iterator[dict[str, Any]]:
    for page in PAGES:
        yield from _json(f"{base}{LIST}?page={page}")["results"][:4]


def _all(base: str, kind: str) -> Iterator[dict[str, Any]]:
    address = f"/api/v1/{kind}/?page_size=100"
    while address:
        answer = _json(base + address)
        yield from answer["results"]
        address = _path(answer["next"]) if answer["next"] else ""


def _last(base: str) -> int:
    count: int = _json(f"{base}{LIST}?fields=slug")["count"]
    return -(-count // 20)


def _deep_cursor(base: str) -> str:
    """The cursor before the last stories of the smallest archive; beyond, no page differs from it."""
    address = f"{LIST}?cursor=&page_size=100&fields=slug"
    for _ in range(SEEDED // 200):
        address = _path(_json(base + address)["next"])
    return address.replace("&fields=slug", "").replace("&page_size=100", "")


def _misspelt(word: str) -> str:
    """Two letters in the middle exchanged."""
    middle = len(word) // 2
    return word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :]


def _path(address: str) -> str:
    """Without the host: PUBLIC_URL is not where the server is."""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def _json(address: str) -> Any:
    return json.loads(read(address))
