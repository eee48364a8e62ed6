"""`GET articles/{slug}/?format=ninjs`: IPTC's ninjs 3.1."""

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.test import Client
from jsonschema import Draft202012Validator
from pytest_django import DjangoAssertNumQueries

from articles.models import Article
from articles.publishing import verbs
from media.models import Image
from media.renditions import key
from tests import factories

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
SCHEMA = Path(__file__).parents[2] / "schemas" / "ninjs-3.1.json"
API = "https://news.test/api/v1"
EXCLUDE = "fields and format=ninjs exclude each other: leave one out."
STANDARD = {"name": "ninjs", "version": "3.1", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"}


@cache
def validator() -> Draft202012Validator:
    return Draft202012Validator(orjson.loads(SCHEMA.read_bytes()))


def read(client: Client, slug: str) -> dict[str, Any]:
    """The answer, checked against ninjs' schema."""
    answer = client.get(f"/api/v1/articles/{slug}/?format=ninjs")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/ninjs+json")
    document: dict[str, Any] = answer.json()
    assert [error.message for error in validator().iter_errors(document)] == []
    return document


def full_story() -> tuple[Article, Image, Image, Article]:
    lead = factories.image(caption="At noon.", creator="Mara Quill", copyright_notice="2026 Halewood")
    inline = factories.image(caption="The old span.")
    topic = factories.topic("City")
    other = factories.published("Ferry line to close", at=NOON, topic=topic)
    article = factories.draft(
        "Harbour bridge reopens",
        short_headline="Bridge reopens",
        standfirst="Two years later.",
        dateline="PORT HALE",
        body=f'<p>It is <em>open</em>.</p><figure><img data-file="{inline.pk}"></figure>',
        genre="analysis",
        topic=topic,
        authors=[factories.author("Ana Ruiz")],
        tags=[
            factories.tag("Bridges"),
            factories.tag("The Wend", kind="series"),
            factories.tag("Mara Lindqvist", kind="person"),
            factories.tag("Harbour Board", kind="organisation"),
            factories.tag("Port Hale", kind="place"),
            factories.tag("Harbour Day", kind="event"),
        ],
        related=[other, factories.draft("Not yet")],
        lead=lead,
        gallery=[inline],
    )
    article.image_uses.filter(role="gallery").update(show_credit=False)
    verbs.publish(article, at=NOON)
    for hours, text in ((1, "It is 412 metres long."), (2, "It is 41 metres wide.")):
        verbs.correct(article, "correction", text, at=NOON + timedelta(hours=hours))
    return article, lead, inline, other


def renditions(image: Image) -> list[dict[str, Any]]:
    base = f"https://news.test/renditions/{image.pk}/{key(image)}"
    both = [("wide-640", 640, 360), ("full-640", 640, 480)]
    kinds = [("webp", "webp"), ("jpg", "jpeg")]
    found = [(name, width, height, *kind) for name, width, height in both for kind in kinds]
    found += [("standard-1280", 640, 480, "jpg", "jpeg"), ("square-1280", 480, 480, "jpg", "jpeg")]
    return [
        {
            "name": f"{name}-{kind}",
            "href": f"{base}/{name}.{extension}",
            "contentType": f"image/{kind}",
            "width": width,
            "height": height,
        }
        for name, width, height, extension, kind in found
    ]


def picture(name: str, rel: str, image: Image, **members: Any) -> dict[str, Any]:
    return {
        "name": name,
        "rel": rel,
        "uri": f"urn:uuid:{image.pk}",
        "type": "picture",
        "representationType": "full",
        "pubStatus": "usable",
        "renditions": renditions(image),
    } | members


def tag(name: str, slug: str) -> dict[str, str]:
    return {"name": name, "rel": "about", "uri": f"{API}/tags/{slug}/", "literal": slug}


def described(caption: str) -> list[dict[str, str]]:
    return [
        {"role": "caption", "contentType": "text/plain", "value": caption},
        {"role": "altText", "contentType": "text/plain", "value": "A harbour at dusk"},
    ]


def test_a_whole_story(client: Client) -> None:
    article, lead, inline, other = full_story()
    credit = "© Halewood Pictures/Pool"
    base = f"https://news.test/renditions/{inline.pk}/{key(inline)}"
    assert read(client, "harbour-bridge-reopens") == {
        "uri": f"urn:uuid:{article.pk}",
        "standard": STANDARD,
        "type": "text",
        "representationType": "full",
        "profile": "text-photo",
        "version": "1",
        "firstCreated": "2026-05-01T12:00:00Z",
        "versionCreated": "2026-05-01T14:00:00Z",
        "pubStatus": "usable",
        "language": "en",
        "slugline": "harbour-bridge-reopens",
        "headlines": [
            {"role": "main", "contentType": "text/plain", "value": "Harbour bridge reopens"},
            {"role": "short", "contentType": "text/plain", "value": "Bridge reopens"},
        ],
        "descriptions": [{"role": "summary", "contentType": "text/plain", "value": "Two years later."}],
        "by": "By Ana Ruiz",
        "infoSources": [
            {"name": "Ana Ruiz", "role": "author", "uri": f"{API}/authors/ana-ruiz/", "literal": "ana-ruiz"}
        ],
        "located": "PORT HALE",
        "bodies": [
            {
                "role": "main",
                "contentType": "text/html",
                "wordCount": 3,
                "charCount": 11,
                "value": "<p>It is <em>open</em>.</p>\n"
                f'<figure><img src="{base}/full-640.jpg" srcset="{base}/full-640.webp 640w" '
                'sizes="(max-width: 48rem) 100vw, 48rem" width="640" height="480" alt="A harbour at dusk" '
                'loading="lazy"><figcaption><span>The old span.</span> '
                f"<small>{credit}</small></figcaption></figure>",
            },
            {"role": "main", "contentType": "text/plain", "wordCount": 3, "charCount": 11, "value": "It is open."},
        ],
        "edNote": "Correction, 2026-05-01T14:00:00Z: It is 41 metres wide.\n"
        "Correction, 2026-05-01T13:00:00Z: It is 412 metres long.",
        "subjects": [
            {"name": "City", "rel": "topic", "uri": f"{API}/topics/city/", "literal": "city"},
            tag("Bridges", "bridges"),
            tag("The Wend", "the-wend"),
        ],
        "people": [tag("Mara Lindqvist", "mara-lindqvist")],
        "organisations": [tag("Harbour Board", "harbour-board")],
        "places": [tag("Port Hale", "port-hale")],
        "events": [tag("Harbour Day", "harbour-day")],
        "genres": [
            {"name": "Analysis", "uri": "http://cv.iptc.org/newscodes/genre/Analysis", "literal": "analysis"},
        ],
        "renditions": [
            {
                "name": "web",
                "href": "https://www.example.test/city/harbour-bridge-reopens",
                "contentType": "text/html",
            }
        ],
        "associations": [
            picture(
                "lead",
                "lead",
                lead,
                by="Mara Quill",
                infoSources=[{"name": credit, "role": "credit"}],
                copyrightNotice="2026 Halewood",
                descriptions=described("At noon."),
            ),
            picture(
                "inline-1",
                "inline",
                inline,
                by=credit,
                infoSources=[{"name": credit, "role": "credit"}],
                descriptions=described("The old span."),
            ),
            picture("gallery-1", "gallery", inline, descriptions=described("The old span.")),
            {
                "name": "Ferry line to close",
                "rel": "related",
                "uri": f"urn:uuid:{other.pk}",
                "type": "text",
                "representationType": "partial",
                "pubStatus": "usable",
                "versionCreated": "2026-05-01T12:00:00Z",
                "language": "en",
                "headlines": [{"role": "main", "contentType": "text/plain", "value": "Ferry line to close"}],
                "renditions": [
                    {
                        "name": "web",
                        "href": "https://www.example.test/city/ferry-line-to-close",
                        "contentType": "text/html",
                    }
                ],
            },
        ],
    }


def test_a_story_that_has_nothing_but_its_text(client: Client) -> None:
    city = factories.topic("City")
    article = factories.published("One", body="<p>x</p>", topic=city, authors=[], byline="By us", at=NOON)
    assert read(client, "one") == {
        "uri": f"urn:uuid:{article.pk}",
        "standard": STANDARD,
        "type": "text",
        "representationType": "full",
        "profile": "text-only",
        "version": "1",
        "firstCreated": "2026-05-01T12:00:00Z",
        "versionCreated": "2026-05-01T12:00:00Z",
        "pubStatus": "usable",
        "language": "en",
        "slugline": "one",
        "headlines": [{"role": "main", "contentType": "text/plain", "value": "One"}],
        "by": "By us",
        "bodies": [
            {"role": "main", "contentType": "text/html", "wordCount": 1, "charCount": 1, "value": "<p>x</p>"},
            {"role": "main", "contentType": "text/plain", "wordCount": 1, "charCount": 1, "value": "x"},
        ],
        "subjects": [{"name": "City", "rel": "topic", "uri": f"{API}/topics/city/", "literal": "city"}],
        "genres": [{"name": "Report", "literal": "report"}],
        "renditions": [{"name": "web", "href": "https://www.example.test/city/one", "contentType": "text/html"}],
    }


@pytest.mark.parametrize("genre", Article.Genre.values)
@pytest.mark.parametrize("kind", ["correction", "clarification", "update", "retraction"])
def test_every_genre_and_kind_of_note_is_valid(client: Client, genre: str, kind: str) -> None:
    verbs.correct(factories.published("One", genre=genre), kind, "A note.")
    assert read(client, "one")["edNote"].startswith(f"{kind.capitalize()}, 2")


def test_json_is_what_comes_without_a_format(client: Client) -> None:
    factories.published("One")
    assert client.get("/api/v1/articles/one/?format=json").json() == client.get("/api/v1/articles/one/").json()


@pytest.mark.parametrize(
    ("query", "parameter", "code", "detail"),
    [
        ("format=xml", "format", "invalid_choice", "format must be one of json, ninjs."),
        ("format=", "format", "invalid_choice", "format must be one of json, ninjs."),
        ("format=json&format=ninjs", "format", "repeated", "format may be given once."),
        ("format=ninjs&fields=headline", "fields", "invalid", EXCLUDE),
    ],
)
def test_other_formats_are_refused(client: Client, query: str, parameter: str, code: str, detail: str) -> None:
    factories.published("One")
    answer = client.get(f"/api/v1/articles/one/?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert answer.json() == {
        "type": "about:blank",
        "title": "Bad Request",
        "status": 400,
        "detail": detail,
        "errors": [{"parameter": parameter, "code": code, "detail": detail}],
    }


def test_former_and_void_addresses_answer_as_ever(client: Client) -> None:
    article = factories.published("One")
    article.slug = "two"
    article.save()
    verbs.publish(article)
    moved = client.get("/api/v1/articles/one/?format=ninjs")
    assert (moved.status_code, moved["Location"]) == (301, f"{API}/articles/two/?format=ninjs")
    verbs.kill(article, "The figures were wrong.")
    gone = client.get("/api/v1/articles/two/?format=ninjs")
    assert (gone.status_code, gone.json()["detail"]) == (410, "The figures were wrong.")


@pytest.mark.parametrize("related", [1, 3])
def test_three_queries_whatever_the_story_holds(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, related: int
) -> None:
    factories.published("One", related=[factories.published(lead=factories.image()) for _ in range(related)])
    with django_assert_num_queries(3):
        client.get("/api/v1/articles/one/?format=ninjs")
