"""Relative addresses in published HTML, made absolute against the story's page."""

from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import body
from articles.body.links import made_absolute

PAGE = "https://www.example.com/city/bridge"


@pytest.mark.parametrize(
    ("address", "absolute"),
    [
        ("/about", "https://www.example.com/about"),
        ("about", "https://www.example.com/city/about"),
        ("./about", "https://www.example.com/city/about"),
        ("../about", "https://www.example.com/about"),
        ("../../../about", "https://www.example.com/about"),
        ("#what-changed", f"{PAGE}#what-changed"),
        ("?page=2&amp;x=1", f"{PAGE}?page=2&amp;x=1"),
        ("", PAGE),
        ("//cdn.example/x", "https://cdn.example/x"),
        ("\\about", "https://www.example.com/about"),
        ("\\\\cdn.example\\x", "https://cdn.example/x"),
        ("/über uns", "https://www.example.com/über uns"),
        ("/a?next=\\b", "https://www.example.com/a?next=\\b"),
        ("https://other.example/x", "https://other.example/x"),
        ("HTTP://other.example/x", "HTTP://other.example/x"),
        ("mailto:ana@example.com", "mailto:ana@example.com"),
        ("tel:+123", "tel:+123"),
        ("http://[insert-link-here]", "http://[insert-link-here]"),
        ("//[", "//["),
    ],
)
def test_addresses(address: str, absolute: str) -> None:
    html = f'<p>See <a href="{address}" title="1 > 2">here</a>.</p>'
    assert made_absolute(html, PAGE) == f'<p>See <a href="{absolute}" title="1 > 2">here</a>.</p>'


def test_what_only_looks_like_a_link_is_text() -> None:
    html = '<p>Write href="/x" or &lt;a href="/y"&gt;. <img src="/z.webp" alt="href=/a &quot; src=/b > c"></p>'
    expected = html.replace('src="/z.webp"', 'src="https://www.example.com/z.webp"')
    assert made_absolute(html, PAGE) == expected


class Addresses(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.text += data


@given(st.text(), st.text())
def test_whatever_an_editor_links_stays_one_link_with_its_words(address: str, words: str) -> None:
    html = body.clean(f'<p><a href="{escape(address)}">{escape(words)}</a></p>')
    before, after = Addresses(html), Addresses(made_absolute(html, PAGE))
    assert (len(after.found), after.text) == (len(before.found), before.text)
    assert not [one for one in after.found if one.startswith(("/", "#", "?"))]
