"""What people and programs find where something may not be done, does not exist or went wrong."""

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
    assert [node.text() for node in page.css("#content h1")] == ["Not yours to do"]
    assert [node.attributes["href"] for node in page.css("#content a")] == ["/admin/"]


@pytest.mark.parametrize("path", ["/nothing/", "/api/v1/nothing/"])
def test_an_address_that_never_was(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("application/problem+json" if "api" in path else "text/html")


@pytest.mark.parametrize("path", ["/api/v1/articles/", "/articles/x/"])
def test_an_error_of_ours_tells_nothing(client: Client, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: object, **values: object) -> None:
        raise RuntimeError("the password is swordfish")

    monkeypatch.setattr("articles.api.stories.ArticleViewSet.get_queryset", broken)
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


@pytest.mark.parametrize("path", ["/api/v1/articles/", "/articles/x/"])
def test_another_host_is_refused_in_the_form_that_is_read_there(client: Client, settings: Settings, path: str) -> None:
    settings.ALLOWED_HOSTS = ["news.test"]
    answer = client.get(path, headers={"Host": "evil.test"})
    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("application/problem+json" if "api" in path else "text/html")
