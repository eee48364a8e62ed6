"""An upgrade from the first commit of each released representation: readers see what they saw, and nothing is lost.

`README.md` tells where the newsrooms come from.
"""

import gzip
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from articles.publishing.documents import REPRESENTATION
from tests.articles.upgrades.upgrading import Upgraded
from tests.running import LONG, ROOT, environment

# Each is upgraded once, by the process that runs these tests.
pytestmark = [pytest.mark.once, pytest.mark.xdist_group("upgrades")]

HERE = Path(__file__).parent
NEWSROOMS = sorted(path.name.removesuffix(".sqlite3.gz") for path in HERE.glob("*.sqlite3.gz"))
SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    "SECRET_KEY": "a-key-of-the-upgrade-tests-and-of-nobody-else",
    "PUBLIC_URL": "https://news.test",
    "FRONTEND_ARTICLE_URL": "https://www.example.test/{topic}/{slug}",
    "SITE_NAME": "The Courier",
    # The stories are of 2024: the worker would forget their changes.
    "CHANGES_KEPT_DAYS": "0",
    "LOG_LEVEL": "ERROR",
}
ABSENT = object()
LIVE = ["harbour-bridge-reopens", "le-pont-rouvre", "night-trams-return"]
# What the first newsroom did not have.
LATER = {"/api/v1/changes/", "/feeds/articles.atom"}


def said(name: str) -> dict[str, Any]:
    """What the code of then answered: status and content by path."""
    answers: dict[str, Any] = json.loads(gzip.decompress((HERE / f"{name}.json.gz").read_bytes()))
    return answers


