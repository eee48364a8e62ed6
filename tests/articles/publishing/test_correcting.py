"""Amending the note of a correction."""

import pytest
from django.test import Client

from articles.models import Change, Correction
from articles.publishing import verbs
from articles.publishing.correcting import amend
from articles.publishing.workflow import Conflict, WrongState
from tests import factories

pytestmark = pytest.mark.django_db


def test_readers_see_the_amended_note_with_its_old_date(client: Client) -> None:
    story = factories.published("Bridge")
    note = verbs.correct(story, "correction", "It cost 4, not 14.")
    address = "/api/v1/articles/bridge/"
    before = client.get(address)
    amend(note, "clarification", "It cost 4 million.", seen="It cost 4, not 14.")
    after = client.get(address, headers={"If-None-Match": before["ETag"]}).json()
    assert after["corrections"] == [
        {**before.json()["corrections"][0], "kind": "clarification", "text": "It cost 4 million."}
    ]
    assert after["updated_at"] == before.json()["updated_at"]
    assert Change.objects.filter(article=story).count() == 3


def test_what_a_colleague_amended_is_not_overwritten() -> None:
    note = verbs.correct(factories.published(), "correction", "One")
    amend(note, "correction", "Two", seen="One")
    with pytest.raises(Conflict, match="has amended this note"):
        amend(note, "correction", "Three", seen="One")
    assert Correction.objects.get().text == "Two"


def test_only_what_readers_see_is_amended() -> None:
    story = factories.published()
    note = verbs.correct(story, "correction", "One")
    verbs.unpublish(story)
    with pytest.raises(WrongState):
        amend(note, "correction", "Two", seen="One")
    assert Correction.objects.get().text == "One"
