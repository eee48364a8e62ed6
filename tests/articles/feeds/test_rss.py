"""`/feeds/articles.rss`: RSS 2.0."""

from datetime import timedelta

import pytest
from django.test import Client

from tests import factories
from tests.articles.feeds.conftest import NOON, Published
from tests.articles.feeds.validity import rss, texts

pytestmark = pytest.mark.django_db

URL = "/feeds/articles.rss"
HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"><channel>'
    "<title>The Courier</title><link>https://www.example.test/</link><description>The Courier</description>"
    '<atom:link href="https://news.test/feeds/articles.rss" rel="self"/>'
)


def test_a_whole_feed(client: Client, bridge: Published) -> None:
    answer = client.get(URL)
    assert answer["Content-Type"] == "application/rss+xml; charset=utf-8"
    rss(answer.content)
    assert answer.content.decode() == (
        f"{HEAD}<language>en</language><lastBuildDate>Fri, 01 May 2026 13:00:00 +0000</lastBuildDate>"
        "<item><title>Bridge &amp; ferry: 1 &lt; 2</title><link>https://www.example.test/city/bridge</link>"
        "<description>Two years &amp;lt;later&amp;gt; &amp;amp; open.</description>"
        "<pubDate>Fri, 01 May 2026 12:00:00 +0000</pubDate>"
        f'<guid isPermaLink="false">urn:uuid:{bridge.article.pk}</guid>'
        "<atom:updated>2026-05-01T13:00:00+00:00</atom:updated>"
        "<dc:creator>Ana Ruiz</dc:creator><dc:creator>Tom Okafor</dc:creator><dc:language>en</dc:language>"
        '<category domain="https://news.test/api/v1/topics/">City</category>'
        '<category domain="https://news.test/api/v1/tags/">Bridges</category>'
        f'<media:content height="360" medium="image" type="image/jpeg" url="{bridge.picture}" width="640">'
        "<media:description>The &lt;new&gt; span.</media:description>"
        "<media:credit>© Halewood Pictures/Pool</media:credit>"
        "<media:copyright>2026 Halewood</media:copyright></media:content></item></channel></rss>"
    )


def test_an_empty_feed_is_always_the_same(client: Client) -> None:
    answer = client.get(URL)
    rss(answer.content)
    date = "<lastBuildDate>Thu, 01 Jan 1970 00:00:00 +0000</lastBuildDate>"
    assert answer.content.decode() == f"{HEAD}{date}</channel></rss>"


def test_the_full_text_comes_as_html(client: Client, bridge: Published) -> None:
    channel = rss(client.get(f"{URL}?text=full").content)
    assert texts(channel, "item/content:encoded") == ["<p>It is <strong>open</strong> &amp; free.</p>"]


def test_a_feed_of_several_languages_has_none_of_its_own(client: Client) -> None:
    factories.published("Uno", language="es", at=NOON)
    factories.published("One", language="en", at=NOON + timedelta(hours=1))
    channel = rss(client.get(URL).content)
    assert (texts(channel, "language"), texts(channel, "item/dc:language")) == ([], ["en", "es"])


def test_a_story_without_a_standfirst_has_no_description(client: Client) -> None:
    factories.published("One", standfirst="")
    assert texts(rss(client.get(URL).content), "item/description") == []


def test_a_byline_stands_in_for_authors(client: Client) -> None:
    factories.published("One", authors=[], byline="By our own correspondent")
    assert texts(rss(client.get(URL).content), "item/dc:creator") == ["our own correspondent"]


def test_descriptions_are_taken_for_html(client: Client) -> None:
    """Of stories, and of the feed itself, which is named after what was asked for."""
    author = factories.author("<svg onload=alert(1)>", slug="ana")
    factories.published("One", standfirst="<b>", authors=[author])
    found = rss(client.get(f"{URL}?author=ana").content)
    assert texts(found, "description") == ["The Courier: &lt;svg onload=alert(1)&gt;"]
    assert texts(found, "item/description") == ["&lt;b&gt;"]
