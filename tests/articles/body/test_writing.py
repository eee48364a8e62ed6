"""Blocks are written as HTML and as words."""

from articles import body
from articles.body import Block, Figure

TEXT = (
    "<h2>A &amp; B</h2><p>One <strong>two</strong></p>"
    "<blockquote><p>Three</p><footer>Ana &lt;Ruiz&gt;</footer></blockquote>"
    '<ol start="4"><li>Four<ul><li>Five</li></ul></li></ol>'
    "<table><caption>Six</caption><tr><th>a</th></tr><tr><td>b</td></tr></table><pre>if x:\n  y</pre><hr>"
)


def blocks(html: str) -> list[Block]:
    return [part for part in body.parse(html) if not isinstance(part, Figure)]


def test_blocks_render_as_html() -> None:
    assert body.render(blocks(TEXT)) == (
        '<h2 id="a-b">A &amp; B</h2>\n'
        "<p>One <strong>two</strong></p>\n"
        "<blockquote><p>Three</p><footer>Ana &lt;Ruiz&gt;</footer></blockquote>\n"
        '<ol start="4"><li>Four<ul><li>Five</li></ul></li></ol>\n'
        '<table><caption>Six</caption><thead><tr><th scope="col">a</th></tr></thead><tbody><tr><td>b</td></tr></tbody>'
        "</table>\n"
        "<pre><code>if x:\n  y</code></pre>\n"
        "<hr>"
    )


def test_the_editor_gets_paragraphs_in_items_cells_and_quotations() -> None:
    assert body.clean(TEXT) == (
        "<h2>A &amp; B</h2><p>One <strong>two</strong></p>"
        "<blockquote><p>Three</p><footer>Ana &lt;Ruiz&gt;</footer></blockquote>"
        '<ol start="4"><li><p>Four</p><ul><li><p>Five</p></li></ul></li></ol>'
        "<table><caption>Six</caption><tbody><tr><th><p>a</p></th></tr><tr><td><p>b</p></td></tr></tbody></table>"
        "<pre><code>if x:\n  y</code></pre><hr>"
    )


def test_words_are_kept_apart() -> None:
    assert body.plain_text(body.parse(TEXT)) == ("A & B\nOne two\nThree Ana <Ruiz>\nFour\nFive\nSix\na\nb\nif x:\ny")
    assert body.plain_text(body.parse("<p>Two<br>three <em>fo</em>ur</p>")) == "Two three four"


def test_spaces_of_typography_stay() -> None:
    assert body.clean("<p>10\u00a0km, «\u202fÉté\u202f»</p>") == "<p>10\u00a0km, «\u202fÉté\u202f»</p>"
    assert body.clean("<h2>10&nbsp;km</h2>") == "<h2>10\u00a0km</h2>"
