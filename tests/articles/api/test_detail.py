"""`GET articles/{slug}/`: the whole story."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from articles.api.fields import CARD, EXTRA
from articles.models import Article, ViewTotal
from articles.publishing import verbs
from media.models import Image
from media.renditions import key
from tests import factories

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
NOT_FOUND = {"type": "about:blank", "title": "Not Found", "status": 404, "detail": "No story has this address."}


def shown(image: Image, **words: str) -> dict[str, Any]:
    """The image object of a picture of 640 by 480 pixels."""
    base = f"https://news.test/renditions/{image.pk}/{key(image)}"
    sizes = [("wide-640", 640, 360), ("full-640", 640, 480)]
    kinds = [("webp", "image/webp"), ("jpg", "image/jpeg")]
    shapes = [(*size, *kind) for size in sizes for kind in kinds]
    shapes += [("standard-1280", 640, 480, *kinds[1]), ("square-1280", 480, 480, *kinds[1])]
    return {
        "id": str(image.pk),
        "alt_text": "A harbour at dusk",
        "caption": "",
        "credit": "© Halewood Pictures/Pool",
        "creator": "",
        "copyright_notice": "",
        "width": 640,
        "height": 480,
        "focal_point": {"x": 0.5, "y": 0.5},
        "src": f"{base}/full-640.jpg",
        "renditions": [
            {"name": name, "url": f"{base}/{name}.{extension}", "width": width, "height": height, "type": kind}
            for name, width, height, extension, kind in shapes
        ],
    } | words


def full_story() -> tuple[Article, Image, Image]:
    region = factories.topic("Region")
    city = factories.topic("City", parent=region)
    lead, inline = factories.image(caption="At noon."), factories.image(caption="The old span.")
    other = factories.published("Ferry line to close", at=NOON, authors=[factories.author("Mo Lind")], topic=city)
    article = factories.draft(
        "Harbour bridge reopens",
        short_headline="Bridge reopens",
        standfirst="Two years and 41 million later.",
        dateline="PORT HALE",
        body=(
            "<p>The <strong>bridge</strong> is open.</p><h2>What changed</h2>"
            "<blockquote><p>At last.</p><footer>Mara Lindqvist, harbour master</footer></blockquote>"
            f'<figure><img data-file="{inline.pk}" alt="Rusted steel"><figcaption>In 2024.</figcaption></figure>'
        ),
        topic=city,
        authors=[factories.author("Ana Ruiz", job_title="City reporter"), factories.author("Tom Okafor")],
        tags=[factories.tag("Bridges"), factories.tag("Port Hale", kind="place")],
        related=[other, factories.draft("Not yet")],
        lead=lead,
        gallery=[inline],
        seo_title="Harbour bridge open again",
    )
    article.image_uses.filter(role="lead").update(caption="The first cars.", show_credit=False)
    verbs.publish(article, at=NOON)
    verbs.correct(article, "correction", "It is 412 metres long.")
    ViewTotal.objects.create(published=article.published, views=532)
    return article, lead, inline


def test_the_whole_story(client: Client) -> None:
    article, lead, inline = full_story()
    corrected = publishing_date(article)
    inline_object = shown(inline, caption="In 2024.", alt_text="Rusted steel")
    full = inline_object["renditions"][2]["url"]
    story = client.get("/api/v1/articles/harbour-bridge-reopens/").json()
    # test_seo.py compares these two in full.
    assert (story["seo"].pop("open_graph")["og:type"], story.pop("json_ld")["wordCount"]) == ("article", 12)
    assert story == {
        "id": str(article.pk),
        "slug": "harbour-bridge-reopens",
        "url": "https://news.test/api/v1/articles/harbour-bridge-reopens/",
        "canonical_url": "https://www.example.test/city/harbour-bridge-reopens",
        "headline": "Harbour bridge reopens",
        "short_headline": "Bridge reopens",
        "standfirst": "Two years and 41 million later.",
        "byline": "By Ana Ruiz and Tom Okafor",
        "authors": [
            {"slug": "ana-ruiz", "name": "Ana Ruiz", "job_title": "City reporter", "image": None},
            {"slug": "tom-okafor", "name": "Tom Okafor", "job_title": "", "image": None},
        ],
        "topic": {"slug": "city", "name": "City", "path": ["region", "city"]},
        "tags": [
            {"slug": "bridges", "name": "Bridges", "kind": "keyword"},
            {"slug": "port-hale", "name": "Port Hale", "kind": "place"},
        ],
        "genre": "report",
        "language": "en",
        "dateline": "PORT HALE",
        "image": shown(lead, caption="The first cars.", credit=""),
        "first_published_at": "2026-05-01T12:00:00Z",
        "published_at": "2026-05-01T12:00:00Z",
        "updated_at": corrected,
        "version": 1,
        "word_count": 12,
        "reading_minutes": 1,
        "views": 532,
        "body": [
            {"type": "paragraph", "html": "The <strong>bridge</strong> is open."},
            {"type": "heading", "level": 2, "text": "What changed", "id": "what-changed"},
            {"type": "quote", "html": "At last.", "attribution": "Mara Lindqvist, harbour master"},
            {"type": "image", "image": inline_object},
        ],
        "body_html": (
            '<p>The <strong>bridge</strong> is open.</p>\n<h2 id="what-changed">What changed</h2>\n'
            "<blockquote><p>At last.</p><footer>Mara Lindqvist, harbour master</footer></blockquote>\n"
            f'<figure><img src="{inline_object["src"]}" srcset="{full} 640w" '
            'sizes="(max-width: 48rem) 100vw, 48rem" width="640" height="480" alt="Rusted steel" loading="lazy">'
            "<figcaption><span>In 2024.</span> <small>© Halewood Pictures/Pool</small></figcaption></figure>"
        ),
        "images": [shown(inline, caption="The old span.")],
        "corrections": [{"kind": "correction", "text": "It is 412 metres long.", "published_at": corrected}],
        "seo": {
            "title": "Harbour bridge open again",
            "description": "Two years and 41 million later.",
            "image": shown(lead)["renditions"][1]["url"],
        },
        "related": [client.get("/api/v1/articles/ferry-line-to-close/?fields=" + ",".join(CARD)).json()],
    }


def publishing_date(article: Article) -> str:
    article.refresh_from_db()
    assert article.updated_at
    return article.updated_at.strftime("%Y-%m-%dT%H:%M:%SZ")


def test_members_come_in_the_order_of_the_representation(client: Client) -> None:
    article, _, _ = full_story()
    assert list(client.get(f"/api/v1/articles/{article.slug}/").json()) == CARD + EXTRA


def test_the_id_works_as_well(client: Client) -> None:
    article = factories.published("One")
    assert client.get(f"/api/v1/articles/{article.pk}/").json() == client.get("/api/v1/articles/one/").json()


@pytest.mark.parametrize("pictures", [1, 3])
def test_three_queries_whatever_the_story_holds(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, pictures: int
) -> None:
    images = [factories.image() for _ in range(pictures)]
    figures = "".join(f'<figure><img data-file="{image.pk}"></figure>' for image in images)
    factories.published(
        "One",
        body=f"<p>x</p>{figures}",
        authors=[factories.author(image=factories.image()) for _ in range(pictures)],
        tags=[factories.tag() for _ in range(pictures)],
        gallery=images,
        related=[factories.published() for _ in range(pictures)],
    )
    with django_assert_num_queries(3):
        answer = client.get("/api/v1/articles/one/")
    assert len(answer.json()["related"]) == pictures


def test_only_the_fields_asked_for(client: Client) -> None:
    factories.published("One")
    answer = client.get("/api/v1/articles/one/?fields=images,headline")
    assert answer.json() == {"headline": "One", "images": []}


def test_curated_stories_appear_while_they_are_live(client: Client) -> None:
    other = factories.published("Other")
    factories.published("One", related=[other])
    url = "/api/v1/articles/one/?fields=related"
    assert [card["slug"] for card in client.get(url).json()["related"]] == ["other"]
    verbs.unpublish(other)
    assert client.get(url).json() == {"related": []}


def test_a_former_address_leads_to_the_present_one(client: Client) -> None:
    article = factories.published("One")
    article.slug = "two"
    article.save()
    verbs.publish(article)
    answer = client.get("/api/v1/articles/one/?fields=slug")
    assert (answer.status_code, answer["Location"]) == (301, "https://news.test/api/v1/articles/two/?fields=slug")
    assert client.post("/api/v1/articles/one/views/").status_code == 308


def test_a_former_address_says_nothing_of_a_story_that_is_gone(client: Client) -> None:
    article = factories.published("One")
    article.slug = "two"
    article.save()
    verbs.publish(article)
    verbs.unpublish(article)
    answer = client.get("/api/v1/articles/one/")
    assert (answer.status_code, answer.json()) == (404, NOT_FOUND)


def test_a_killed_story_says_why_and_nothing_else(client: Client) -> None:
    article = factories.published("One")
    verbs.kill(article, "The figures were wrong.")
    for address in ("one", str(article.pk)):
        answer = client.get(f"/api/v1/articles/{address}/")
        assert answer.status_code == 410
        assert answer["Content-Type"] == "application/problem+json"
        gone = {"type": "about:blank", "title": "Gone", "status": 410, "detail": "The figures were wrong."}
        assert answer.json() == gone


def test_whatever_is_not_live_is_the_same_nothing(client: Client) -> None:
    factories.draft("Draft")
    verbs.schedule(factories.draft("Scheduled"), timezone.now() + timedelta(hours=1))
    verbs.publish(factories.draft("Embargoed", embargo_until=timezone.now() + timedelta(hours=1)))
    verbs.unpublish(factories.published("Unpublished"))
    answers = [
        client.get(f"/api/v1/articles/{slug}/")
        for slug in (
            "unknown",
            "draft",
            "scheduled",
            "embargoed",
            "unpublished",
            "0f9c0000-0000-4000-8000-000000000000",
        )
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert answers[0].json() == NOT_FOUND
    assert len({str(sorted(answer.headers.items())) for answer in answers}) == 1


def test_addresses_follow_the_settings_without_publishing_again(client: Client, settings: Settings) -> None:
    article = factories.published("One")
    settings.PUBLIC_URL = "https://api.example.org"
    settings.FRONTEND_ARTICLE_URL = "https://example.org/s/{id}"
    story = client.get("/api/v1/articles/one/?fields=url,canonical_url").json()
    assert story == {
        "url": "https://api.example.org/api/v1/articles/one/",
        "canonical_url": f"https://example.org/s/{article.pk}",
    }


def test_reading_sets_no_cookie_and_varies_by_none(client: Client) -> None:
    factories.published("One")
    answer = client.get("/api/v1/articles/one/", headers={"Origin": "https://front.test"})
    assert not answer.cookies
    assert "cookie" not in answer.get("Vary", "").lower()
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_a_slug_may_look_like_an_id_without_hyphens(client: Client) -> None:
    factories.published("Odd", slug="deadbeef" * 4)
    assert client.get(f"/api/v1/articles/{'deadbeef' * 4}/").status_code == 200
