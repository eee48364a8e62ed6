"""Every element becomes a block, and misplaced elements are lifted out of their containers."""

from dataclasses import replace
from uuid import UUID

import pytest
from pytest_django import Settings

from articles import body
from articles.body import Block, Figure, Part, grammar
from articles.body.forms import FORMS

PICTURE = UUID("0f9c0000-0000-4000-8000-000000000000")
IMG = f'<img data-file="{PICTURE}" alt="A bridge">'
TITLED = f"<figure>{IMG}<figcaption>a</figcaption></figure>"
FIGURE = Figure(PICTURE, "", "A bridge")


def paragraph(html: str) -> Block:
    return {"type": "paragraph", "html": html}


def heading(text: str, name: str, level: int = 2) -> Block:
    return {"type": "heading", "level": level, "text": text, "id": name}


def quote(html: str, who: str = "") -> Block:
    return {"type": "quote", "html": html, "attribution": who}


def items(*found: "str | tuple[str, Block]", ordered: bool = False, start: int = 1) -> Block:
    pairs = [(one, None) if isinstance(one, str) else one for one in found]
    listed = [{"html": html, "list": inside} for html, inside in pairs]
    return {"type": "list", "ordered": ordered, "start": start, "items": listed}


def cell(html: str, header: bool = False, colspan: int = 1, rowspan: int = 1) -> Block:
    return {"html": html, "header": header, "colspan": colspan, "rowspan": rowspan}


def table(*rows: list[Block], caption: str = "") -> Block:
    return {"type": "table", "caption": caption, "rows": list(rows)}


def code(text: str) -> Block:
    return {"type": "code", "text": text}


