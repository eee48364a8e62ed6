"""`/feeds/articles.json`: JSON Feed 1.1."""

import pytest
from django.test import Client

from tests import factories
from tests.articles.feeds.conftest import NOON, Published

pytestmark = pytest.mark.django_db

URL = "/feeds/articles.json"


def test_a_whole_feed(client: Client, bridge: Published) -> None:
    answer = client.get(URL)
    assert answer["Content-Type"] == "application/feed+json"
    assert answer.json() == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Courier",
        "home_page_url": "https://www.example.test/",
        "feed_url": "https://news.test/feeds/articles.json",
        "language": "en",
        "items": [
            {
                "id": f"urn:uuid:{bridge.article.pk}",
                "url": "https://www.example.test/city/bridge",
                "title": "Bridge & ferry: 1 < 2",
                "content_text": "Two years <later> & open.",
                "summary": "Two years <later> & open.",
                "image": bridge.picture,
                "date_published": "2026-05-01T12:00:00Z",
                "date_modified": "2026-05-01T13:00:00Z",
                "authors": [
                    {"name": "Ana Ruiz", "url": "https://www.example.test/by/ana-ruiz"},
                    {"name": "Tom Okafor", "url": "https://www.example.test/by/tom-okafor"},
                ],
                "tags": ["City", "Bridges"],
                "language": "en",
                "attachments": [
                    {
                        "url": bridge.picture,
                        "mime_type": "image/jpeg",
                        "title": "The <new> span. © Halewood Pictures/Pool",
                    }
                ],
            }
        ],
    }


def test_an_empty_feed(client: Client) -> None:
    assert client.get(URL).json() == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Courier",
        "home_page_url": "https://www.example.test/",
        "feed_url": "https://news.test/feeds/articles.json",
        "items": [],
    }


def test_the_full_text_comes_as_html(client: Client, bridge: Published) -> None:
    (item,) = client.get(f"{URL}?text=full").json()["items"]
    assert item["content_html"] == "<p>It is <strong>open</strong> &amp; free.</p>"
    assert "content_text" not in item


def test_what_must_be_there_is_there_even_if_it_is_empty(client: Client) -> None:
    """The specification's section “items” requires an id, and content_text or content_html."""
    ana, city = factories.author("Ana Ruiz"), factories.topic("City")
    article = factories.published("One", standfirst="", topic=city, authors=[ana], at=NOON)
    (item,) = client.get(URL).json()["items"]
    assert item == {
        "id": f"urn:uuid:{article.pk}",
        "url": "https://www.example.test/city/one",
        "title": "One",
        "content_text": "",
        "date_published": "2026-05-01T12:00:00Z",
        "date_modified": "2026-05-01T12:00:00Z",
        "authors": [
            {"name": name.name, "url": f"https://www.example.test/by/{name.slug}"} for name in article.authors.all()
        ],
        "tags": ["City"],
        "language": "en",
    }
