"""The reference reader draws every block of a story."""

# ruff: noqa: E501 - HTML is easier to read in the lines that it comes in

import pytest
from playwright.sync_api import Page, expect

from tests import factories
from tests.articles.body.every import every

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Elements and attributes, without those of the reader's design.
DRAWN = """(text) => [...text.children].map((block) => {
  const copy = block.cloneNode(true)
  for (const element of [copy, ...copy.querySelectorAll("*")]) {
    for (const name of ["class", "tabindex", "role", "aria-label"]) element.removeAttribute(name)
  }
  return copy.outerHTML
})"""


def test_every_block_is_drawn(page: Page) -> None:
    factories.published("Every block", body=every(factories.image(caption="Own caption").pk))
    page.goto("/articles/every-block/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Every block")
    drawn = page.locator(".text").evaluate(DRAWN)
    blocks = [html for html in drawn if "<picture>" not in html]
    assert blocks == [
        "<p>Plain, <strong>bold</strong>, <em>italic</em>, <code>code</code>, H<sub>2</sub>O, m<sup>2</sup>,<br>"
        '<a href="https://example.com/a" title="A page"><strong><em>all of them</em></strong></a> &amp; &lt;so on&gt;.</p>',
        '<h2 id="docks">The docks</h2>',
        '<p>See <a href="#docks">above</a>.</p>',
        '<h3 id="quays">Quays</h3>',
        '<h4 id="ropes">Ropes</h4>',
        "<figure><blockquote><p>It is <em>open</em>.<br><br>At last.</p></blockquote>"
        "<figcaption>Mara Lindqvist, harbour master</figcaption></figure>",
        "<figure><blockquote><p>Nobody said this.</p></blockquote></figure>",
        '<ul><li>One<br><br>still one<ol start="3"><li>three</li><li>four</li></ol></li>'
        "<li>Two<ul><li>inner<ul><li>innermost</li></ul></li></ul></li></ul>",
        '<ol start="7"><li>Seven</li><li>Eight</li></ol>',
        '<div><table><caption>Trips a day</caption><thead><tr><th scope="col" rowspan="2">Line</th>'
        '<th scope="col" colspan="2">Trips</th></tr><tr><th scope="col">2025</th><th scope="col">2026</th></tr></thead>'
        '<tbody><tr><th scope="row">North</th><td>1,204</td><td></td></tr>'
        '<tr><th scope="row">South</th><td colspan="2">closed<br><br>until <strong>May</strong></td></tr></tbody></table></div>',
        "<pre><code>if tide &gt; 3:\n    close()\n\nopen()</code></pre>",
        "<hr>",
        drawn[-2],
        "<p>The end.</p>",
    ]
    assert "Play on YouTube" in drawn[-2]
    expect(page.locator(".text figure:has(picture) .caption")).to_have_text(["The crane at noon", "Own caption"])


def test_a_link_leads_to_a_part_of_the_page(page: Page) -> None:
    filler = "<p>Text</p>" * 60
    factories.published("Parts", body=f'<p><a href="#docks">Down</a></p>{filler}<h2 id="docks">Docks</h2>{filler}')
    page.goto("/articles/parts/")
    page.get_by_role("link", name="Down").click()
    expect(page.get_by_role("heading", name="Docks")).to_be_in_viewport()
    page.goto("about:blank")
    page.goto("/articles/parts/#docks")
    expect(page.get_by_role("heading", name="Docks")).to_be_in_viewport()
