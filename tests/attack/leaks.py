"""Walks every public address in every form, and looks for a word that only what is not public holds.

Asked for by parts of the word alone, so that an answer that has it has it from the database.
"""

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any, Final
from urllib.parse import quote

from tests.attack.api import filled_parameters, schema
from tests.attack.asking import Front, Request, Tally, ask_all
from tests.attack.cast import MARK, Cast, Hidden

PART: Final = MARK[:-1]
FEEDS: Final = [f"/feeds/articles.{kind}" for kind in ("rss", "atom", "json")]
# Where originals of pictures would be if they were public, and ways out of folders that are.
FOLDERS: Final = ("originals", "media", "media/originals", "var/originals", "static/../originals", "uploads")
OUT: Final = ("..%2f", "%2e%2e/", "..%5c", "....//")
SITEMAPS: Final = 20


def run(front: Front, cast: Cast, tally: Tally) -> None:
    client = front.client()
    told = schema(client)
    see(front, cast, tally)
    addresses = chain(described(told, cast), named(cast), outside(cast), pictures(cast))
    requests = [Request(address.encode()) for address in dict.fromkeys(addresses)]
    ask_all(front, tally, front.shuffled(requests))


def see(front: Front, cast: Cast, tally: Tally) -> None:
    """The word stands behind the right addresses: a walk that cannot see it proves nothing."""
    client = front.client()
    blind = Tally("", MARK)
    for token in cast.right_tokens:
        request = Request(f"/api/v1/preview/{token}/".encode())
        blind.judge(client.ask(request), request)
    if len(blind.leaks) != len(cast.right_tokens):
        tally.losses.append(f"the word is seen in {len(blind.leaks)} of {len(cast.right_tokens)} previews")


def described(told: dict[str, Any], cast: Cast) -> Iterator[str]:
    """Every endpoint of the schema: with each value of each parameter that has a list of them, with all of them at
    once, and with what leads to hidden stories.
    """
    hidden = [value for story in cast.hidden for value in (story.slug, story.id, story.tag, story.author, story.topic)]
    for path, methods in told["paths"].items():
        there = cast.filled(path)
        yield there
        parameters = [one for one in methods.get("get", {}).get("parameters", []) if one["in"] == "query"]
        for name, values in filled_parameters(parameters).items():
            yield from (f"{there}?{name}={quote(value)}" for value in values)
            yield f"{there}?{name}={quote(','.join(values))}"
            yield from (f"{there}?{name}={quote(value)}" for value in [*hidden, f"-{hidden[0]}", PART, f"{PART}*"])
            yield f"{there}?{name}={quote(','.join(story.slug for story in cast.hidden))}"
        names = {one["name"] for one in parameters}
        if "include" in names:
            for more in ("cursor=", "ordering=-views", "search=-zebra", "page_size=100", "ordering=published_at"):
                yield f"{there}?include=body,body_html,related,images,seo,corrections,json_ld&{more}"
        if "fields" in names:
            yield from (f"{there}?fields={one}" for one in ("id", "headline", "body", "related.headline", "images"))


def named(cast: Cast) -> Iterator[str]:
    """What is hidden, by its name, its id and its tokens."""
    for story in cast.hidden:
        for address in (story.slug, story.id, story.id.replace("-", ""), story.slug.upper(), f"{story.slug}%00"):
            for rest in ("", "related/", "views/", "?format=ninjs", "?fields=headline", "related/?limit=20"):
                yield f"/api/v1/articles/{address}/{rest}"
            yield f"/articles/{address}/"
            for path in (f"/{address}", f"/section/{address}", f"/articles/{address}/"):
                yield f"/api/v1/resolve/?path={quote(path, safe='')}"
        yield from _people(story)
    yield from (f"/api/v1/resolve/?path=%2Fold%2F{position}" for position in range(len(cast.hidden)))
    yield "/api/v1/resolve/?path=%2Fnote"
    yield f"/api/v1/collections/{MARK}-secret/"
    yield from (f"/api/v1/{name}/{MARK}-unused/" for name in ("tags", "authors"))
    for token in cast.wrong_tokens:
        for rest in ("", "?fields=headline", "?renditions=none"):
            yield f"/api/v1/preview/{quote(token, safe='')}/{rest}"
        yield f"/preview/{quote(token, safe='')}/"


def _people(story: Hidden) -> Iterator[str]:
    for name, slug in (("tag", story.tag), ("author", story.author), ("topic", story.topic)):
        for rest in ("", "?renditions=full"):
            yield f"/api/v1/{name}s/{slug}/{rest}"
        yield from (f"{feed}?{name}={slug}{rest}" for feed in FEEDS for rest in ("", "&text=full", "&limit=100"))
        for rest in ("", "&include=body,related", "&cursor=", "&ordering=-views"):
            yield f"/api/v1/articles/?{name}={slug}{rest}"
        yield f"/api/v1/articles/?{name}=-{slug}&include=body"
        for window in ("1h", "24h", "7d", "30d"):
            yield f"/api/v1/most-viewed/?window={window}&{'topic' if name == 'topic' else 'tag'}={slug}"


def outside(cast: Cast) -> Iterator[str]:
    """Feeds, maps and whatever else is public besides the API."""
    yield from ("/", "/healthz", "/readyz", "/metrics", "/robots.txt", "/sitemap.xml", "/news-sitemap.xml")
    yield from ("/admin/", "/admin/login/", "/api/v1/docs/", "/api/v1/schema/", f"/search/?q={PART}", "/most-viewed/")
    yield from (f"/sitemap-articles-{number}.xml" for number in range(SITEMAPS))
    for feed in FEEDS:
        for query in ("text=full", "limit=100", "text=full&limit=100", f"tag=-{MARK}", "topic=harbour&text=full"):
            yield f"{feed}?{query}"
    words = (PART, f"{PART}*", f'"{PART}"', f"{MARK[1:]}*", f"{PART}q draft", f"{PART}s", f"-{PART}", f"{PART[:4]}*")
    for word in words:
        for rest in ("", "&include=highlight,body", "&cursor=", "&include=highlight&ordering=relevance"):
            yield f"/api/v1/articles/?search={quote(word)}{rest}"
        yield from (f"/api/v1/{name}/?search={quote(word)}" for name in ("tags", "topics", "authors"))


def pictures(cast: Cast) -> Iterator[str]:
    """Pictures that no live story shows, as renditions and as originals."""
    for story in cast.hidden:
        yield from (f"/api/v1/images/{image}/" for image in story.images)
        for path in story.renditions:
            yield path
            # A token opens the pictures of its own story alone.
            yield from (f"{path}?preview={quote(token, safe='')}" for token in ["", "x", cast.token])
            if story is cast.hidden[0]:
                yield from (f"{path}?preview={quote(token, safe='')}" for token in cast.wrong_tokens)
        for file in story.files:
            yield from (f"/{folder}/{file}" for folder in FOLDERS)
            yield from (f"/static/{out}originals/{file}" for out in OUT)
            yield from (f"/renditions/{out}originals/{file}" for out in OUT)
    for name in ("secret_key", "editor_password", "newsroom.sqlite3"):
        yield from (f"/{base}/{out}{name}" for base in ("static", "renditions", "static/admin") for out in OUT)


def documents(front: Front) -> dict[str, Any]:
    """Every live story by its id, as readers get it."""
    told = json.loads(front.client().ask(Request(b"/api/v1/changes/?limit=1000")).body)
    return {one["id"]: one["article"] for one in told["results"] if one["article"]}
