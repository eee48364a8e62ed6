"""Filters of the list of stories, saved for oneself or for everybody."""

from typing import Final

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles.models import SavedFilter
from tests import factories
from tests.articles.admin import screen
from tests.articles.admin.conftest import in_role, signed_in

pytestmark = pytest.mark.django_db

LIST: Final = reverse("admin:articles_article_changelist")
SAVE: Final = reverse("admin:articles_article_save_filter")


def save(client: Client, name: str, query: str, **data: str) -> list[str]:
    answer = client.post(SAVE, {"name": name, "query": query} | data, follow=True)
    return screen.texts(answer.content, ".messagelist li")


def saved(client: Client) -> list[str]:
    return screen.texts(client.get(LIST).content, ".saved-filters li")


def test_a_filter_is_saved_used_and_removed(editor: Client) -> None:
    factories.draft("Mine"), factories.published("Live")
    page = editor.get(LIST, {"status": "draft", "q": "mine", "p": "1"}).content
    assert screen.fields(page, ".saved-filters form")["query"] == "status=draft&q=mine"
    assert save(editor, "My drafts", "status=draft&q=mine") == ["Saved the filter “My drafts”."]
    assert saved(editor) == ["My drafts ×"]
    address = LIST + screen.links(editor.get(LIST).content, ".saved-filters li a")[0]
    page = editor.get(address).content
    assert screen.texts(page, "#result_list .row-title") == ["Mine"]
    assert screen.texts(page, ".saved-filters li.selected a") == ["My drafts"]
    assert save(editor, "My drafts", "status=ready") == ["Saved the filter “My drafts”."]
    one = SavedFilter.objects.get()
    assert one.query == "status=ready"
    removing = reverse("admin:articles_article_remove_filter", args=[one.pk])
    assert editor.get(removing).status_code == 302
    assert screen.texts(editor.post(removing, follow=True).content, ".messagelist li") == [
        "Removed the filter “My drafts”."
    ]
    assert saved(editor) == []


def test_filters_are_shared_by_those_who_may(client: Client) -> None:
    ana, mara = signed_in(in_role("ana", "Reporter")), signed_in(in_role("mara", "Editor"))
    assert save(mara, "In review", "status=in_review", shared="on") == ["Saved the filter “In review” for everybody."]
    save(mara, "Mine alone", "status=draft")
    save(ana, "Ana's", "status=ready")
    assert (saved(ana), saved(mara)) == (
        ["Ana's ×", "In review everybody"],
        ["In review everybody ×", "Mine alone ×"],
    )
    assert "For everybody" not in screen.texts(ana.get(LIST, {"status": "draft"}).content, ".saved-filters label")
    assert ana.post(SAVE, {"name": "x", "query": "status=draft", "shared": "on"}).status_code == 403
    for one, allowed in (("In review", 403), ("Mine alone", 302)):
        key = SavedFilter.objects.get(name=one).pk
        assert ana.post(reverse("admin:articles_article_remove_filter", args=[key])).status_code == allowed
    assert SavedFilter.objects.filter(owner__username="mara").count() == 2


def test_what_cannot_be_saved_is_said(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert save(editor, "", "status=draft") == ["This field is required."]
    assert save(editor, "Nothing", "") == ["This field is required."]
    assert save(editor, "Long", "author=" + "x" * 2000) == [
        "Ensure this value has at most 1000 characters (it has 2007)."
    ]
    monkeypatch.setattr("articles.admin.lists.saved.MOST", 1)
    save(editor, "One", "status=draft")
    assert save(editor, "Two", "status=draft") == ["You have 1 saved filters, and no more are kept: remove one first."]
    assert SavedFilter.objects.count() == 1


def test_nobody_who_may_not_see_stories_keeps_any() -> None:
    nobody = signed_in(User.objects.create_user("nobody", is_staff=True))
    assert nobody.post(SAVE, {"name": "x", "query": "status=draft"}).status_code == 403


def test_a_filter_leads_nowhere_else(editor: Client) -> None:
    answer = editor.post(SAVE, {"name": "x", "query": "//example.com/?status=draft"})
    assert answer["Location"].startswith(LIST + "?")
