"""The judge of an attack: every verdict falls on an answer that is bad, and on none that is good."""

import json
from typing import Any

import pytest

from articles.editing.failing import UNFORESEEN
from tests.attack import judge
from tests.attack.judge import Answer

pytestmark = pytest.mark.once

HTML = {"content-type": "text/html; charset=utf-8"}
THEMED = '<link rel="stylesheet" href="/static/theme/theme.1f2e.css">'
MARK = "zzyzx"


def page(html: str, status: int = 200, target: str = "/admin/") -> Answer:
    return Answer("GET", target, status, HTML, html.encode())


def told(value: Any, status: int = 200, kind: str = "application/json", target: str = "/api/v1/articles/") -> Answer:
    return Answer("GET", target, status, {"content-type": kind}, json.dumps(value).encode())


def feed(xml: str, kind: str = "rss") -> Answer:
    return Answer("GET", f"/feeds/articles.{kind}", 200, {"content-type": f"application/{kind}+xml"}, xml.encode())


@pytest.mark.parametrize(
    "answer",
    [
        page("", 500),
        page("Busy", 503),
        Answer("GET", "/", 0),
        page(f"<p>{UNFORESEEN}</p>"),
    ],
    ids=["500", "503", "no answer", "caught by the admin"],
)
def test_errors_of_the_server(answer: Answer) -> None:
    assert judge.server_error(answer)


@pytest.mark.parametrize("status", [200, 304, 400, 404, 413, 429])
def test_no_error_of_the_server(status: int) -> None:
    assert judge.server_error(page("<p>Not saved: a colleague has deleted this meanwhile.</p>", status)) == ""


@pytest.mark.parametrize(
    "answer",
    [
        page("<!doctype html><title>Server Error (500)</title><h1>Server Error (500)</h1>", 500),
        page("<title>Not Found</title><h1>Not Found</h1>", 404),
        page("<h1>Bad Request (400)</h1>", 400, "/"),
        page("<title>403 Forbidden</title><h1>Forbidden <span>(403)</span></h1>", 403),
        page(f"{THEMED}<pre>Traceback (most recent call last):</pre>"),
        page("<h1>Not Found</h1>", 404, "/api/v1/nothing/"),
        told({"detail": "Not found."}, 404),
    ],
    ids=["500", "404", "400", "CSRF", "traceback", "page in the API", "JSON without a problem"],
)
def test_bare_pages(answer: Answer) -> None:
    assert judge.bare(answer)


@pytest.mark.parametrize(
    "answer",
    [
        page(f"{THEMED}<h1>Not yours to do</h1>", 403),
        page('<link href="/static/reader/reader.css"><h1>There is nothing here</h1>', 404, "/nothing/"),
        told({"title": "Not Found"}, 404, judge.PROBLEM),
        Answer("GET", "/renditions/x", 404, {"content-type": "text/plain"}, b"Not found.\n"),
        Answer("HEAD", "/api/v1/nothing/", 404, HTML),
        Answer("POST", "/", 405, HTML),
        page("<h1>What to do about Server Errors</h1>"),
    ],
    ids=["admin", "reader", "problem", "a line", "HEAD", "empty", "a story"],
)
def test_no_bare_pages(answer: Answer) -> None:
    assert judge.bare(answer) == ""


@pytest.mark.parametrize(
    "answer",
    [
        told({"headline": f"{MARK} draft"}),
        told({"headline": f"{MARK} draft"}, target=f"/api/v1/articles/{MARK}-draft/"),
        told({"slug": f"{MARK}-draft"}, target=f"/api/v1/articles/?search={MARK[:-1]}*"),
        Answer("GET", "/x", 301, {"location": f"/articles/{MARK}/"}),
        Answer("GET", "/renditions/x.jpg", 200, {"content-type": "image/jpeg"}, b"\xff\xd8\x00<xmp>zzyzx\xff"),
    ],
    ids=["in a list", "beside what was asked", "by a part of it", "in a redirect", "in a picture"],
)
def test_leaks(answer: Answer) -> None:
    assert judge.leak(answer, MARK)


@pytest.mark.parametrize(
    "answer",
    [
        told({"headline": "A story"}),
        told({"next": f"https://x.test/api/v1/articles/?tag={MARK}-draft&page=2"}, target=f"/x/?tag={MARK}-draft"),
        told({"detail": f"“{MARK} draft” is no genre."}, 400, target=f"/x/?genre={MARK}+draft"),
        told({"detail": f"“{MARK}-b” is no genre."}, 400, target=f"/x/?genre=report,-{MARK}-b"),
        told({"path": f"/{MARK}/b"}, target=f"/x/?path=%2F{MARK}%2Fb%2F"),
        page(f"<p>{MARK} &amp; co</p>", target=f"/x/?q={MARK}%20%26%20co"),
    ],
    ids=["nothing of it", "in a link", "in an error", "one of several", "a path", "escaped"],
)
def test_no_leaks(answer: Answer) -> None:
    assert judge.leak(answer, MARK) == ""


