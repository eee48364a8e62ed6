"""Every public answer of a newsroom: requests all addresses that are reachable from other answers."""

import hashlib
import html
import json
import re
from typing import Any

from django.conf import settings
from django.test import Client, override_settings

API = "/api/v1/"
BEGIN = [
    "/",
    "/robots.txt",
    "/sitemap.xml",
    "/news-sitemap.xml",
    *(f"/feeds/articles.{kind}?text=full" for kind in ("rss", "atom", "json")),
    *(f"{API}{list}/" for list in ("articles", "topics", "tags", "authors", "collections", "most-viewed", "changes")),
    *(f"{API}articles/?{query}" for query in ("cursor=", "include=body", "search=reopened", "ordering=-views")),
    *(f"{API}articles/{slug}/" for slug in ("ferry", "void", "gone", "secret", "tomorrow")),
    *(f"{API}resolve/?path={path}" for path in ("/old", "/articles/ferry/", "/articles/void/", "/articles/secret/")),
    f"{API}schema/",
    f"{API}docs/",
]
# What changes with time, or with every request.
MOVING = re.compile(r'"(as_of|next)": ?"[^"]*"|nonce="[^"]*"|<lastBuildDate>.*?</lastBuildDate>')
KEPT = ("Content-Type", "Location", "Surrogate-Key", "Last-Modified", "Content-Length")


def walk() -> dict[str, Any]:
    """Status, headers and content by address."""
    client = Client(headers={"host": "news.test", "accept": "*/*"})
    todo, found = list(BEGIN), dict[str, Any]()
    while todo:
        address = todo.pop()
        if address in found:
            continue
        answer: Any = client.get(address)
        content = answer.getvalue() if answer.streaming else answer.content
        text = content.decode(errors="replace") if not answer["Content-Type"].startswith("image") else ""
        seen = MOVING.sub("", text) or hashlib.sha256(content).hexdigest()
        headers = {name: answer[name] for name in KEPT if name in answer and not MOVING.search(text)}
        found[address] = [answer.status_code, headers, seen]
        todo += named(text)
    return found


def named(text: str) -> list[str]:
    """The addresses of this service in a text, with the further addresses of stories and pictures."""
    addresses = {html.unescape(one) for one in re.findall(re.escape(settings.PUBLIC_URL) + r"([^\s\"'<>\\,)]*)", text)}
    stories = [one for one in addresses if re.fullmatch(rf"{API}articles/[\w-]+/", one)]
    addresses |= {story + more for story in stories for more in ("related/", "views/", "?format=ninjs")}
    addresses |= {f"{API}images/{one.split('/')[2]}/" for one in addresses if one.startswith("/renditions/")}
    return sorted(address for address in addresses if address.startswith("/"))


def printed() -> None:
    plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(STORAGES=settings.STORAGES | plain):
        print(json.dumps(walk()))  # noqa: T201