@cache
def upgraded(name: str) -> Upgraded:
    """What the present code makes of a newsroom."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "newsroom.sqlite3"
        path.write_bytes(gzip.decompress((HERE / f"{name}.sqlite3.gz").read_bytes()))
        status, feed = said(name)["/api/v1/changes/"]
        command = [
            sys.executable,
            "-m",
            "tests.articles.upgrades.upgrading",
            path,
            feed["next"] if status == 200 else "",
        ]
        values = environment(Path(folder), DATABASE_URL=f"sqlite:///{path}", **SETTINGS)
        done = subprocess.run(command, cwd=ROOT, env=values, capture_output=True, text=True, timeout=LONG)
        assert done.returncode == 0, done.stderr
        found: Upgraded = json.loads(done.stdout)
        return found


def words(value: Any) -> list[str]:
    """The words in everything that is HTML or text, wherever it stands."""
    if isinstance(value, dict):
        return [word for part in value.values() for word in words(part)]
    if isinstance(value, list):
        return [word for part in value for word in words(part)]
    return unescape(re.sub("<[^>]*>", " ", value)).split() if isinstance(value, str) else []


def gone(old: Any, new: Any) -> bool:
    return new is ABSENT


def same_words(old: Any, new: Any) -> bool:
    return words(old) == words(new)


def fewer(old: Any, new: Any) -> bool:
    """Whatever is listed of the crops of then was listed, at the same address."""
    crops = {one["name"].split("-")[0] for one in old}
    kept = [one for one in new if one["name"].split("-")[0] in crops]
    return bool(kept) and all(one in old for one in kept)


# What the contract has changed: the members, the representation since which they are so, and what stays true of them.
CHANGED: list[tuple[str, int, Callable[[Any, Any], bool]]] = [
    # Sizes that pages need are listed, and the others are served as before.
    (r"\.renditions$", 4, fewer),
    # Cards are lean: portraits stand in whole stories.
    (r"(results|related)\.authors\.image$", 4, gone),
    # Items may hold lists, cells may be joined and headings have ids; every space has its own character.
    (r"\.body\.(items|rows)$", 4, same_words),
    (r"\.body\.header_row$", 4, gone),
    (r"\.body\.html$|\.body_html$|\.articleBody$", 4, same_words),
    # A cursor holds the moment when it was given.
    (r"^\.next$", REPRESENTATION + 1, lambda old, new: bool(old) == bool(new)),
]


def differences(old: Any, new: Any, number: int, path: str = "") -> Iterator[str]:
    """What readers saw in representation `number` and do not see any more. What was added does not matter."""
    for pattern, since, holds in CHANGED:
        if number < since and re.search(pattern, path):
            if not holds(old, new):
                yield f"{path}: {old!r} became {new!r}"
            return
    if isinstance(old, dict) and isinstance(new, dict):
        for name, value in old.items():
            yield from differences(value, new.get(name, ABSENT), number, f"{path}.{name}")
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for before, after in zip(old, new, strict=True):
            yield from differences(before, after, number, path)
    elif old != new:
        yield f"{path}: {old!r} became {new!r}"


def without_cursors(answers: dict[str, Any]) -> dict[str, Any]:
    status, feed = answers["/api/v1/changes/"]
    return answers | {"/api/v1/changes/": [status, feed | {"next": ""}]}


@pytest.mark.parametrize("name", NEWSROOMS)
def test_readers_see_what_they_saw(name: str) -> None:
    answers = upgraded(name)["answers"]
    number = int(name.split("-")[0])
    wrong = {
        path: list(differences(content, answers[path][1], number))
        for path, (status, content) in said(name).items()
        if (number, status) != (1, 404) or path not in LATER
    }
    assert {path: found for path, found in wrong.items() if found} == {}


@pytest.mark.parametrize("name", NEWSROOMS)
def test_every_address_answers_as_it_did(name: str) -> None:
    assert {path: status for path, (status, _) in upgraded(name)["answers"].items()} == {
        "/api/v1/articles/": 200,
        "/api/v1/articles/?include=body": 200,
        "/api/v1/articles/?tag=bridges": 200,
        "/api/v1/articles/?search=swing": 200,
        "/api/v1/articles/bridge-to-reopen/": 301,
        "/api/v1/articles/harbour-bridge-reopens/": 200,
        "/api/v1/articles/night-trams-return/": 200,
        "/api/v1/articles/le-pont-rouvre/": 200,
        "/api/v1/articles/ferry-strike-ends/": 410,
        "/api/v1/articles/old-mill-for-sale/": 404,
        "/api/v1/articles/port-fees-rise/": 404,
        "/api/v1/articles/museum-late/": 404,
        "/api/v1/articles/swim-club-wins/": 404,
        "/api/v1/tags/": 200,
        "/api/v1/topics/": 200,
        "/api/v1/authors/": 200,
        "/api/v1/changes/": 200,
        "/feeds/articles.atom": 200,
    }


@pytest.mark.parametrize("name", NEWSROOMS)
def test_all_upgrades_end_at_the_same_answers(name: str) -> None:
    newest = upgraded(NEWSROOMS[-1])["answers"]
    assert without_cursors(upgraded(name)["answers"]) == without_cursors(newest)
    found = newest["/api/v1/articles/?search=swing"][1]
    assert [card["slug"] for card in found["results"]] == ["harbour-bridge-reopens"]
    assert found["results"][0]["views"] == 41


@pytest.mark.parametrize("name", NEWSROOMS)
def test_documents_are_those_that_the_present_code_compiles(name: str) -> None:
    found = upgraded(name)
    assert (found["compiled_with"], found["anew"]) == ([REPRESENTATION], 0)


@pytest.mark.parametrize("name", NEWSROOMS)
def test_no_row_is_lost(name: str) -> None:
    found = upgraded(name)
    before, after = dict(found["before"]), found["after"]
    # Hours are cleared away after forty days, and days stay.
    assert (before.pop("articles_viewbucket"), found["read_days"]) == (1, 41)
    assert before["articles_article"] == 8
    assert {table: rows for table, rows in before.items() if after.get(table, 0) < rows} == {}


def shown(answers: dict[str, Any], slug: str) -> list[Any]:
    """A story in the list and by itself."""
    cards = answers["/api/v1/articles/"][1]["results"]
    return [answers[f"/api/v1/articles/{slug}/"], *(card for card in cards if card["slug"] == slug)]


# The first newsroom had no feed to follow.
@pytest.mark.parametrize("name", NEWSROOMS[1:])
def test_a_mirror_goes_on_where_it_was(name: str) -> None:
    told, before, now = upgraded(name)["mirrored"], said(name), upgraded(name)["answers"]
    changed = [slug for slug in LIVE if shown(before, slug) != shown(now, slug)]
    assert sorted({(change["reason"], change["slug"]) for change in told["results"]}) == [
        ("updated", slug) for slug in changed
    ]


def test_there_is_a_newsroom_of_every_representation() -> None:
    """Whoever raises REPRESENTATION adds one, as README.md tells."""
    assert sorted({int(name.split("-")[0]) for name in NEWSROOMS}) == list(range(1, REPRESENTATION + 1))
