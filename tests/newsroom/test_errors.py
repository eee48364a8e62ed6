"""The answers to people and programs when something is refused, does not exist or went wrong."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from selectolax.lexbor import LexborHTMLParser

pytestmark = pytest.mark.django_db


def test_what_an_account_may_not_do_is_said_on_a_page_that_leads_back(client: Client) -> None:
    client.force_login(User.objects.create_user("ana", is_staff=True))
    answer = client.get(reverse("admin:articles_article_add"))
    page = LexborHTMLParser(answer.content.decode())
    assert answer.status_code == 403
    assert [node.text() for node in page.css("#content h1")] == ["You may not do this"]
    assert [node.attributes["href"] for node in page.css("#content a")] == ["/admin/"]


@pytest.mark.parametrize("path", ["/nothing/", "/api/v1/nothing/"])
def test_an_address_that_never_was(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("application/problem+json" if "api" in path else "text/html")


@pytest.mark.parametrize("path", ["/api/v1/articles/?cursor=", "/articles/x/"])
def test_an_error_of_ours_tells_nothing(client: Client, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: object, **values: object) -> None:
        raise RuntimeError("the password is swordfish")

    monkeypatch.setattr("articles.api.stories.ArticleViewSet.from_cursor", broken)
    monkeypatch.setattr("newsroom.reader.pages.render", broken)
    client.raise_request_exception = False
    client.cookies["csrftoken"] = "stale"
    answer = client.get(path)
    assert not answer.cookies
    assert answer.status_code == 500
    assert b"swordfish" not in answer.content
    if path.startswith("/api/"):
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json() == {
            "type": "about:blank",
            "title": "Internal Server Error",
            "status": 500,
            "detail": "Something went wrong on our side.",
        }


@pytest.mark.parametrize("path", ["/api/v1/articles/?cursor=", "/articles/x/"])
def test_another_host_is_refused_in_the_form_that_is_read_there(client: Client, settings: Settings, path: str) -> None:
    settings.ALLOWED_HOSTS = ["news.test"]
    answer = client.get(path, headers={"Host": "evil.test"})
    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("application/problem+json" if "api" in path else "text/html")


@pytest.mark.parametrize("path", ["/nothing/", "/admin/nothing/", "/admin/auth/%00/x/"])
def test_a_page_that_is_not_there_looks_like_the_place(client: Client, path: str) -> None:
    client.force_login(User.objects.create_superuser("chief"))
    answer = client.get(path)
    assert answer.status_code == 404
    page = LexborHTMLParser(answer.content.decode())
    assert "There is nothing here" in [node.text() for node in page.css("h1")]
    assert any(("theme" if "admin" in path else "reader") in one for one in links(page))
    assert not answer.cookies


@pytest.mark.parametrize("path", ["/articles/x/", "/admin/"])
def test_so_does_what_is_refused_and_what_failed(
    client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    def broken(*arguments: object, **values: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("newsroom.reader.pages.render", broken)
    monkeypatch.setattr("newsroom.theme.site.EditorsSite.has_permission", broken)
    client.raise_request_exception = False
    failed = client.get(path)
    settings.ALLOWED_HOSTS = ["news.test"]
    refused = client.get(path, headers={"Host": "evil.test"})
    assert (failed.status_code, refused.status_code) == (500, 400)
    for answer in (failed, refused):
        page = LexborHTMLParser(answer.content.decode())
        assert any(("theme" if "admin" in path else "reader") in one for one in links(page))


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.test"}, {"Origin": "http://[::1"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_a_form_from_another_site_is_refused_in_the_look_of_the_admin(headers: dict[str, str]) -> None:
    answer = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "ana"}, headers=headers)
    assert answer.status_code == 403
    assert "Not done" in [node.text() for node in LexborHTMLParser(answer.content.decode()).css("h1")]
    assert b"ana" not in answer.content


def links(page: LexborHTMLParser) -> list[str]:
    return [node.attributes.get("href") or "" for node in page.css("link[rel=stylesheet]")]
