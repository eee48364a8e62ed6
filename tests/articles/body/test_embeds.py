"""Videos are recognised by their addresses, and lookalikes are not."""

import pytest
from pytest_django import Settings

from articles import body


@pytest.fixture(autouse=True)
def _hosts(settings: Settings) -> None:
    settings.EMBED_HOSTS = ["www.youtube.com", "youtu.be", "vimeo.com", "films.test"]


@pytest.mark.parametrize(
    ("html", "provider"),
    [
        ("https://www.youtube.com/watch?v=abc", "youtube"),
        ("https://www.youtube.com/watch?list=x&amp;v=abc-_1&amp;t=90", "youtube"),
        ("https://www.youtube.com/shorts/abc", "youtube"),
        ("https://youtu.be/abc?t=1", "youtube"),
        ("https://vimeo.com/76979871", "vimeo"),
        ("https://vimeo.com/76979871/0a1b2c", "vimeo"),
        ("https://films.test/any/thing?x=1", "films.test"),
        ('<a href="https://youtu.be/a1?t=1&amp;b=2">https://youtu.be/a1?t=1&amp;b=2</a>', "youtube"),
        (" https://youtu.be/abc ", "youtube"),
    ],
)
def test_an_address_alone_in_a_paragraph_is_a_film(html: str, provider: str) -> None:
    [block] = body.parse(f"<p>{html}</p>")
    assert not isinstance(block, body.Figure)
    assert (block["type"], block["provider"]) == ("embed", provider)
    assert body.parse(body.render([block])) == [block]
    assert body.parse(body.clean(f"<p>{html}</p>")) == [block]


@pytest.mark.parametrize(
    ("html", "url"),
    [
        ("<p>https://www.youtube.com/watch?v=abc&amp;t=90</p>", "https://www.youtube.com/watch?v=abc&t=90"),
        ('<p><a href="https://youtu.be/a1">https://youtu.be/a1</a></p>', "https://youtu.be/a1"),
        (
            '<iframe src="//www.youtube-nocookie.com/embed/abc?rel=0&amp;autoplay=1"></iframe>',
            "https://www.youtube.com/watch?v=abc",
        ),
        ('<iframe src="https://player.vimeo.com/video/76979871?h=1#t=5s"></iframe>', "https://vimeo.com/76979871"),
    ],
)
def test_its_address_is_written_again_from_what_was_understood(html: str, url: str) -> None:
    [block] = body.parse(html)
    assert not isinstance(block, body.Figure)
    assert (block["type"], block["url"]) == ("embed", url)


@pytest.mark.parametrize(
    "text",
    [
        "https://[insert-link-here]",
        "http://[example]/x",
        "https://exa℀mple.test/",
        "https://evil.example\\@www.youtube.com/watch?v=abc",
        "https://evil.example@www.youtube.com/watch?v=abc",
        "https://www.youtube.com@evil.example/watch?v=abc",
        "https://www.youtube.com:8443/watch?v=abc",
        "https://www.youtube.com:/watch?v=abc",
        "https://www.youtube.com.evil.example/watch?v=abc",
        "https://WWW.youtube.com/watch?v=abc",
        "https://www.youtube.com\uff0fwatch?v=abc",
        "https://www.youtube.com\t/watch?v=abc",
        "http://www.youtube.com/watch?v=abc",
        "//www.youtube.com/watch?v=abc",
        "https://www.youtube.com/",
        "https://www.youtube.com/@channel",
        "https://www.youtube.com/watch?v=",
        'https://www.youtube.com/watch?v="><script>',
        "https://vimeo.com/about",
        "https://elsewhere.test/",
        "See https://youtu.be/abc",
        "https://youtu.be/abc https://youtu.be/def",
    ],
)
def test_other_text_stays_a_paragraph(text: str) -> None:
    from html import escape

    [block] = body.parse(f"<p>{escape(text, quote=False)}</p>")
    assert not isinstance(block, body.Figure)
    assert block["type"] == "paragraph"
    assert body.plain_text([block]) == " ".join(text.split())


@pytest.mark.parametrize(
    "html",
    [
        '<p><a href="https://evil.example/">https://youtu.be/abc</a></p>',
        "<p><strong>https://youtu.be/abc</strong></p>",
        "<ul><li>https://youtu.be/abc</li></ul>",
    ],
)
def test_an_address_that_is_more_than_an_address_is_no_film(html: str) -> None:
    assert "embed" not in [block["type"] for block in body.parse(html) if not isinstance(block, body.Figure)]
