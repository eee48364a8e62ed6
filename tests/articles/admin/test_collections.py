"""Collections in the admin."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from articles.models import Collection
from articles.publishing import verbs
from tests import factories
from tests.articles.admin import screen
from tests.articles.admin.conftest import signed_in, user

ADD = reverse("admin:articles_collection_add")


def address(collection: Collection) -> str:
    return reverse("admin:articles_collection_change", args=[collection.pk])


def seen(client: Client, collection: Collection) -> dict[str, Any]:
    """What a browser would send from the unchanged form."""
    return screen.fields(client.get(address(collection)).content, "#collection_form")


def added(data: dict[str, Any], **values: Any) -> dict[str, Any]:
    number = int(data["entries-TOTAL_FORMS"])
    row = {f"entries-{number}-{name}": value for name, value in values.items()}
    return data | row | {"entries-TOTAL_FORMS": number + 1, f"entries-{number}-id": ""}


def send(client: Client, collection: Collection, data: dict[str, Any]) -> HttpResponse:
    return client.post(address(collection), data | {"_continue": "1"})  # type: ignore[return-value]


def stories(collection: Collection) -> list[str]:
    return [str(entry.story) for entry in collection.entries.select_related("story")]


def test_a_collection_is_made_with_its_stories(chief: Client) -> None:
    live, draft = factories.published("Live"), factories.draft("Draft")
    data = screen.fields(chief.get(ADD).content, "#collection_form") | {"name": "Front page"}
    data = added(added(data, story=draft.pk, position=1), story=live.pk, position=0)
    assert chief.post(ADD, data).status_code == 302
    collection = Collection.objects.get()
    assert (collection.slug, collection.public) == ("front-page", True)
    assert stories(collection) == ["Live", "Draft"]
    assert [entry.action_flag for entry in LogEntry.objects.all()] == [1]


def test_every_story_says_whether_readers_see_it(chief: Client) -> None:
    collection = factories.collection("Front page", [factories.published(), factories.draft()])
    page = chief.get(address(collection)).content
    assert screen.texts(page, ".field-status .pill") == ["Live", "Draft"]


def test_stories_that_are_not_live_are_offered_with_their_state(chief: Client) -> None:
    factories.published("Harbour live")
    factories.draft("Harbour draft")
    verbs.unpublish(factories.published("Harbour gone"))
    query = {"app_label": "articles", "model_name": "collectionentry", "field_name": "story", "term": "harbour"}
    results = chief.get(reverse("admin:autocomplete"), query).json()["results"]
    assert {one["text"] for one in results} == {"Harbour live", "Harbour draft · Draft", "Harbour gone · Unpublished"}


@pytest.mark.django_db
def test_a_box_says_that_somebody_is_signed_out(client: Client) -> None:
    factories.published("Harbour live")
    query = {"app_label": "articles", "model_name": "collectionentry", "field_name": "story", "term": "harbour"}
    words = "You are signed out: sign in again in another window."
    assert client.get(reverse("admin:autocomplete"), query).json() == {
        "results": [{"id": "", "text": words, "disabled": True}],
        "pagination": {"more": False},
    }


def test_a_new_order_is_the_order_of_the_numbers(chief: Client) -> None:
    collection = factories.collection("Front page", [factories.published(name) for name in ("One", "Two", "Three")])
    data = seen(chief, collection)
    places = {"entries-0-position": 2, "entries-1-position": 0, "entries-2-position": 1}
    assert send(chief, collection, data | places).status_code == 302
    assert stories(collection) == ["Two", "Three", "One"]


def test_a_story_stands_in_a_collection_once(chief: Client) -> None:
    story = factories.published("One")
    collection = factories.collection("Front page", [story])
    response = send(chief, collection, added(seen(chief, collection), story=story.pk, position=1))
    assert response.status_code == 200
    assert stories(collection) == ["One"]


@pytest.mark.parametrize("dragged", [False, True])
def test_of_two_editors_who_save_at_once_neither_loses_what_the_other_added(chief: Client, dragged: bool) -> None:
    collection = factories.collection("Front page", [factories.published(name) for name in ("One", "Two")])
    same = factories.published("Same")
    data = seen(chief, collection)
    hers = added(added(data, story=factories.published("Hers").pk, position=2), story=same.pk, position=3)
    his = added(added(data, story=factories.published("His").pk, position=4), story=same.pk, position=5)
    if dragged:
        his |= {"entries-0-position": 1, "entries-1-position": 0}
    for told in (hers, his):
        assert send(chief, collection, told).status_code == 302
    assert stories(collection) == [*(["Two", "One"] if dragged else ["One", "Two"]), "Hers", "His", "Same"]


def test_what_a_colleague_took_out_meanwhile_stays_out(chief: Client) -> None:
    collection = factories.collection("Front page", [factories.published(name) for name in ("One", "Two")])
    data = seen(chief, collection)
    send(chief, collection, data | {"entries-0-DELETE": "on"})
    new = added(data, story=factories.published("New").pk, position=0)
    assert send(chief, collection, new).status_code == 302
    assert stories(collection) == ["New", "Two"]


def test_who_may_change_collections_need_not_be_allowed_to_write(db: None) -> None:
    collection = factories.collection("Front page", [factories.published("One"), factories.published("Two")])
    client = signed_in(user("curator", ["view_collection", "change_collection", "view_article"]))
    data = seen(client, collection) | {"entries-0-position": 1, "entries-1-position": 0}
    assert send(client, collection, data).status_code == 302
    assert stories(collection) == ["Two", "One"]


def test_who_writes_may_not_change_collections(editor: Client) -> None:
    collection = factories.collection("Front page", [factories.published("One")])
    assert editor.get(address(collection)).status_code == 403
    looking = signed_in(user("looking", ["view_collection"]))
    assert screen.texts(looking.get(address(collection)).content, ".field-status .pill") == ["Live"]
    assert looking.post(address(collection), {"name": "Mine"}).status_code == 403


def test_a_collection_may_be_deleted_and_its_stories_stay(chief: Client) -> None:
    story = factories.published("One")
    collection = factories.collection("Front page", [story])
    chief.post(reverse("admin:articles_collection_delete", args=[collection.pk]), {"post": "yes"})
    assert not Collection.objects.exists()
    story.refresh_from_db()


def test_the_list_counts_what_readers_see(chief: Client) -> None:
    factories.collection("Front page", [factories.published(), factories.draft(), factories.published()])
    page = chief.get(reverse("admin:articles_collection_changelist")).content
    assert screen.texts(page, "#result_list .field-stories") == ["2"]
