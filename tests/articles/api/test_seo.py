"""`seo` and `json_ld`: a story's data for search engines and link previews."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from articles.models import Article, PublishedArticle, PublishedDocument, ViewTotal
from articles.publishing import verbs
from media.models import Image
from media.renditions import key
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.once]

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
ONE_PM = datetime(2026, 5, 1, 13, tzinfo=UTC)
PAGE = "https://www.example.test/city/harbour-bridge-reopens"


def story() -> tuple[Article, Image]:
    lead = factories.image(
        caption="The new span.", creator="Mara Quill", copyright_notice="2026 Halewood", width=3000, height=2000
    )
    article = factories.draft(
        "Harbour bridge reopens",
        short_headline="Bridge reopens",
        standfirst="Two years and 41 million later.",
        dateline="PORT HALE",
        body="<p>The bridge &amp; the <em>ferry</em> </p><h2>What changed</h2><p>1 &lt; 2</p>",
        topic=factories.topic("City"),
        authors=[
            factories.author("Ana Ruiz", job_title="City reporter"),
            factories.author("The Data Desk", kind="organisation", job_title="Desk"),
        ],
        tags=[
            factories.tag("Bridges"),
            factories.tag("Mara Lindqvist", kind="person"),
            factories.tag("Harbour Board", kind="organisation"),
            factories.tag("Port Hale", kind="place"),
            factories.tag("Harbour Day", kind="event"),
            factories.tag("The Wend", kind="series"),
        ],
        lead=lead,
        seo_title="Harbour bridge open again",
        seo_description="Cars cross from Monday.",
        language="en",
    )
    verbs.publish(article, at=NOON)
    verbs.correct(article, "correction", "It is 412 metres long.", at=ONE_PM)
    ViewTotal.objects.create(published=article.published, views=532)
    return article, lead


def read(client: Client, slug: str = "harbour-bridge-reopens") -> dict[str, Any]:
    answer: dict[str, Any] = client.get(f"/api/v1/articles/{slug}/").json()
    return answer


def picture(lead: Image, name: str, width: int, height: int) -> dict[str, Any]:
    return {
        "@type": "ImageObject",
        "url": f"https://news.test/renditions/{lead.pk}/{key(lead)}/{name}.jpg",
        "width": width,
        "height": height,
        "caption": "The new span.",
        "creditText": "© Halewood Pictures/Pool",
        "creator": {"@type": "Person", "name": "Mara Quill"},
        "copyrightNotice": "2026 Halewood",
    }


def test_a_news_article_of_schema_org(client: Client) -> None:
    article, lead = story()
    assert read(client)["json_ld"] == {
        "@context": "https://schema.org",
        "@type": "ReportageNewsArticle",
        "identifier": str(article.pk),
        "url": PAGE,
        "mainEntityOfPage": {"@type": "WebPage", "@id": PAGE},
        "headline": "Harbour bridge reopens",
        "alternativeHeadline": "Bridge reopens",
        "description": "Two years and 41 million later.",
        "abstract": "Two years and 41 million later.",
        "articleBody": "The bridge & the ferry\nWhat changed\n1 < 2",
        "articleSection": "City",
        "keywords": ["Bridges", "Mara Lindqvist", "Harbour Board", "Port Hale", "Harbour Day", "The Wend"],
        "about": [
            {"@type": "Thing", "name": "Bridges"},
            {"@type": "Person", "name": "Mara Lindqvist"},
            {"@type": "Organization", "name": "Harbour Board"},
            {"@type": "Place", "name": "Port Hale"},
            {"@type": "Event", "name": "Harbour Day"},
        ],
        "isPartOf": [{"@type": "CreativeWorkSeries", "name": "The Wend"}],
        "dateline": "PORT HALE",
        "author": [
            {
                "@type": "Person",
                "name": "Ana Ruiz",
                "jobTitle": "City reporter",
                "url": "https://www.example.test/by/ana-ruiz",
            },
            {
                "@type": "Organization",
                "name": "The Data Desk",
                "url": "https://www.example.test/by/the-data-desk",
            },
        ],
        "datePublished": "2026-05-01T12:00:00Z",
        "dateModified": "2026-05-01T13:00:00Z",
        "inLanguage": "en",
        "wordCount": 8,
        "image": [
            picture(lead, "wide-1280", 1280, 720),
            picture(lead, "standard-1280", 1280, 960),
            picture(lead, "square-1280", 1280, 1280),
        ],
        "publisher": {"@type": "NewsMediaOrganization", "name": "The Courier"},
        "isAccessibleForFree": True,
        "correction": [
            {"@type": "CorrectionComment", "text": "It is 412 metres long.", "datePublished": "2026-05-01T13:00:00Z"}
        ],
        "interactionStatistic": {
            "@type": "InteractionCounter",
            "interactionType": {"@type": "ReadAction"},
            "userInteractionCount": 532,
        },
    }


def test_what_link_previews_show(client: Client) -> None:
    _, lead = story()
    image = f"https://news.test/renditions/{lead.pk}/{key(lead)}/wide-1280.jpg"
    assert read(client)["seo"] == {
        "title": "Harbour bridge open again",
        "description": "Cars cross from Monday.",
        "image": image,
        "open_graph": {
            "og:type": "article",
            "og:site_name": "The Courier",
            "og:url": PAGE,
            "og:title": "Harbour bridge open again",
            "og:description": "Cars cross from Monday.",
            "article:published_time": "2026-05-01T12:00:00Z",
            "article:modified_time": "2026-05-01T13:00:00Z",
            "article:section": "City",
            "article:tag": ["Bridges", "Mara Lindqvist", "Harbour Board", "Port Hale", "Harbour Day", "The Wend"],
            "og:image": image,
            "og:image:type": "image/jpeg",
            "og:image:width": 1280,
            "og:image:height": 720,
            "og:image:alt": "A harbour at dusk",
        },
    }


def test_nothing_is_said_of_what_a_story_has_not(client: Client) -> None:
    city, byline = factories.topic("City"), "By our own correspondent"
    article = factories.published("One", body="<p>x</p>", topic=city, authors=[], byline=byline, at=NOON)
    answer = read(client, "one")
    assert answer["seo"]["open_graph"] == {
        "og:type": "article",
        "og:site_name": "The Courier",
        "og:url": answer["canonical_url"],
        "og:title": "One",
        "article:published_time": "2026-05-01T12:00:00Z",
        "article:modified_time": "2026-05-01T12:00:00Z",
        "article:section": "City",
    }
    assert answer["json_ld"] == {
        "@context": "https://schema.org",
        "@type": "ReportageNewsArticle",
        "identifier": str(article.pk),
        "url": answer["canonical_url"],
        "mainEntityOfPage": {"@type": "WebPage", "@id": answer["canonical_url"]},
        "headline": "One",
        "articleBody": "x",
        "articleSection": "City",
        "author": [{"@type": "Person", "name": "our own correspondent"}],
        "datePublished": "2026-05-01T12:00:00Z",
        "dateModified": "2026-05-01T12:00:00Z",
        "inLanguage": "en",
        "wordCount": 1,
        "publisher": {"@type": "NewsMediaOrganization", "name": "The Courier"},
        "isAccessibleForFree": True,
        "interactionStatistic": {
            "@type": "InteractionCounter",
            "interactionType": {"@type": "ReadAction"},
            "userInteractionCount": 0,
        },
    }


@pytest.mark.parametrize(
    ("genre", "expected"),
    [
        ("report", "ReportageNewsArticle"),
        ("analysis", "AnalysisNewsArticle"),
        ("background", "BackgroundNewsArticle"),
        ("opinion", "OpinionNewsArticle"),
        ("review", "ReviewNewsArticle"),
        ("feature", "NewsArticle"),
        ("interview", "NewsArticle"),
    ],
)
def test_a_type_for_each_genre(client: Client, genre: str, expected: str) -> None:
    factories.published("One", genre=genre)
    assert read(client, "one")["json_ld"]["@type"] == expected


def test_names_and_addresses_follow_the_settings_without_publishing_again(client: Client, settings: Settings) -> None:
    factories.published("One", authors=[factories.author("Ana Ruiz")])
    settings.SITE_NAME = 'The "Port Hale" <Courier>'
    settings.FRONTEND_AUTHOR_URL = ""
    news = read(client, "one")["json_ld"]
    assert news["publisher"]["name"] == 'The "Port Hale" <Courier>'
    assert news["author"] == [{"@type": "Person", "name": "Ana Ruiz"}]


def test_the_whole_and_a_part_say_the_same(client: Client) -> None:
    story()
    part = client.get("/api/v1/articles/harbour-bridge-reopens/?fields=json_ld").json()
    listed = client.get("/api/v1/articles/?fields=slug&include=json_ld").json()["results"]
    assert part["json_ld"] == listed[0]["json_ld"] == read(client)["json_ld"]


def test_a_document_of_an_earlier_release_is_answered_without_what_it_lacks(client: Client) -> None:
    factories.published("One")
    row = PublishedArticle.objects.get()
    extra = json.loads(row.document.extra)
    del extra["json_ld"]
    PublishedDocument.objects.update(extra=json.dumps(extra))
    assert "json_ld" not in read(client, "one")
    assert client.get("/api/v1/articles/one/?fields=slug,json_ld").json() == {"slug": "one"}


def test_a_changed_kind_of_author_is_published(client: Client) -> None:
    author = factories.author("Ana Ruiz")
    factories.published("One", authors=[author])
    author.kind = "organisation"
    author.save()
    assert read(client, "one")["json_ld"]["author"][0]["@type"] == "Organization"


def test_pictures_say_what_may_be_done_with_them_and_how_they_were_made(client: Client) -> None:
    picture = factories.image(
        license_url="https://pictures.example/licence",
        usage_terms="Editorial use only.",
        taken_at=NOON,
        digital_source_type="digitalCapture",
    )
    factories.published("One", lead=picture)
    image = client.get("/api/v1/articles/one/").json()["json_ld"]["image"][0]
    assert {name: image[name] for name in ("license", "usageInfo", "dateCreated", "digitalSourceType")} == {
        "license": "https://pictures.example/licence",
        "usageInfo": "Editorial use only.",
        "dateCreated": "2026-05-01T12:00:00Z",
        "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
    }
    picture.usage_terms = "Not for sale."
    picture.save()
    assert client.get("/api/v1/articles/one/").json()["json_ld"]["image"][0]["usageInfo"] == "Not for sale."
