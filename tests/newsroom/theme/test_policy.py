"""The content security policy of the editors' pages."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests import factories


def directives(header: str) -> dict[str, str]:
    return dict(part.strip().partition(" ")[::2] for part in header.split(";"))


@pytest.fixture
def chief(client: Client, db: None) -> Client:
    client.force_login(User.objects.create_superuser("chief"))
    return client


def test_no_script_is_inline_but_the_import_map_which_has_the_nonce(chief: Client) -> None:
    response = chief.get(reverse("admin:articles_article_change", args=[factories.draft().pk]))
    page, policy = response.content.decode(), directives(response["Content-Security-Policy"])
    nonce = re.search(r'<script[^>]*nonce="([^"]+)"[^>]*type="importmap"|type="importmap"[^>]*nonce="([^"]+)"', page)
    assert nonce
    assert policy["script-src"] == f"'self' 'nonce-{nonce[1] or nonce[2]}'"
    inline = [tag for tag in re.findall(r"<script[^>]*>", page) if "src=" not in tag and "json" not in tag]
    assert [("importmap" in tag) for tag in inline] == [True]
    assert not re.findall(r"<[^>]+\son[a-z]+=", page)


def test_styles_may_be_inline_only_behind_the_sign_in(chief: Client, client: Client) -> None:
    inside = directives(chief.get(reverse("admin:index"))["Content-Security-Policy"])
    outside = directives(Client().get(reverse("admin:login"))["Content-Security-Policy"])
    assert inside["style-src"] == "'self' 'unsafe-inline'"
    assert outside["style-src"] == "'self'"
