"""`python -m tests.benchmark costs`: the cost of the most expensive values of each parameter and each pair.

Milliseconds and queries of Django's test client, in the archive that DATA_DIR or DATABASE_URL names. Medians of three,
with nothing stored. What takes longer than QUERY_SECONDS counts as that long.
"""

import itertools
import os
import statistics
import time
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlencode

import django

LIST: Final = "/api/v1/articles/"
ROUNDS: Final = 3
SHOWN: Final = 25


def dearest() -> dict[str, list[tuple[str, str]]]:
    """Each parameter's most expensive values, by name: those of most stories, as many as are allowed."""
    from django.db.models import Count

    from articles.models import PublishedArticle, PublishedAuthor, PublishedTag, Topic

    def most(rows: Any, name: str) -> list[str]:
        found = rows.values_list(f"{name}__slug").annotate(of=Count("pk")).order_by("-of")[:20]
        return [slug for slug, _ in found]

    tags, authors = most(PublishedTag.objects, "tag"), most(PublishedAuthor.objects, "author")
    topics = list(Topic.objects.values_list("slug", flat=True)[:20])
    ids = [str(pk) for pk in PublishedArticle.objects.live().values_list("article_id", flat=True)[:20]]
    each = {"tag": tags, "author": authors, "topic": topics}
    asked: dict[str, list[tuple[str, str]]] = {}
    for name, slugs in each.items():
        asked[f"{name}: one"] = [(name, slugs[0])]
        asked[f"{name}: any of ten"] = [(name, ",".join(slugs[:10]))]
        asked[f"{name}: all of ten"] = [(name, slug) for slug in slugs[:10]]
        asked[f"{name}: none of ten"] = [(name, ",".join(f"-{slug}" for slug in slugs[:10]))]
        asked[f"{name}: not ten"] = [(name, f"-{slug}") for slug in slugs[:10]]
        asked[f"{name}: ten unknown"] = [(name, f"no-{slug}") for slug in slugs[:10]]
    return asked | {
        "id: ten": [("id", ",".join(ids[:10]))],
        "genre: none of two": [("genre", "-report,-analysis")],
        "language: all": [("language", "en")],
        "published_after: all": [("published_after", "1900-01-01")],
        "updated_before: all": [("updated_before", "2100-01-01")],
        "search: the": [("search", "the")],
        "search: beginnings": [("search", "a* b* c* d* e*")],
        "search: without": [("search", "the -harbour -council -ferry")],
        "search: phrase": [("search", '"of the city"')],
        "search: unknown": [("search", "xqzt wvvq zzyx")],
        "ordering: oldest": [("ordering", "published_at")],
        "ordering: updated": [("ordering", "-updated_at")],
        "ordering: views": [("ordering", "-views")],
        "page: deep": [("page", "150"), ("page_size", "100")],
        "cursor": [("cursor", ""), ("page_size", "100")],
        "fields": [("fields", "slug,image.renditions.url")],
        "include: whole": [("include", "body,body_html,images,related,corrections,seo,json_ld,authors.image")],
        "renditions: all": [("renditions", "wide,full,standard,square")],
    }


def requests() -> Iterator[tuple[str, str]]:
    """Names and addresses: every parameter, every pair of parameters, and other endpoints."""
    asked = dearest()
    for name, query in asked.items():
        yield name, f"{LIST}?{urlencode(query)}"
    for (one, first), (other, second) in itertools.combinations(asked.items(), 2):
        if one.split(":")[0] != other.split(":")[0]:
            yield f"{one} + {other}", f"{LIST}?{urlencode(first + second)}"
    tag, topic = asked["tag: any of ten"][0][1], asked["topic: any of ten"][0][1]
    for window in ("1h", "7d", "30d"):
        yield f"most viewed {window}", f"/api/v1/most-viewed/?window={window}&limit=50&tag={tag}&topic={topic}"
    for path in ("tags/?search=a", "tags/?page_size=100", "topics/", "authors/", "changes/?limit=1000"):
        yield path, f"/api/v1/{path}"
    yield "resolve", "/api/v1/resolve/?path=/a/b/c/d"
    for path in ("feeds/articles.rss", "feeds/articles.json", "sitemap.xml", "news-sitemap.xml"):
        yield path, f"/{path}" + (f"?tag={tag}" if "feeds" in path else "")


def measure() -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(raise_request_exception=False)
    # Without this the first request would include what is loaded only once.
    client.get(LIST)
    found = []
    for name, address in requests():
        times = []
        for _ in range(ROUNDS):
            begun = time.perf_counter()
            answer = client.get(address)
            times.append((time.perf_counter() - begun) * 1000)
            if answer.status_code == 503:
                break
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address)
        found.append((statistics.median(times), len(queries), answer.status_code, name))
    report(found, connection.vendor)


def report(found: list[tuple[float, int, int, str]], vendor: str) -> None:
    usual = statistics.median(time for time, *_ in found)
    print(f"\nCosts on {vendor}: {len(found)} requests, median {usual:.0f} ms; the dearest {SHOWN}\n")
    print("| | ms | queries | status |\n|---|---:|---:|---:|")
    for time_, queries, status, name in sorted(found, reverse=True)[:SHOWN]:
        print(f"| {name} | {time_:.0f} | {queries} | {status} |")
    print("\nAlone:\n\n| | ms | queries | status |\n|---|---:|---:|---:|")
    for time_, queries, status, name in found:
        if " + " not in name:
            print(f"| {name} | {time_:.0f} | {queries} | {status} |")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.benchmark.settings")
    os.environ.setdefault("LOG_LEVEL", "ERROR")
    django.setup()
    measure()
