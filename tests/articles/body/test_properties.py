"""Properties of every text, for arbitrary HTML that the sanitiser lets through."""

import re
from html import escape
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from articles import body
from articles.body import Block, Figure, Part, grammar
from articles.body.cleaning import sanitise

pytestmark = pytest.mark.once

PICTURE = "0f9c0000-0000-4000-8000-000000000000"
VOID = {"br", "col", "hr", "img"}
INLINE = sorted({"a", "cite", "font", "small", "span", "ins", "u", "q", "s", "strike", "blink", *grammar.MARK_OF})
BLOCKS = sorted((grammar.READ | grammar.DROPPED | {"svg", "noscript"}) - set(INLINE) - VOID - {"html", "body", "head"})
ATTRIBUTES = [
    "",
    ' class="x" id="a"',
    ' id="b"',
    ' start="7"',
    ' colspan="2"',
    ' rowspan="3"',
    ' rowspan="0" colspan="77"',
    ' href="/there"',
    ' href="javascript:x()"',
    ' href="http://[x"',
    ' style="font-weight:700"',
    ' style="font-weight:normal;font-style:italic"',
    ' style="mso-list:l0 level1 lfo1"',
    ' style="mso-list:l0 level3 lfo1"',
    ' style="vertical-align:super"',
]
PICTURES = [
    f'<img data-file="{PICTURE}" alt="alt">',
    '<img src="https://elsewhere.test/a.jpg" alt="alt">',
    '<img src="data:image/png;base64,AA">',
]
words = st.text("abcdefgh éß漢\u00a0\u00ad\n\t—&<>\"'", max_size=12).map(lambda text: escape(text, quote=False))
attributes = st.sampled_from(ATTRIBUTES)


def element(tags: list[str], inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def build(tag: str, told: str, content: list[str]) -> str:
        return f"<{tag}{told}>{''.join(content)}</{tag}>"

    return st.builds(build, st.sampled_from(tags), attributes, st.lists(inside, max_size=5))


leaves = words | st.sampled_from(["<br>", "<hr>", *PICTURES])
inline = st.recursive(leaves, lambda inside: element(INLINE, inside), max_leaves=6)
html = st.recursive(inline, lambda inside: element(BLOCKS, inside), max_leaves=25)
documents = st.lists(html, max_size=4).map("".join)
many = settings(max_examples=300, deadline=None)


@many
@given(documents)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = body.clean(text)
    assert body.clean(once) == once


@many
@given(documents)
def test_the_sanitiser_finds_nothing_to_take_from_what_is_stored(text: str) -> None:
    once = body.clean(text)
    assert sanitise(once).replace("&nbsp;", "\u00a0") == once.replace("&nbsp;", "\u00a0")


@many
@given(documents)
def test_reading_what_was_published_gives_the_same_blocks(text: str) -> None:
    parts = body.parse(body.clean(text))
    shown = [part for part in parts if not isinstance(part, Figure) or part.image_id]
    assert body.parse(body.render(map(looked_up, shown))) == shown


@many
@given(documents)
def test_what_is_stored_is_what_is_read(text: str) -> None:
    assert body.parse(body.clean(text)) == body.parse(sanitise(text))


@many
@given(documents)
@example("<div>One.</div><div>Two.</div>")
@example("<ul><li>a<ul><li>b</li></ul>c</li></ul>")
def test_no_word_is_lost_or_glued_to_another(text: str) -> None:
    parts = body.parse(body.clean(text))
    assert sorted(shown_words(parts)) == sorted(written_words(sanitise(text)))


@many
@given(documents)
def test_no_block_holds_another_blocks_tags(text: str) -> None:
    for inside in inline_html(body.parse(body.clean(text))):
        assert set(re.findall(r"</?([\w-]+)", inside)) <= set(grammar.INLINE)


def looked_up(part: Part) -> Block:
    if not isinstance(part, Figure):
        return part
    image: dict[str, Any] = {"src": f"/renditions/{part.image_id}/key/full-640.jpg", "width": 640, "height": 480}
    image |= {"alt_text": part.alt_text, "caption": part.caption, "credit": "© Pool", "renditions": []}
    return {"type": "image", "image": image}


def shown_words(parts: list[Part]) -> list[str]:
    captions = [part.caption for part in parts if isinstance(part, Figure)]
    return plain("\n".join([body.plain_text(parts), *captions]))


def plain(text: str) -> list[str]:
    """Words without the dashes before attributions and without Word's bullets."""
    return [word for word in re.sub(r"[\u00ad—]", " ", text).split() if not re.fullmatch(r"\w[.)]|·", word)]


def written_words(text: str) -> list[str]:
    root = LexborHTMLParser(text).body
    return plain("".join(texts(root))) if root else []


def texts(node: LexborNode) -> list[str]:
    """The text of an element as browsers lay it out: inline elements join text, all others separate it."""
    found: list[str] = []
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            found.append(child.text_content or "")
        elif child.tag == "iframe":
            continue
        else:
            apart = "" if child.tag in INLINE else " "
            found += [apart, *texts(child), apart]
    return found


def inline_html(parts: list[Part]) -> list[str]:
    found: list[str] = []
    for part in parts:
        if isinstance(part, Figure):
            continue
        found += [part["html"]] if "html" in part else []
        found += [cell["html"] for row in part.get("rows", []) for cell in row]
        for item in part.get("items", []):
            found += [item["html"], *inline_html([item["list"]] if item["list"] else [])]
    return found
