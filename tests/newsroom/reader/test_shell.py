"""The reader's shell: the same page for every address, made only from settings."""

import re
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

STATIC = Path(__file__).parents[3] / "newsroom" / "reader" / "static" / "reader"
ADDRESSES = ["/", "/articles/a/", "/topics/a/", "/tags/a/", "/authors/a/", "/search/?q=a", "/most-viewed/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_gives_the_shell(client: Client, settings: Settings, address: str) -> None:
    """The database is not allowed here: the shell makes no query."""
    settings.SITE_NAME = "The <Courier>"
    answer = client.get(address)
    assert answer.status_code == 200
    assert "<title>The &lt;Courier&gt;</title>" in answer.content.decode()
    assert answer["Cache-Control"] == "public, max-age=60"
    assert not answer.cookies
    assert "cookie" not in answer.get("Vary", "").lower()


def test_a_preview_s_page_is_found_by_nobody_and_tells_nobody_its_address(client: Client) -> None:
    answer = client.get("/preview/0f9c.1w.x-y_z/")
    assert (answer.status_code, answer.content) == (200, client.get("/").content)
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Referrer-Policy"] == "no-referrer"


def test_feeds_are_found_from_every_page(client: Client) -> None:
    page = client.get("/topics/a/").content.decode()
    assert re.findall(r'<link rel="alternate" type="([^"]+)" title="[^"]+" href="([^"]+)">', page) == [
        ("application/rss+xml", "/feeds/articles.rss"),
        ("application/atom+xml", "/feeds/articles.atom"),
        ("application/feed+json", "/feeds/articles.json"),
    ]


@pytest.mark.parametrize("address", ["/nothing/", "/articles/", "/articles/a/b/"])
def test_other_addresses_are_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere(client: Client) -> None:
    answer = client.get("/")
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    assert policy["script-src"] == policy["style-src"] == policy["default-src"] == "'self'"
    page = answer.content.decode()
    assert not re.search(r"<style|\son\w+=|\sstyle=|<script(?! (src|type))", page)


def test_the_modules_use_the_public_api_alone_and_never_insert_markup() -> None:
    for module in STATIC.rglob("*.js"):
        source = module.read_text()
        assert "innerHTML" not in source, module.name
        assert "/admin" not in source, module.name
        assert re.findall(r"/api/(?!v1/)", source) == [], module.name
