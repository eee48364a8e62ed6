"""What is stored when two people have changed a story."""

from typing import Any

import pytest

from articles.editing.content import Content, read
from articles.editing.merging import merge, seen

BASE = read({"headline": "Bridge opens", "standfirst": "On Monday.", "slug": "bridge-opens", "tags": ["a", "b"]})
BEGAN = seen(BASE)


def with_(**changes: Any) -> Content:
    return BASE | changes  # type: ignore[return-value]


def test_what_only_one_has_touched_merges() -> None:
    merged = merge(BEGAN, with_(headline="Bridge reopens"), with_(standfirst="On Tuesday.", tags=["b"]), {})
    assert merged.content == with_(headline="Bridge reopens", standfirst="On Tuesday.", tags=["b"])
    assert (merged.taken, merged.clashes) == (["standfirst", "tags"], [])


def test_what_both_have_touched_clashes() -> None:
    merged = merge(BEGAN, with_(headline="Mine", tags=["a"]), with_(headline="Theirs", tags=["b"]), {})
    assert (merged.taken, merged.clashes) == ([], ["headline", "tags"])


def test_the_same_change_twice_is_one() -> None:
    merged = merge(BEGAN, with_(headline="Bridge reopens"), with_(headline="Bridge reopens"), {})
    assert (merged.content, merged.taken, merged.clashes) == (with_(headline="Bridge reopens"), [], [])


@pytest.mark.parametrize(("choice", "headline", "taken"), [("mine", "Mine", []), ("theirs", "Theirs", ["headline"])])
def test_a_choice_decides(choice: str, headline: str, taken: list[str]) -> None:
    merged = merge(BEGAN, with_(headline="Mine"), with_(headline="Theirs"), {"headline": choice})
    assert (merged.content["headline"], merged.taken, merged.clashes) == (headline, taken, [])


def test_a_choice_decides_about_what_only_one_has_touched() -> None:
    merged = merge(BEGAN, with_(headline="Mine"), with_(), {"headline": "theirs"})
    assert merged.content["headline"] == BASE["headline"]


def test_whatever_differs_clashes_where_nobody_knows_what_was_seen() -> None:
    merged = merge({}, with_(headline="Mine"), with_(standfirst="Theirs."), {})
    assert merged.clashes == ["headline", "standfirst"]


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_an_address_that_is_to_be_made_stays_so(choice: str) -> None:
    mine, theirs = with_(headline="Mine", slug=""), with_(headline="Theirs", slug="theirs")
    merged = merge(BEGAN, mine, theirs, {"headline": choice})
    assert (merged.content["slug"], merged.clashes) == ("", [])
