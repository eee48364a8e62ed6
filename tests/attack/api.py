"""Every public address with every parameter, and whatever else a request may hold.

Endpoints and their parameters are those of the schema that the server gives, so that a new one is tried by itself.
"""

import json
import re
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, urlencode

from articles.api.cursors import checksum
from tests.attack.asking import Client, Front, Request, Tally, ask_all
from tests.attack.cast import Cast
from tests.attack.hostile import BODIES, BROKEN, HEADERS, METHODS, SEGMENTS, TEXTS, VALUES

# What no schema lists: addresses outside the API, with their parameters.
OUTSIDE: Final = {
    "/": ("q",),
    "/articles/{slug}/": ("x",),
    "/topics/{slug}/": (),
    "/tags/{slug}/": (),
    "/authors/{slug}/": (),
    "/search/": ("q",),
    "/most-viewed/": (),
    "/preview/{token}/": (),
    "/feeds/articles.rss": ("topic", "tag", "author", "text", "limit"),
    "/feeds/articles.atom": ("topic", "tag", "author", "text", "limit"),
    "/feeds/articles.json": ("topic", "tag", "author", "text", "limit"),
    "/sitemap.xml": ("page",),
    "/sitemap-articles-{number}.xml": (),
    "/news-sitemap.xml": (),
    "/robots.txt": (),
    "/renditions/{id}/{key}/{name}.{extension}": ("preview",),
    "/static/{path}": (),
    "/healthz": ("x",),
    "/readyz": (),
    "/metrics": (),
    "/nothing/{path}": (),
    "/api/v1/schema/": ("format", "lang"),
    "/api/v1/docs/": ("script", "lang"),
    "/api/v1/nothing/{path}/": (),
    "/api/v1": (),
    "/admin/login/": ("next",),
}
# Values of parameters of which the schema has no list.
NAMED_VALUES: Final = {
    "include": [
        "body",
        "body_html",
        "related",
        "images",
        "corrections",
        "seo",
        "json_ld",
        "highlight",
        "authors.image",
    ],
    "fields": ["headline", "standfirst", "body", "related", "image", "tags", "authors", "topic", "corrections", "seo"],
    "search": ["harbour", "section"],
    "after": [""],
    "cursor": [""],
    "published_after": ["2000-01-01"],
    "published_before": ["2199-01-01"],
    "updated_after": ["2000-01-01"],
    "updated_before": ["2199-01-01"],
    "limit": ["1", "20"],
    "page_size": ["1", "100"],
}
GENERAL: Final = ("format", "callback", "nonsense", "__proto__", "fields[]")


@dataclass(frozen=True)
class Endpoint:
    """`path` with its placeholders; `names` of parameters of the query; `posts` if it takes a POST."""

    path: str
    names: tuple[str, ...]
    posts: bool = False


def run(front: Front, cast: Cast, tally: Tally) -> None:
    endpoints = [*described(front.client()), *(Endpoint(path, names) for path, names in OUTSIDE.items())]
    requests = [request for endpoint in endpoints for request in attacks(endpoint, cast, front.port)]
    ask_all(front, tally, front.shuffled([*requests, *forged()]))


def described(client: Client) -> list[Endpoint]:
    """The endpoints of the schema."""
    return endpoints_of(schema(client))


def schema(client: Client) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(client.ask(Request(b"/api/v1/schema/")).body)
    return told


def endpoints_of(told: dict[str, Any]) -> list[Endpoint]:
    found = []
    for path, methods in told["paths"].items():
        listed = [one for method in methods.values() for one in method.get("parameters", [])]
        names = dict.fromkeys(one["name"] for one in listed if one["in"] == "query")
        found.append(Endpoint(path, tuple(names), "post" in methods))
    return found


def attacks(endpoint: Endpoint, cast: Cast, port: int) -> Iterator[Request]:
    there = cast.filled(endpoint.path).encode()
    for name in dict.fromkeys([*endpoint.names, *(GENERAL if endpoint.path.startswith("/api/") else ())]):
        key = name.encode()
        yield from (Request(b"%s?%s=%s" % (there, key, value)) for value in VALUES)
        yield Request(b"%s?%s" % (there, b"&".join([b"%s=a" % key] * 100)))
        yield Request(b"%s?%s[$ne]=1&%s[]=2" % (there, key, key))
    yield Request(b"%s?%s" % (there, b"&".join(b"%s=%s" % (name.encode(), b"9" * 40) for name in endpoint.names)))
    for target in in_path(endpoint.path, cast):
        yield Request(target)
        if endpoint.posts:
            yield Request(target, b"POST")
    yield from (Request(there, headers=(header,)) for header in HEADERS)
    yield from (Request(there, method) for method in METHODS)
    if endpoint.posts or there in {b"/admin/login/", b"/"}:
        yield from (Request(there, b"POST", (header,)) for header in HEADERS if header[0] != b"Expect")
        yield from (Request(there, b"POST", ((b"Content-Type", kind),), body) for kind, body in BODIES)
        yield from (Request(there + b"?x=1", b"POST", ((b"Content-Type", kind),), body) for kind, body in BODIES)
    if endpoint.posts or not endpoint.names:
        host = b"127.0.0.1:%d" % port
        for broken in BROKEN:
            yield Request(there, raw=broken.replace(b"{}", there).replace(b"{host}", host))


def forged() -> Iterator[Request]:
    """Cursors with checksums that are right, and places where nothing is: neither is secret."""
    for place in (*("0 0", "1 1", "9" * 18 + " " + "9" * 19, "0 9223372036854775807", "253402300800000000 1"), "٣ 1"):
        for rest in ("", " 0", " 9223372036854775807", f" begun {place}", f" 1 begun {place}"):
            text = f"changes {place}{rest}"
            sealed = f"{text} {checksum(text)}".encode()
            yield Request(b"/api/v1/changes/?after=%s" % urlsafe_b64encode(sealed).rstrip(b"="))
    for place in TEXTS:
        for beside in ({}, {"r": "1"}, {"o": "1000"}, {"o": "9" * 40}, {"o": "-1"}, {"o": "x"}):
            query = urlencode({"p": place, **beside}, errors="surrogatepass").encode()
            plain = b64encode(query).decode()
            for path, more in (
                ("/api/v1/articles/", ""),
                ("/api/v1/articles/", "&ordering=-views"),
                ("/api/v1/tags/", ""),
            ):
                which = [("ordering", "-views")] if more else []
                text = f"{plain}.{checksum(f'{path} {which} {plain}')}"
                yield Request(f"{path}?cursor={quote(text, safe='')}{more}".encode())


def in_path(path: str, cast: Cast) -> Iterator[bytes]:
    """The address with each placeholder in turn as it should not be."""
    for name in re.findall(r"{(\w+)}", path):
        start, _, end = cast.filled(path, leave=name).encode().partition(b"{%s}" % name.encode())
        yield from (start + segment + end for segment in SEGMENTS)


def filled_parameters(parameters: list[dict[str, Any]]) -> dict[str, list[str]]:
    """The values that the schema lists for each parameter, or an example."""
    found = {}
    for one in parameters:
        kind = one["schema"].get("items", one["schema"])
        values = [str(value) for value in kind.get("enum", [])]
        found[one["name"]] = values or NAMED_VALUES.get(one["name"], ["1"])
    return found