RUN = [
    "<script>pwned()</script>",
    "<img src=x onerror=pwned()>",
    "<a href='javascript:pwned()'>x</a>",
    "<a href='jav&#x09;ascript:pwned()'>x</a>",
    "<a href=' JaVaScRiPt:pwned()'>x</a>",
    "<iframe srcdoc='&lt;script>pwned()&lt;/script>'></iframe>",
    "<svg onload=pwned()>",
    "<object data='data:text/html,pwned'></object>",
    "<form action='javascript:pwned()'>",
    "<meta http-equiv=refresh content='0;url=javascript:pwned()'>",
    "<title></title><p><img src onerror=pwned()>",
]
TAME = [
    "&lt;script&gt;pwned()&lt;/script&gt;",
    "<p>on error=pwned() and javascript:pwned()</p>",
    '<a href="https://x.test/?javascript:pwned()" title="onclick=pwned()">x</a>',
    "<pre><code>&lt;img onerror=pwned()&gt;</code></pre>",
    '<img src="/renditions/x.webp" alt="pwned()">',
]


@pytest.mark.parametrize("html", RUN)
def test_scripts(html: str) -> None:
    assert judge.script(page(f"<!doctype html><body>{THEMED}{html}"))
    assert judge.script(told({"results": [{"body_html": html}]}))
    assert judge.script(told({"body": [{"type": "list", "items": [{"html": html, "list": None}]}]}))
    assert judge.script(told({"highlight": {"snippet": html}}))
    assert judge.script(told({"bodies": [{"contentType": "text/html", "value": html}]}))
    escaped = html.replace("&", "&amp;").replace("<", "&lt;")
    assert judge.script(feed(f"<rss><item><description>{escaped}</description></item></rss>"))
    assert judge.script(feed(f'<feed><entry><content type="html">{escaped}</content></entry></feed>', "atom"))


@pytest.mark.parametrize("html", TAME)
def test_no_scripts(html: str) -> None:
    assert judge.script(page(f"<!doctype html><body><script>start()</script>{html}")) == ""
    assert judge.script(told({"results": [{"body_html": html, "highlight": {"headline": html}}]})) == ""
    escaped = html.replace("&", "&amp;").replace("<", "&lt;")
    assert judge.script(feed(f"<rss><item><description>{escaped}</description></item></rss>")) == ""


@pytest.mark.parametrize("html", RUN)
def test_plain_text_is_no_html(html: str) -> None:
    assert judge.script(told({"headline": html, "bodies": [{"contentType": "text/plain", "value": html}]})) == ""
    assert judge.script(page(f"<textarea>{html.replace('<', '&lt;')}</textarea>")) == ""
    assert judge.script(Answer("HEAD", "/api/v1/articles/", 200, {"content-type": "application/json"})) == ""
    assert judge.script(Answer("GET", "/views.csv", 200, {"content-type": "text/csv"}, html.encode())) == ""


def test_scripts_of_a_page_that_hold_data() -> None:
    assert judge.script(page('<script type="application/json">{"x": "pwned()"}</script>')) == ""
    assert judge.script(page('<script>const x = "pwned()";</script>'))


@pytest.mark.parametrize("name", ["url", "canonical_url", "license_url", "src", "href", "next"])
def test_addresses_that_run(name: str) -> None:
    assert judge.script(told({name: "javascript:pwned()"}))
    assert judge.script(told({name: "https://x.test/javascript:"})) == ""


def test_feeds_that_are_none() -> None:
    assert judge.script(feed("<rss><item></rss>"))
    assert judge.script(feed("<rss><script>pwned()</script></rss>"))
    assert judge.script(feed("<rss><link>javascript:pwned()</link></rss>"))
    plain = '<rss xmlns:m="http://search.yahoo.com/mrss/"><m:description>&lt;script></m:description></rss>'
    assert judge.script(feed(plain)) == ""
    assert judge.script(feed("<rss><title>&lt;script&gt;</title><link>https://x.test/</link></rss>")) == ""


@pytest.mark.parametrize(
    "to", ["https://evil.example/", "//evil.example", "/\\evil.example", "\t//evil.example", "javascript:pwned()"]
)
def test_redirects_to_elsewhere(to: str) -> None:
    assert judge.astray(Answer("GET", "/admin/login/", 302, {"location": to}))


@pytest.mark.parametrize("to", ["", "/admin/", "/admin/?next=//evil.example", "http://127.0.0.1:8297/api/v1/", "?q=a"])
def test_redirects_within(to: str) -> None:
    assert judge.astray(Answer("GET", "/admin/login/", 302, {"location": to})) == ""
