"""Stored texts: many generated from the grammar, and unusual ones."""

# ruff: noqa: E501 - HTML is easier to read in the lines that it comes in

from itertools import count
from random import Random
from typing import Final
from uuid import UUID

from tests.articles.body.every import every
from tests.articles.body.pasted import ID, PASTED

# From the outermost to the innermost.
MARKS: Final = ("a", "strong", "em", "code", "sub", "sup")
WORDS: Final = (
    "tide",
    "harbour",
    "10\u00a0km",
    "«\u202fÉté\u202f»",
    "水",
    "a&amp;b",
    "&lt;p&gt;",
    "soft\u00adly",
    "“so”",
    "x",
)
ODD: Final = (
    "<p>One<br>two<br><br>three</p>",
    "<p><strong>a</strong><br><strong>b</strong></p>",
    "<p>a <strong>b </strong><em>c</em></p>",
    '<p><a href="#x">one</a><a href="#y">two</a></p>',
    '<p><a href="/a/?b=1&amp;c=%20" title="&quot;t&quot; 007">x</a></p>',
    '<p><a href="mailto:a@example.com">x</a> <a href="tel:+4912">y</a> <a href="about.html">z</a></p>',
    '<p>x<a href="//cdn.example/a">y</a></p>',
    "<p>https://vimeo.com/76979871</p>",
    '<h2 id="007">01</h2><h2 id="true">1e3</h2>',
    '<ol start="0"><li><p>a</p></li></ol>',
    '<ol start="999999"><li><p>a</p></li></ol>',
    "<ul><li><p></p><ul><li><p>a</p></li></ul></li><li><p>b</p></li></ul>",
    "<ul><li><p>a</p><ol><li><p>b</p><ul><li><p>c</p><ol><li><p>d</p></li></ol></li></ul></li></ol></li></ul>",
    "<ul><li><p>a</p></li></ul><ul><li><p>b</p></li></ul>",
    "<ul><li><p>a</p></li></ul><ol><li><p>b</p></li></ol>",
    "<blockquote><p>a</p></blockquote><blockquote><p>b</p><footer>c</footer></blockquote>",
    "<blockquote><p>a<br>b</p><footer>“c” &amp; d</footer></blockquote>",
    f'<figure><img data-file="{ID}" alt="007"><figcaption>1e3</figcaption></figure>',
    f'<figure><img data-file="{ID}" alt=""></figure><figure><img data-file="{ID}" alt=""></figure>',
    '<figure><img src="https://pics.example/a.jpg?b=1&amp;c=2" alt="A &quot;b&quot;"><figcaption>c</figcaption></figure>',
    '<figure><img alt="from a file"></figure>',
    "<hr><hr>",
    "<pre><code>  a\n\n\n\tb  c\n&lt;d&gt; &amp;amp;</code></pre>",
    "<pre><code>**a** _b_</code></pre><pre><code>c</code></pre>",
    "<table><tbody><tr><td></td></tr></tbody></table>",
    "<table><caption>007</caption><tbody><tr><th></th><td><p>a</p></td></tr></tbody></table>",
    '<table><tbody><tr><td rowspan="2"><p>A</p></td><td><p>b</p></td></tr><tr><td><p>c</p></td></tr></tbody></table>',
    '<table><tbody><tr><td colspan="2" rowspan="2"><p>a</p></td><td></td></tr><tr><td></td></tr></tbody></table>',
    "<table><tbody><tr><th><p>a</p></th></tr><tr><th><p>b</p></th></tr><tr><td><p>c<br>d</p></td></tr></tbody></table>",
)


class Writer:
    """Generates texts from the grammar, the same ones every time."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.number = count()

    def text(self, blocks: int) -> str:
        kinds = self.random.choices(
            [self.paragraph, self.heading, self.quotation, self.list, self.figure, self.table, self.code, self.rule],
            k=blocks,
        )
        return "".join(kind() for kind in kinds)

    def words(self) -> str:
        return " ".join(self.random.choices(WORDS, k=self.random.randint(1, 4)))

    def inline(self) -> str:
        """Inline text whose neighbouring stretches have different marks, so that none are joined."""
        parts, before = [], None
        for _ in range(self.random.randint(1, 4)):
            marks = [mark for mark in MARKS if self.random.random() < 0.2]
            if marks == before:
                continue
            before = marks
            opened = "".join(f'<a href="/{next(self.number)}/">' if mark == "a" else f"<{mark}>" for mark in marks)
            parts.append(opened + self.words() + "".join(f"</{mark}>" for mark in reversed(marks)))
        return self.random.choice([" / ", "<br>", " – "]).join(parts)

    def paragraph(self) -> str:
        return f"<p>{self.inline()}</p>"

    def paragraphs(self, most: int = 2) -> str:
        return "".join(self.paragraph() for _ in range(self.random.randint(1, most)))

    def heading(self) -> str:
        level, name = self.random.randint(2, 4), f' id="part-{next(self.number)}"' if self.random.random() < 0.4 else ""
        return f"<h{level}{name}>{self.words()}</h{level}>"

    def quotation(self) -> str:
        who = f"<footer>{self.words()}</footer>" if self.random.random() < 0.6 else ""
        return f"<blockquote>{self.paragraphs(3)}{who}</blockquote>"

    def list(self, depth: int = 1) -> str:
        tag = self.random.choice(["ul", "ol"])
        start = f' start="{self.random.randint(2, 99)}"' if tag == "ol" and self.random.random() < 0.5 else ""
        items = []
        for _ in range(self.random.randint(1, 3)):
            inside = self.list(depth + 1) if depth < 4 and self.random.random() < 0.4 else ""
            items.append(f"<li>{self.paragraphs()}{inside}</li>")
        return f"<{tag}{start}>{''.join(items)}</{tag}>"

    def figure(self) -> str:
        source = self.random.choice([f' data-file="{ID}"', ' src="https://pics.example/a.jpg"', ""])
        caption = f"<figcaption>{self.words()}</figcaption>" if self.random.random() < 0.5 else ""
        return f'<figure><img{source} alt="{self.words()}">{caption}</figure>'

    def table(self) -> str:
        caption = f"<caption>{self.words()}</caption>" if self.random.random() < 0.5 else ""
        width = self.random.randint(1, 4)
        rows = "".join(f"<tr>{self.row(width)}</tr>" for _ in range(self.random.randint(2, 4)))
        return f"<table>{caption}<tbody>{rows}</tbody></table>"

    def row(self, width: int) -> str:
        cells = ""
        while width:
            span = self.random.randint(1, width)
            tag, width = self.random.choice(["td", "th"]), width - span
            content = self.paragraphs() if self.random.random() < 0.8 else ""
            wide = f' colspan="{span}"' if span > 1 else ""
            cells += f"<{tag}{wide}>{content}</{tag}>"
        return cells

    def code(self) -> str:
        return f"<pre><code>{self.words()}\n    {self.words()}</code></pre>".replace("\u00a0", " ")

    def rule(self) -> str:
        return "<hr>"


STORED: Final = [
    *ODD,
    *(paste.stored for paste in PASTED if paste.stored),
    every(UUID(ID)),
    *(Writer(seed).text(blocks=1 + seed % 6) for seed in range(160)),
]
