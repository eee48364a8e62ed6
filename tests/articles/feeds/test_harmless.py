"""Characters that XML cannot carry, wherever they came in, and links within a page do not break a feed."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from lxml import etree
from pytest_django import Settings

from articles.addresses import placeholders
from articles.feeds.entries import legal
from articles.models import Article, Author, Tag, Topic
from articles.models.counts import PAGE
from articles.publishing import verbs
from tests import factories
from tests.articles.feeds.validity import atom, rss, sitemap, texts

pytestmark = pytest.mark.django_db

# Not U+0000, which PostgreSQL does not store.
BAD = "\x01\x08\x0b\x0c\x1b\x1f\x7f\x80\x9f\ufdd0\ufffe\uffff\U0001fffe\U0010ffff"
LINKS = '<p><a href="/about">a</a> <a href="about">b</a> <a href="//cdn.example/x">d</a> <a href="?q=1">e</a></p>'
ABSOLUTE = [
    "https://www.example.test/about",
    "https://www.example.test/city/about",
    "https://cdn.example/x",
    "https://www.example.test/city/one?q=1",
]


@pytest.fixture
def spoilt(settings: Settings) -> Article:
    """A story with forbidden characters in every text, written past the forms that would refuse them."""
    lead = factories.image(caption=f"Cap{BAD}tion", credit=f"Cre{BAD}dit", alt_text=f"Al{BAD}t")
    topic, tag, author = factories.topic("City"), factories.tag("Bridges"), factories.author("Ana")
    story = factories.draft("One", slug="one", topic=topic, tags=[tag], authors=[author], lead=lead)
    for model in (Topic, Tag, Author):
        model._default_manager.update(name=f"Na{BAD}me")
    Article.objects.update(headline=f"Head{BAD}line", standfirst=f"Stand{BAD}first", body=f"<p>Bo{BAD}dy</p>")
    settings.SITE_NAME = f"The{BAD} Courier"
    story.refresh_from_db()
    verbs.publish(story)
    return story


def feeds(client: Client) -> Iterator[tuple[str, Any]]:
    for rest in ("", "text=full", "topic=city", "tag=bridges", "author=ana", "topic=city,x\ufffe&text=full"):
        for kind in ("rss", "atom", "json"):
            answer = client.get(f"/feeds/articles.{kind}?{rest}")
            assert answer.status_code == 200, (kind, rest)
            yield kind, answer


def test_every_feed_is_well_formed_whatever_the_texts_hold(client: Client, spoilt: Article) -> None:
    for kind, answer in feeds(client):
        assert not set(BAD) & set(answer.content.decode()), kind
        if kind == "json":
            assert answer.json()["items"][0]["title"] == "Head line"
        else:
            (rss if kind == "rss" else atom)(answer.content)


def test_so_is_every_map(client: Client, spoilt: Article) -> None:
    page = (spoilt.published.pk - 1) // PAGE + 1
    for path in ("sitemap.xml", "news-sitemap.xml", f"sitemap-articles-{page}.xml"):
        content = client.get(f"/{path}").content
        assert not set(BAD) & set(content.decode())
        sitemap(content)


def test_nothing_else_is_taken_out() -> None:
    kept = "\t\n\r \u00a0\u00ad\u200b\u202f\u2028 é 橋 \U0001f309 \ue000 \ufffd"
    assert legal(kept + BAD + "\ud800") == kept


def links(html: str) -> list[str]:
    return [one.get("href", "") for one in etree.HTML(html).iter("a")]


def test_links_are_absolute_in_every_feed(client: Client) -> None:
    factories.published("One", slug="one", topic=factories.topic("City"), body=LINKS)
    (content,) = texts(rss(client.get("/feeds/articles.rss?text=full").content), "item/content:encoded")
    assert links(content) == ABSOLUTE
    (content,) = texts(atom(client.get("/feeds/articles.atom?text=full").content), "atom:entry/atom:content")
    assert links(content) == ABSOLUTE
    item = client.get("/feeds/articles.json?text=full").json()["items"][0]
    assert links(item["content_html"]) == ABSOLUTE
    bodies = client.get("/api/v1/articles/one/?format=ninjs").json()["bodies"]
    assert links(bodies[0]["value"]) == ABSOLUTE


def test_in_the_api_they_are_as_the_editor_wrote_them(client: Client) -> None:
    factories.published("One", slug="one", topic=factories.topic("City"), body=LINKS)
    assert links(client.get("/api/v1/articles/one/").json()["body_html"])[0] == "/about"


EVERYTHING = """
<p>A <a href="/x?a=1&amp;b=2" title="&quot;q&quot;">l&amp;nk</a> <strong>b</strong><em>i</em><code>c&lt;d</code>
m<sup>2</sup> H<sub>2</sub>O<br>next ]]&gt; &lt;b&gt;</p><h2>Head &amp; shoulders</h2>
<blockquote><p>Said</p><footer>Ana</footer></blockquote><ul><li>One<ul><li>in</li></ul></li></ul>
<ol start="3"><li>3</li></ol>
<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td colspan="2">c</td></tr></tbody></table><hr>
<p>https://www.youtube.com/watch?v=dQw4w9WgXcQ</p><p>https://vimeo.com/1?h=a&amp;x=&quot;</p>
"""


def test_every_kind_of_content_comes_out_as_the_api_shows_it(client: Client) -> None:
    shown = factories.image(caption="A <new> & old", credit='© "Pool"')
    figure = f'<figure><img src="/x" data-file="{shown.pk}" alt=""></figure>'
    story = factories.published("One", slug="one", topic=factories.topic("City"), body=EVERYTHING + figure)
    html = client.get("/api/v1/articles/one/").json()["body_html"]
    assert "<figure>" in html
    expected = html.replace('href="/x', 'href="https://www.example.test/x')
    (content,) = texts(rss(client.get("/feeds/articles.rss?text=full").content), "item/content:encoded")
    assert content == expected
    (content,) = texts(atom(client.get("/feeds/articles.atom?text=full").content), "atom:entry/atom:content")
    assert content == expected
    item = client.get("/feeds/articles.json?text=full").json()["items"][0]
    assert item["content_html"] == expected
    assert placeholders.resolve(html) == html
    assert str(story.pk) in item["id"]
