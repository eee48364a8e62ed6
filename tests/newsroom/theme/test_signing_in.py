"""Signing in, and what guessing passwords leads to."""

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from selectolax.lexbor import LexborHTMLParser

LOGIN = reverse("admin:login")


def headings(content: bytes) -> list[str]:
    return [node.text().strip() for node in LexborHTMLParser(content.decode()).css("h1")]


def test_the_page_names_the_paper(client: Client, db: None) -> None:
    assert headings(client.get(LOGIN).content) == ["Sign in"]


def test_guessing_is_answered_with_a_page_that_says_how_long_to_wait(
    client: Client, db: None, settings: Settings
) -> None:
    settings.AXES_FAILURE_LIMIT = 3
    User.objects.create_superuser("chief", password="right")
    answers = [client.post(LOGIN, {"username": "chief", "password": "wrong"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1]["Retry-After"] == "900"
    assert headings(answers[-1].content) == ["Too many wrong passwords"]
    assert b"closed for 15 minutes" in answers[-1].content
    assert client.post(LOGIN, {"username": "chief", "password": "right"}).status_code == 429