ORDINARY = {
    "<p>A <em>b</em></p>": [paragraph("A <em>b</em>")],
    "loose <em>text</em>": [paragraph("loose <em>text</em>")],
    "<p>m<sup>2</sup> H<sub>2</sub>O <code>x</code></p>": [paragraph("m<sup>2</sup> H<sub>2</sub>O <code>x</code>")],
    "<h3>A &amp; <em>B</em></h3>": [heading("A & B", "a-b", 3)],
    '<h2 id="results">Results</h2>': [heading("Results", "results")],
    '<h2 id="a">One</h2><h2 id="a">Two</h2><h2>A</h2>': [
        heading("One", "a"),
        heading("Two", "two"),
        heading("A", "a-2"),
    ],
    '<p><a href="#results">x</a></p>': [paragraph('<a href="#results">x</a>')],
    "<hr>": [{"type": "rule"}],
    "<blockquote>Bare</blockquote>": [quote("Bare")],
    "<blockquote><p>One</p><p>Two</p><footer>Ana</footer></blockquote>": [quote("One<br><br>Two", "Ana")],
    "<blockquote><p>One</p><p>— Ana Ruiz</p></blockquote>": [quote("One", "Ana Ruiz")],
    "<blockquote><p>— Tú.</p><p>— Yo.</p></blockquote>": [quote("— Tú.<br><br>— Yo.")],
    "<blockquote><p>Text</p><cite>Ana</cite></blockquote>": [quote("Text", "Ana")],
    "<blockquote><p>Text<br><cite>Ana</cite></p></blockquote>": [quote("Text", "Ana")],
    "<blockquote><p><cite>Dune</cite> is long</p></blockquote>": [quote("Dune is long")],
    "<ul><li>One</li><li><p>Two</p></li></ul>": [items("One", "Two")],
    '<ol start="3"><li>C</li></ol>': [items("C", ordered=True, start=3)],
    "<ol><li>One<ul><li>Two</li></ul></li></ol>": [items(("One", items("Two")), ordered=True)],
    "<ul><li><p>a</p><p>b</p></li></ul>": [items("a<br><br>b")],
    "<pre>a\n  b\n\n</pre>": [code("a\n  b")],
    "<pre><code>a &lt; b<br>c</code></pre>": [code("a < b\nc")],
    "<table><tr><td>a</td></tr></table>": [table([cell("a")])],
    "<table><caption>Trips</caption><thead><tr><th>Year</th></tr></thead><tr><td>7</td></tr></table>": [
        table([cell("Year", header=True)], [cell("7")], caption="Trips")
    ],
    f"<figure>{IMG}<figcaption>At noon</figcaption></figure>": [replace(FIGURE, caption="At noon")],
    IMG: [FIGURE],
    f'<figure><img src="https://news.test/renditions/{PICTURE}/abc/full-640.jpg" alt="x"></figure>': [
        Figure(PICTURE, "", "x")
    ],
    f'<img src="https://elsewhere.test/renditions/{PICTURE}/abc/full-640.jpg">': [
        Figure(None, src=f"https://elsewhere.test/renditions/{PICTURE}/abc/full-640.jpg")
    ],
}
LIFTED: dict[str, list[Part]] = {
    "<blockquote><p>a</p><ul><li>b</li></ul><p>c</p><footer>Ana</footer></blockquote>": [
        quote("a"),
        items("b"),
        quote("c", "Ana"),
    ],
    "<blockquote><table><tr><td>a</td><td>b</td></tr></table></blockquote>": [table([cell("a"), cell("b")])],
    "<blockquote><ul><li>a</li></ul><cite>Ana</cite></blockquote>": [items("a"), paragraph("Ana")],
    "<blockquote>a<blockquote>b</blockquote>c</blockquote>": [quote("a"), quote("b"), quote("c")],
    f"<ul><li>a{IMG}</li><li>b</li></ul>": [items("a", "b"), FIGURE],
    f"<ul><li>a<ul><li>b{IMG}</li></ul></li></ul>": [items(("a", items("b"))), FIGURE],
    f"<p>a {IMG} b</p>": [paragraph("a"), FIGURE, paragraph("b")],
    f'<p><a href="/x">{IMG}</a></p>': [FIGURE],
    f"<h2>a{IMG}</h2>": [heading("a", "a"), FIGURE],
    f"<table><tr><td>a{IMG}</td><td>b</td></tr></table>": [table([cell("a"), cell("b")]), FIGURE],
    f"<pre>a{IMG}</pre>": [code("a"), FIGURE],
    "<figure><table><tr><td>a</td></tr></table><figcaption>c</figcaption></figure>": [table([cell("a")], caption="c")],
    "<figure><blockquote>a</blockquote><figcaption>c <b>d</b></figcaption></figure>": [
        quote("a"),
        paragraph("c <strong>d</strong>"),
    ],
    "<figure><ul><li>a</li></ul><figcaption>c</figcaption></figure>": [items("a"), paragraph("c")],
    "<figure><pre>a</pre></figure>": [code("a")],
    "<figure><div>https://vimeo.com/76979871</div><figcaption>c</figcaption></figure>": [
        {"type": "embed", "url": "https://vimeo.com/76979871", "provider": "vimeo"},
        paragraph("c"),
    ],
    "<figure><figcaption>alone</figcaption></figure>": [paragraph("alone")],
    f"<figure>{TITLED}<figure>{IMG}</figure><figcaption>b</figcaption></figure>": [
        replace(FIGURE, caption="a"),
        FIGURE,
        paragraph("b"),
    ],
    "<div>One.</div><div>Two.</div>": [paragraph("One."), paragraph("Two.")],
    "<dl><dt>a</dt><dd>b</dd></dl>": [paragraph("a"), paragraph("b")],
    "<details><summary>a</summary>b<p>c</p></details>": [paragraph("a"), paragraph("b"), paragraph("c")],
    "<section><h2>a</h2><article>b</article></section>": [heading("a", "a"), paragraph("b")],
    "<ul><li><h3>H</h3>t</li></ul>": [items("<strong>H</strong><br><br>t")],
    "<ul><li>a<ul><li>b</li></ul>c</li></ul>": [items(("a", items("b")), "c")],
    "<ul><li>a<ul><li>b</li></ul><ul><li>c</li></ul></li></ul>": [items(("a", items("b", "c")))],
    "<ul><li>a<ul><li>b</li></ul><ol><li>c</li></ol></li></ul>": [
        items(("a", items("b")), ("", items("c", ordered=True)))
    ],
    "<ul><li>a</li><ul><li>b</li></ul></ul>": [items(("a", items("b")))],
    "<ul><ul><li>a</li></ul></ul>": [items("a")],
    "<ul>a<li>b</li></ul>": [items("a", "b")],
    "<li>a</li><li>b</li>": [items("a", "b")],
    "<table><tr><td>a<ul><li>b</li><li>c</li></ul></td><td>d</td></tr></table>": [
        table([cell("a<br><br>b<br><br>c"), cell("d")])
    ],
    "<table><tr><td>a<table><tr><td>n</td><td>m</td></tr></table></td><td>b</td></tr></table>": [
        table([cell("a"), cell("b")]),
        table([cell("n"), cell("m")]),
    ],
    "<table><tr><td><h2>a</h2><p>b</p></td></tr></table>": [heading("a", "a"), paragraph("b")],
    "<table><caption>alone</caption></table>": [paragraph("alone")],
    '<a href="/x"><p>a</p><p>b</p></a>': [paragraph('<a href="/x">a</a>'), paragraph('<a href="/x">b</a>')],
    "<strong><p>a</p><ul><li>b</li></ul></strong>": [
        paragraph("<strong>a</strong>"),
        items("<strong>b</strong>"),
    ],
    '<iframe src="https://www.youtube.com/embed/abc?rel=0"></iframe>': [
        {"type": "embed", "url": "https://www.youtube.com/watch?v=abc", "provider": "youtube"}
    ],
}
NOTHING = [
    "",
    "<p></p>",
    "<p><br></p>",
    "<p>&nbsp;</p>",
    "<p>\u200b</p>",
    "<ul><li></li></ul>",
    "<h2> </h2>",
    "<blockquote></blockquote>",
    "<table></table>",
    "<pre>\n</pre>",
    '<img src="https://elsewhere.test/count.gif" width="1" height="1">',
    '<iframe src="https://elsewhere.test/"></iframe>',
]


