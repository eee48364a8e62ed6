"""Every block of a story appears in every format in which the story is published."""

# ruff: noqa: E501 - HTML is easier to read in the lines that it comes in

import re
from html import unescape
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from django.test import Client

from articles import body
from articles.body import Figure
from articles.body.grammar import BLOCKS
from tests import factories
from tests.articles.body.every import TYPES, every

pytestmark = pytest.mark.django_db

# Each block as published HTML, except figures, whose addresses are generated.
PUBLISHED = (
    '<h2 id="docks">The docks</h2>',
    "<code>code</code>, H<sub>2</sub>O, m<sup>2</sup>,<br>",
    '<a href="https://example.com/a" title="A page"><strong><em>all of them</em></strong></a> &amp; &lt;so on&gt;.</p>',
    '<h3 id="quays">Quays</h3>',
    '<h4 id="ropes">Ropes</h4>',
    "<blockquote><p>It is <em>open</em>.<br><br>At last.</p><footer>Mara Lindqvist, harbour master</footer></blockquote>",
    "<blockquote><p>Nobody said this.</p></blockquote>",
    '<ul><li>One<br><br>still one<ol start="3"><li>three</li><li>four</li></ol></li>'
    "<li>Two<ul><li>inner<ul><li>innermost</li></ul></li></ul></li></ul>",
    '<ol start="7"><li>Seven</li><li>Eight</li></ol>',
    "<figcaption><span>The crane at noon</span> <small>© Halewood Pictures/Pool</small></figcaption>",
    '<table><caption>Trips a day</caption><thead><tr><th scope="col" rowspan="2">Line</th><th scope="col" colspan="2">Trips'
    '</th></tr><tr><th scope="col">2025</th><th scope="col">2026</th></tr></thead><tbody><tr><th scope="row">North</th>'
    '<td>1,204</td><td></td></tr><tr><th scope="row">South</th><td colspan="2">closed<br><br>until <strong>May</strong></td>'
    "</tr></tbody></table>",
    "<pre><code>if tide &gt; 3:\n    close()\n\nopen()</code></pre>",
    "<hr>",
    '<p><a href="https://www.youtube.com/watch?v=abc123">https://www.youtube.com/watch?v=abc123</a></p>',
    "<p>The end.</p>",
)


def address(html: str) -> str:
    """Links within the page lead to the page in feeds, which are read elsewhere."""
    return re.sub(r'href="[^"]*#docks"', 'href="#docks"', html)


@pytest.fixture
def html(client: Client) -> dict[str, str]:
    """The HTML text of one story with every block, by format."""
    picture = factories.image(caption="The library's caption")
    factories.published("Every block", body=every(picture.pk))
    story: dict[str, Any] = client.get("/api/v1/articles/every-block/").json()
    assert [block["type"] for block in story["body"]] == TYPES
    ninjs = client.get("/api/v1/articles/every-block/", {"format": "ninjs"}).json()
    json_feed = client.get("/feeds/articles.json?text=full").json()
    rss, atom = (fromstring(client.get(f"/feeds/articles.{name}?text=full").content) for name in ("rss", "atom"))
    return {
        "api": story["body_html"],
        "ninjs": next(
            one["value"] for one in ninjs["bodies"] if one["role"] == "main" and "html" in one["contentType"]
        ),
        "json feed": json_feed["items"][0]["content_html"],
        "rss": rss.findtext(".//{http://purl.org/rss/1.0/modules/content/}encoded"),
        "atom": atom.findtext(".//{http://www.w3.org/2005/Atom}content"),
    }


def test_the_text_holds_every_block() -> None:
    assert set(TYPES) == set(BLOCKS)
    stored = every(factories.image().pk)
    assert body.clean(stored) == stored
    assert [("image" if isinstance(part, Figure) else part["type"]) for part in body.parse(stored)] == TYPES


@pytest.mark.parametrize("name", ["api", "ninjs", "json feed", "rss", "atom"])
def test_every_block_is_in_every_format(html: dict[str, str], name: str) -> None:
    assert [part for part in PUBLISHED if part not in html[name]] == []
    assert html[name].count("<figure>") == 2
    assert "The library's caption" in unescape(html[name])
    assert 'href="#docks"' in address(html[name])
