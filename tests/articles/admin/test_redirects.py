"""Redirects in the admin."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from articles.models import Redirect
from tests import factories
from tests.articles.admin import screen

ADD = reverse("admin:articles_redirect_add")
LIST = reverse("admin:articles_redirect_changelist")
BOTH = "Choose a story or an address, not both; what is gone has neither."
ADDRESS = "Write an address that begins with https:// or http://, or a path that begins with one slash."


def save(client: Client, url: str = ADD, **values: Any) -> list[str]:
    """Fill the form in and send it; return its errors."""
    data = screen.fields(client.get(url).content, "#redirect_form") | values
    return screen.texts(client.post(url, data, follow=True).content, ".errorlist li")


def change(redirect: Redirect) -> str:
    return reverse("admin:articles_redirect_change", args=[redirect.pk])


def test_a_path_is_saved_in_the_form_that_all_its_spellings_share(chief: Client) -> None:
    article = factories.published()
    assert save(chief, path="/2019/05//Caf%C3%A9.html/?page=2&A=1", article=article.pk) == []
    redirect = Redirect.objects.get()
    assert (redirect.path, redirect.kind, redirect.article) == ("/2019/05/café.html?A=1&page=2", "permanent", article)


def test_a_path_with_a_query_takes_that_address_alone(chief: Client, client: Client) -> None:
    assert save(chief, path="/news?id=5", address="/about") == []
    answers = [client.get("/api/v1/resolve/", {"path": path}) for path in ("/news?id=5", "/news", "/news?id=6")]
    assert [answer.status_code for answer in answers] == [200, 404, 404]
    assert answers[0].json()["location"] == "/about"


def test_a_path_leads_to_one_place(chief: Client) -> None:
    Redirect.objects.create(path="/old", address="/new")
    assert save(chief, path="/OLD/", address="/other") == ["Redirect with this Old path already exists."]


@pytest.mark.parametrize(
    "path",
    [
        "old",
        "//x.test/old",
        "ftp://x.test/old",
        "https://",
        "https://[x/old",
        "/a%00b",
        "/old?p=%00",
        "/old#top",
        "/#!/story/5",
        "https://x.test/#!/story/5",
        "/?utm_source=mail",
        "/old?p=1&fbclid=x",
    ],
)
def test_what_is_no_path_is_refused_beside_the_field(chief: Client, path: str) -> None:
    assert save(chief, path=path, address="/new")[0].startswith("The path ")
    assert not Redirect.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        "new",
        "//evil.test",
        "/\\evil.test",
        "javascript:alert(1)",
        "data:text/html,x",
        "https:evil",
        "https://",
        "http://[",
        "/a b",
        "ftp://x.test",
    ],
)
def test_an_address_is_a_path_or_of_the_web(chief: Client, address: str) -> None:
    assert save(chief, path="/old", address=address) == [ADDRESS]
    assert not Redirect.objects.exists()


def test_a_redirect_leads_to_a_story_or_to_an_address(chief: Client) -> None:
    article = factories.published()
    assert save(chief, path="/old") == [BOTH]
    assert save(chief, path="/old", article=article.pk, address="/new") == [BOTH]
    assert save(chief, path="/old", kind="gone", address="/new") == [BOTH]
    assert save(chief, path="/old", kind="gone") == []
    with pytest.raises(IntegrityError), transaction.atomic():
        Redirect.objects.create(path="/other", kind="gone", article=article)


def test_circles_are_refused(chief: Client) -> None:
    Redirect.objects.create(path="/b", address="/c")
    c = Redirect.objects.create(path="/c", address="https://www.example.test/D/")
    assert save(chief, path="/d", address="/b") == ["This would lead in a circle: /d → /b → /c → /d."]
    assert save(chief, path="/e", address="/e/?utm_source=x") == ["This would lead in a circle: /e → /e."]
    assert save(chief, path="/f?b=2&a=1", address="/F/?a=1&b=2") == [
        "This would lead in a circle: /f?a=1&b=2 → /f?a=1&b=2."
    ]
    assert save(chief, change(c), address="/b") == ["This would lead in a circle: /c → /b → /c."]
    assert save(chief, change(c), address="/elsewhere") == []


def test_circles_through_a_story_s_own_page_are_refused(chief: Client) -> None:
    article = factories.published("Harbour bridge", topic=factories.topic("City"))
    told = ["This would lead in a circle: /city/harbour-bridge → /city/harbour-bridge."]
    assert save(chief, path="/city/harbour-bridge", article=article.pk) == told
    assert save(chief, path="/city/harbour-bridge", address="/live", kind="temporary") == []
    told = ["This would lead in a circle: /live → /city/harbour-bridge → /live."]
    assert save(chief, path="/live", article=article.pk) == told


def test_ways_that_are_too_long_are_refused(chief: Client) -> None:
    for n in range(10):
        Redirect.objects.create(path=f"/{n}", address=f"/{n + 1}")
    told = ["This would lead through more than 10 redirects. Name the last address instead."]
    assert save(chief, path="/start", address="/0") == told
    assert save(chief, path="/start", address="/1") == []


def test_the_list_says_where_each_leads_and_finds_them(chief: Client) -> None:
    Redirect.objects.create(path="/a", article=factories.published("Harbour bridge"), note="From the old site")
    Redirect.objects.create(path="/b", article=factories.draft("Not yet"))
    Redirect.objects.create(path="/c", address="https://shop.test/")
    Redirect.objects.create(path="/d", kind="gone")
    cells = screen.texts(chief.get(LIST).content, "#result_list .field-leads_to")
    assert cells == ["Harbour bridge Live", "Not yet Draft", "https://shop.test/", "-"]
    for words, path in (("harbour", "/a"), ("old site", "/a"), ("shop", "/c"), ("/d", "/d")):
        assert screen.texts(chief.get(LIST, {"q": words}).content, "#result_list .field-path") == [path]


def test_an_address_is_edited_without_changing(chief: Client) -> None:
    redirect = Redirect.objects.create(path="/100%25", address="/new", note="Line one\nline two")
    assert save(chief, change(redirect)) == []
    redirect.refresh_from_db()
    assert redirect.path == "/100%25"


def test_who_writes_may_not_change_redirects(editor: Client) -> None:
    assert editor.get(LIST).status_code == 403
    assert editor.get(ADD).status_code == 403
