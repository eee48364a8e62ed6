"""`/feeds/articles.atom`: RFC 4287."""

import pytest
from django.test import Client
from pytest_django import Settings

from tests.articles.feeds.conftest import Published
from tests.articles.feeds.validity import NAMES, atom, texts

pytestmark = pytest.mark.django_db

URL = "/feeds/articles.atom"
HEAD = (
    "<title>The Courier</title>"
    '<link href="https://www.example.test/" rel="alternate"/>'
    '<link href="https://news.test/feeds/articles.atom" rel="self"/>'
    "<id>https://news.test/feeds/articles.atom</id>"
)


def test_a_whole_feed(client: Client, bridge: Published) -> None:
    answer = client.get(URL)
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    atom(answer.content)
    assert answer.content.decode() == (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xml:lang="en" xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">'
        f"{HEAD}<updated>2026-05-01T13:00:00+00:00</updated>"
        '<entry xml:lang="en"><title>Bridge &amp; ferry: 1 &lt; 2</title>'
        '<link href="https://www.example.test/city/bridge" rel="alternate"/>'
        "<published>2026-05-01T12:00:00+00:00</published><updated>2026-05-01T13:00:00+00:00</updated>"
        f"<id>urn:uuid:{bridge.article.pk}</id>"
        "<author><name>Ana Ruiz</name><uri>https://www.example.test/by/ana-ruiz</uri></author>"
        "<author><name>Tom Okafor</name><uri>https://www.example.test/by/tom-okafor</uri></author>"
        '<category label="City" scheme="https://news.test/api/v1/topics/" term="city"/>'
        '<category label="Bridges" scheme="https://news.test/api/v1/tags/" term="bridges"/>'
        "<summary>Two years &lt;later&gt; &amp; open.</summary>"
        f'<link href="{bridge.picture}" rel="enclosure" type="image/jpeg"/>'
        f'<media:content height="360" medium="image" type="image/jpeg" url="{bridge.picture}" width="640">'
        "<media:description>The &lt;new&gt; span.</media:description>"
        "<media:credit>© Halewood Pictures/Pool</media:credit>"
        "<media:copyright>2026 Halewood</media:copyright></media:content></entry></feed>"
    )


def test_an_empty_feed_is_always_the_same(client: Client) -> None:
    answer = client.get(URL)
    atom(answer.content)
    assert answer.content.decode() == (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">'
        f"{HEAD}<updated>1970-01-01T00:00:00+00:00</updated></feed>"
    )


def test_the_full_text_comes_as_html(client: Client, bridge: Published) -> None:
    feed = atom(client.get(f"{URL}?text=full").content)
    (content,) = feed.iterfind("atom:entry/atom:content", NAMES)
    assert (content.get("type"), content.text) == ("html", "<p>It is <strong>open</strong> &amp; free.</p>")


def test_an_entry_keeps_its_id_when_everything_around_it_changes(
    client: Client, bridge: Published, settings: Settings
) -> None:
    before = texts(atom(client.get(URL).content), "atom:entry/atom:id")
    settings.PUBLIC_URL = "https://api.example.org"
    settings.FRONTEND_ARTICLE_URL = "https://example.org/{slug}?from=feed&id={id}"
    settings.FRONTEND_AUTHOR_URL = ""
    feed = atom(client.get(URL).content)
    assert texts(feed, "atom:entry/atom:id") == before
    assert texts(feed, "atom:entry/atom:author/atom:uri") == []
    links = [link.get("href") for link in feed.iterfind("atom:entry/atom:link[@rel='alternate']", NAMES)]
    assert links == [f"https://example.org/bridge?from=feed&id={bridge.article.pk}"]