@pytest.fixture(autouse=True)
def _hosts(settings: Settings) -> None:
    settings.EMBED_HOSTS = ["vimeo.com", "www.youtube.com"]


@pytest.mark.parametrize(("html", "parts"), [*ORDINARY.items(), *LIFTED.items()])
def test_html_becomes_blocks(html: str, parts: list[Part]) -> None:
    assert body.parse(html) == parts


@pytest.mark.parametrize(("html", "parts"), [*ORDINARY.items(), *LIFTED.items()])
def test_what_is_stored_reads_the_same(html: str, parts: list[Part]) -> None:
    assert body.parse(body.clean(html)) == parts


@pytest.mark.parametrize("html", NOTHING)
def test_nothing_becomes_no_block(html: str) -> None:
    assert body.parse(html) == []
    assert body.clean(html) == ""


def test_a_text_nested_without_end_keeps_its_words() -> None:
    deep = "<div><ul><li>" * 5000 + "The end." + "</li></ul></div>" * 5000
    assert [part for part in body.parse(body.clean(deep)) if part] == [paragraph("The end.")]


def test_every_block_of_the_grammar_is_written_and_described() -> None:
    from articles.body.serializers import BLOCKS

    assert set(FORMS) == set(grammar.BLOCKS) == set(BLOCKS)


def test_a_block_that_no_table_knows_is_not_passed_over() -> None:
    unknown: Block = {"type": "marquee", "html": "Words"}
    for write in (body.plain_text, body.render):
        with pytest.raises(KeyError, match="marquee"):
            write([unknown])
