"""Only what a story may contain is stored."""

import pytest

from articles import body


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("<p>Hello <strong>there</strong>.</p>", "<p>Hello <strong>there</strong>.</p>"),
        ("<p>Hi<script>alert(1)</script></p>", "<p>Hi</p>"),
        ('<p onclick="x()" style="color:red" class="a">Hi</p>', "<p>Hi</p>"),
        ('<a href="javascript:alert(1)">x</a>', "<p>x</p>"),
        ('<a href="https://example.test/" target="_blank">x</a>', '<p><a href="https://example.test/">x</a></p>'),
        ('<a href="/articles/a/">x</a>', '<p><a href="/articles/a/">x</a></p>'),
        ('<a href="http://[x]/">x</a>', "<p>x</p>"),
        ('<a href=" JAVA\tSCRIPT:alert(1)">x</a>', "<p>x</p>"),
        (
            '<a href="tel:+3412" title="a &quot;b&quot;">x</a>',
            '<p><a href="tel:+3412" title="a &quot;b&quot;">x</a></p>',
        ),
        ('<iframe src="https://evil.test/"></iframe><p>x</p>', "<p>x</p>"),
        ('<img src="data:text/html;base64,AA" onerror="x()" alt="a">', '<figure><img alt="a"></figure>'),
        ("<h1>One</h1><h5>Five</h5>", "<h2>One</h2><h4>Five</h4>"),
        ("<p><b>bold</b> <i>italic</i></p>", "<p><strong>bold</strong> <em>italic</em></p>"),
        ("<svg><script>alert(1)</script></svg>", ""),
        ('<figure class="x"><img src="/p" data-file="1"></figure>', '<figure><img src="/p" alt=""></figure>'),
        ("<p>a</p><!-- b --><p>c</p>", "<p>a</p><p>c</p>"),
        ('<h2 id="a&quot;b">x</h2><h2 id="ok-1">y</h2>', '<h2>x</h2><h2 id="ok-1">y</h2>'),
    ],
)
def test_only_known_elements_attributes_and_schemes_stay(html: str, cleaned: str) -> None:
    assert body.clean(html) == cleaned


@pytest.mark.parametrize("html", ["", "   ", "<p></p>", "<p> </p><p><br></p>"])
def test_an_empty_editor_stores_nothing(html: str) -> None:
    assert body.clean(html) == ""


def test_cleaning_twice_changes_nothing() -> None:
    once = body.clean(
        "<h1>x</h1><p>a &amp; b &lt;c&gt; <b>d</b></p><blockquote><p>q</p><footer>w</footer></blockquote>"
    )
    assert body.clean(once) == once
