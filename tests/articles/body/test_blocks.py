"""Clean HTML becomes typed blocks, and these become HTML again."""

from uuid import UUID

import pytest
from pytest_django import Settings

from articles import body
from articles.body import Block, Figure

PICTURE = UUID("0f9c0000-0000-4000-8000-000000000000")


@pytest.mark.parametrize(
    ("html", "block"),
    [
        ("<p>A <em>b</em></p>", {"type": "paragraph", "html": "A <em>b</em>"}),
        ("<h3>A &amp; <em>B</em></h3>", {"type": "heading", "level": 3, "text": "A & B"}),
        ("<hr>", {"type": "rule"}),
        ("loose <em>text</em>", {"type": "paragraph", "html": "loose <em>text</em>"}),
        (
            "<blockquote><p>One</p><p>Two</p><footer>Ana Ruiz, reporter</footer></blockquote>",
            {"type": "quote", "html": "One<br><br>Two", "attribution": "Ana Ruiz, reporter"},
        ),
        (
            "<blockquote><p>One</p><p>— Ana Ruiz, reporter</p></blockquote>",
            {"type": "quote", "html": "One", "attribution": "Ana Ruiz, reporter"},
        ),
        ("<blockquote>Bare</blockquote>", {"type": "quote", "html": "Bare", "attribution": ""}),
        (
            "<ol><li><p>One</p></li><li>Two<ul><li>Three</li></ul></li></ol>",
            {"type": "list", "ordered": True, "items": ["One", "Two<ul><li>Three</li></ul>"]},
        ),
        (
            "<table><tr><th>Year</th><th>Trips</th></tr><tr><td><p>2025</p></td><td>1,204</td></tr></table>",
            {"type": "table", "rows": [["Year", "Trips"], ["2025", "1,204"]], "header_row": True},
        ),
        (
            "<table><tr><td>a</td></tr></table>",
            {"type": "table", "rows": [["a"]], "header_row": False},
        ),
        (
            "<p>https://vimeo.com/76979871</p>",
            {"type": "embed", "url": "https://vimeo.com/76979871", "provider": "vimeo"},
        ),
        (
            '<p><a href="https://youtu.be/a?t=1&amp;b=2">https://youtu.be/a?t=1&amp;b=2</a></p>',
            {"type": "embed", "url": "https://youtu.be/a?t=1&b=2", "provider": "youtube"},
        ),
        ("<p>https://elsewhere.test/</p>", {"type": "paragraph", "html": "https://elsewhere.test/"}),
        (
            f'<figure><img src="/x" alt="A bridge" data-file="{PICTURE}"><figcaption>At noon</figcaption></figure>',
            Figure(PICTURE, "At noon", "A bridge"),
        ),
        (f'<p>x</p><img data-file="{PICTURE}">'[8:], Figure(PICTURE, "", "")),
    ],
)
def test_every_element_is_a_block(html: str, block: Block | Figure, settings: Settings) -> None:
    settings.EMBED_HOSTS = ["vimeo.com", "youtu.be"]
    assert body.parse(html) == [block]


@pytest.mark.parametrize(
    "html",
    ["", "<p></p>", "<p><br></p>", '<img src="https://elsewhere.test/a.jpg">', "<ul><li></li></ul>", "<h2> </h2>"],
)
def test_nothing_becomes_no_block(html: str) -> None:
    assert body.parse(html) == []


def test_plain_text_keeps_words_apart() -> None:
    blocks = body.parse("<h2>One</h2><p>Two<br>three <em>fo</em>ur</p><ul><li>five<ul><li>six</li></ul></li></ul>")
    assert body.plain_text(blocks) == "One\nTwo three four\nfive six"


def test_blocks_render_as_html() -> None:
    html = (
        "<h2>A &amp; B</h2>\n"
        "<p>One <strong>two</strong></p>\n"
        "<blockquote><p>Three</p><footer>Ana &lt;Ruiz&gt;</footer></blockquote>\n"
        "<ul><li>Four</li></ul>\n"
        "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>\n"
        "<hr>"
    )
    blocks = [block for block in body.parse(html) if not isinstance(block, Figure)]
    assert body.render(blocks) == html
