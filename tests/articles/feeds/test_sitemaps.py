"""Site maps of the front end for search engines."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from articles.changes import log
from articles.feeds import sitemaps
from articles.http.timestamps import rfc3339
from articles.models import Article, PublishedArticle, StoryCount, counts
from articles.publishing import verbs
from media.renditions import key
from tests import factories
from tests.articles.feeds.validity import sitemap, texts

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
MAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
IMAGES = 'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def page_of(article: Article | UUID) -> int:
    return (PublishedArticle.objects.get(article=article).pk - 1) // counts.PAGE + 1


def index(client: Client) -> dict[str, str]:
    root = sitemap(client.get("/sitemap.xml").content)
    return dict(zip(texts(root, "*/map:loc"), texts(root, "*/map:lastmod"), strict=True))


def test_a_whole_map(client: Client, settings: Settings) -> None:
    settings.FRONTEND_ARTICLE_URL = "https://www.example.test/é/{slug}?a=1&t={topic}"
    lead = factories.image()
    topic = factories.topic("City")
    one = factories.published("One", topic=topic, lead=lead, at=NOON)
    verbs.correct(one, "correction", "It was nine.", at=NOON + timedelta(hours=1))
    two = factories.published("Two", topic=topic, at=NOON)
    assert page_of(one) == page_of(two)
    answer = client.get(f"/sitemap-articles-{page_of(one)}.xml")
    assert answer["Content-Type"] == "application/xml; charset=utf-8"
    sitemap(answer.content)
    assert answer.content.decode() == (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {MAP} {IMAGES}>\n'
        "<url><loc>https://www.example.test/%C3%A9/one?a=1&amp;t=city</loc>"
        "<lastmod>2026-05-01T13:00:00Z</lastmod><image:image>"
        f"<image:loc>https://news.test/renditions/{lead.pk}/{key(lead)}/full-640.jpg</image:loc></image:image></url>\n"
        "<url><loc>https://www.example.test/%C3%A9/two?a=1&amp;t=city</loc>"
        "<lastmod>2026-05-01T12:00:00Z</lastmod></url>\n"
        "</urlset>\n"
    )


def test_a_whole_index(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counts, "PAGE", 1)
    rows = [PublishedArticle.objects.get(article=factories.published(name, at=NOON)) for name in ("One", "Two")]
    answer = client.get("/sitemap.xml")
    sitemap(answer.content)
    maps = "".join(
        f"<sitemap><loc>https://news.test/sitemap-articles-{row.pk}.xml</loc>"
        f"<lastmod>{rfc3339(row.compiled_at)}</lastmod></sitemap>\n"
        for row in rows
    )
    assert answer.content.decode() == (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex {MAP}>\n{maps}</sitemapindex>\n'
    )


def test_a_new_story_changes_the_last_map_alone(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counts, "PAGE", 2)
    long_ago = timezone.now() - timedelta(days=9)
    for _ in range(3):
        factories.published()
    StoryCount.objects.update(changed_at=long_ago)
    before = index(client)
    pages = {address: client.get(address.removeprefix("https://news.test")).content for address in before}
    factories.published("New")
    after = index(client)
    changed = {address for address, moment in after.items() if before.get(address) != moment}
    assert changed == {
        f"https://news.test/sitemap-articles-{page_of(PublishedArticle.objects.get(slug='new').article_id)}.xml"
    }
    for address in before.keys() - changed:
        assert client.get(address.removeprefix("https://news.test")).content == pages[address]


@pytest.mark.parametrize("change", ["publish", "slug", "tag"])
def test_whatever_changes_a_story_changes_its_map(client: Client, change: str) -> None:
    tag = factories.tag("A")
    article = factories.published("One", tags=[tag])
    long_ago = timezone.now() - timedelta(days=9)
    StoryCount.objects.update(changed_at=long_ago)
    (before,) = index(client).values()
    if change == "tag":
        tag.name = "B"
        tag.save()
    else:
        article.slug = {"publish": "one", "slug": "uno"}[change]
        article.save()
        verbs.publish(article, significant=False)
    (after,) = index(client).values()
    assert before < after


def test_a_story_that_goes_live_by_the_clock_changes_its_map(client: Client) -> None:
    article = factories.draft("One")
    verbs.schedule(article, timezone.now() + timedelta(hours=1))
    assert b"<loc>" not in client.get("/sitemap.xml").content
    at = timezone.now() - timedelta(minutes=1)
    PublishedArticle.objects.update(compiled_at=at - timedelta(days=1), visible_from=at)
    log.touch()
    assert list(index(client).values()) == [rfc3339(at)]


@pytest.mark.parametrize("number", [0, 999_999, 10**30])
def test_there_are_no_other_maps(client: Client, number: int) -> None:
    factories.published("One")
    assert client.get(f"/sitemap-articles-{number}.xml").status_code == 404


@pytest.mark.parametrize("stories", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"), [("/sitemap.xml", 3), ("/sitemap-articles-{}.xml", 2), ("/news-sitemap.xml", 2)]
)
def test_what_it_costs(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, stories: int, address: str, queries: int
) -> None:
    articles = [factories.published(lead=factories.image()) for _ in range(stories)]
    url = address.format(page_of(articles[0]))
    with django_assert_num_queries(queries):
        answer = client.get(url)
    assert answer.status_code == 200


def test_a_whole_news_map(client: Client, settings: Settings) -> None:
    settings.SITE_NAME = "Bell & Whistle"
    now = timezone.now().replace(microsecond=0)
    topic = factories.topic("City")
    factories.published("Old", topic=topic, at=now - timedelta(days=2, minutes=1))
    one = factories.published("1 < 2\x0b", topic=topic, slug="one", language="pt-BR", at=now - timedelta(hours=47))
    one.published_at = now
    one.save()
    verbs.publish(one)
    factories.published("1984", slug="two", topic=topic, at=now - timedelta(hours=1))
    answer = client.get("/news-sitemap.xml")
    sitemap(answer.content)
    publication = (
        "<news:publication><news:name>Bell &amp; Whistle</news:name>"
        "<news:language>{}</news:language></news:publication>"
    )
    assert answer.content.decode() == (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {MAP} {NEWS}>\n'
        f"<url><loc>https://www.example.test/city/two</loc><news:news>{publication.format('en')}"
        f"<news:publication_date>{rfc3339(now - timedelta(hours=1))}</news:publication_date>"
        "<news:title>1984</news:title></news:news></url>\n"
        f"<url><loc>https://www.example.test/city/one</loc><news:news>{publication.format('pt')}"
        f"<news:publication_date>{rfc3339(now - timedelta(hours=47))}</news:publication_date>"
        "<news:title>1 &lt; 2</news:title></news:news></url>\n"
        "</urlset>\n"
    )


def test_a_thousand_news_at_most(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sitemaps.MOST_NEWS == 1_000
    monkeypatch.setattr(sitemaps, "MOST_NEWS", 2)
    for hours in (3, 2, 1):
        factories.published(f"{hours}", slug=f"s{hours}", at=timezone.now() - timedelta(hours=hours))
    root = sitemap(client.get("/news-sitemap.xml").content)
    assert texts(root, "map:url/news:news/news:title") == ["1", "2"]


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", "en"),
        ("pt-BR", "pt"),
        ("fil", "fil"),
        ("zh", "zh-cn"),
        ("zh-Hans", "zh-cn"),
        ("zh-TW", "zh-tw"),
        ("zh-Hant-HK", "zh-tw"),
    ],
)
def test_languages_as_google_news_names_them(tag: str, expected: str) -> None:
    assert sitemaps.news_language(tag) == expected


@pytest.mark.parametrize("address", ["/sitemap.xml", "/news-sitemap.xml"])
def test_an_empty_newsroom_has_empty_maps(client: Client, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.content.count(b"<loc>")) == (200, 0)


@pytest.mark.parametrize("address", ["/sitemap.xml", "/sitemap-articles-{}.xml", "/news-sitemap.xml", "/robots.txt"])
def test_maps_take_no_parameters_and_remember_nobody(client: Client, admin_client: Client, address: str) -> None:
    address = address.format(page_of(factories.published()))
    assert client.get(f"{address}?page=2").json()["detail"] == (
        "Unknown parameter 'page'. This endpoint has no parameters."
    )
    answer = admin_client.get(address)
    assert "cookie" not in answer.get("Vary", "").lower()
    assert answer.content == client.get(address).content


def test_what_robots_may_read(client: Client) -> None:
    answer = client.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode() == (
        "User-agent: *\nDisallow: /admin/\nDisallow: /api/v1/preview/\n\n"
        "Sitemap: https://news.test/sitemap.xml\nSitemap: https://news.test/news-sitemap.xml\n"
    )


@pytest.mark.parametrize("path", ["/sitemap.xml", "/feeds/articles.rss", "/robots.txt"])
def test_other_methods_are_refused_as_such(path: str) -> None:
    answer = Client(enforce_csrf_checks=True).post(path)
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")


def test_a_map_that_is_not_there_is_a_problem_that_may_be_kept(client: Client) -> None:
    answer = client.get("/sitemap-articles-9.xml")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer["Cache-Control"].startswith("public, max-age=10,")
