"""What caches are told: whether an answer has changed, how long it may be kept, and by which keys it is purged."""

import gzip
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from articles.models import Article, ViewTotal
from articles.publishing import verbs
from tests import factories
from tests.stored import forget

pytestmark = [pytest.mark.django_db, pytest.mark.once]

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
LIST = "/api/v1/articles/"
ONE = "/api/v1/articles/one/"
EVERY = [
    "/api/v1/",
    LIST,
    f"{LIST}?cursor=",
    ONE,
    f"{ONE}related/",
    "/api/v1/most-viewed/",
    "/api/v1/topics/",
    "/api/v1/tags/",
    "/api/v1/authors/",
    "/api/v1/topics/city/",
    "/api/v1/tags/bridges/",
    "/api/v1/authors/ana-ruiz/",
    "/api/v1/schema/",
]


@pytest.fixture
def story() -> Article:
    return factories.published(
        "One",
        at=NOON,
        topic=factories.topic("City", parent=factories.topic("Region")),
        tags=[factories.tag("Bridges")],
        authors=[factories.author("Ana Ruiz")],
        lead=factories.image(),
    )


@pytest.fixture
def clock() -> Iterator[mock.Mock]:
    """The clock: `return_value` is now."""
    with mock.patch("django.utils.timezone.now", return_value=timezone.now().replace(microsecond=0)) as now:
        yield now


def etag(client: Client, path: str, **more: str) -> str:
    return str(client.get(path, **more)["ETag"])  # type: ignore[arg-type]


@pytest.mark.parametrize("path", EVERY)
def test_every_answer_says_how_long_it_may_be_kept_and_what_it_is(client: Client, story: Article, path: str) -> None:
    answer = client.get(path)
    lifetime = "public, max-age=10, s-maxage=10, stale-while-revalidate=30, stale-if-error=86400"
    assert (answer.status_code, answer["Cache-Control"]) == (200, lifetime)
    assert answer["ETag"].startswith('W/"')
    assert set(answer["Vary"].split(", ")) <= {"Accept", "Accept-Encoding"}
    assert answer["Cache-Tag"] == answer["Surrogate-Key"].replace(" ", ",")


@pytest.mark.parametrize("path", EVERY)
@pytest.mark.parametrize("method", ["get", "head"])
def test_who_has_the_answer_gets_304_for_one_query(
    client: Client, story: Article, django_assert_num_queries: DjangoAssertNumQueries, path: str, method: str
) -> None:
    known = etag(client, path)
    with django_assert_num_queries(1):
        answer = getattr(client, method)(path, headers={"If-None-Match": f'"other", {known}'})
    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", known)
    assert answer["Cache-Control"].startswith("public, max-age=10,")


def test_a_stored_answer_costs_one_query(
    client: Client, story: Article, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = client.get(ONE)
    with django_assert_num_queries(1):
        again = client.get(ONE)
    assert (again.content, dict(again.headers)) == (first.content, dict(first.headers))


def test_what_is_published_is_seen_at_once(client: Client, story: Article) -> None:
    before = etag(client, ONE)
    story.headline = "One and a half"
    story.save()
    assert etag(client, ONE) == before
    verbs.publish(story)
    answer = client.get(ONE, headers={"If-None-Match": before})
    assert (answer.status_code, answer.json()["headline"]) == (200, "One and a half")


@pytest.mark.parametrize("verb", ["unpublish", "kill"])
def test_what_is_withdrawn_is_gone_at_once(client: Client, story: Article, verb: str) -> None:
    known = {path: etag(client, path) for path in (ONE, LIST, "/api/v1/tags/", "/api/v1/most-viewed/?window=30d")}
    if verb == "kill":
        verbs.kill(story, "Void.")
    else:
        verbs.unpublish(story)
    statuses = {path: client.get(path, headers={"If-None-Match": tag}).status_code for path, tag in known.items()}
    assert list(statuses.values()) == [410 if verb == "kill" else 404, 200, 200, 200]
    assert client.get(LIST).json()["count"] == 0


def test_a_renamed_tag_and_a_new_topic_are_seen_at_once(client: Client, story: Article) -> None:
    tags, topics, author = etag(client, "/api/v1/tags/"), etag(client, "/api/v1/topics/"), "/api/v1/authors/ana-ruiz/"
    client.get(author)
    tag = story.tags.get()
    tag.description = "What spans water."
    tag.save()
    assert client.get("/api/v1/tags/", headers={"If-None-Match": tags}).json()["results"][0]["description"] == (
        "What spans water."
    )
    ana = story.authors.get()
    ana.bio = "Was born by the sea."
    ana.save()
    assert client.get(author).json()["bio"] == "Was born by the sea."
    factories.topic("Sport")
    assert client.get("/api/v1/topics/", headers={"If-None-Match": topics}).json()["count"] == 3


def test_views_change_no_tag_and_are_at_most_ten_seconds_old(client: Client, story: Article, clock: mock.Mock) -> None:
    known = etag(client, ONE)
    ViewTotal.objects.create(published=story.published, views=532)
    assert etag(client, ONE) == known
    forget()  # ten seconds later
    assert client.get(ONE).json()["views"] == 532
    assert etag(client, ONE) == known


@pytest.mark.parametrize("path", ["/api/v1/most-viewed/", f"{LIST}?ordering=-views"])
def test_what_is_ordered_by_views_ages(client: Client, story: Article, clock: mock.Mock, path: str) -> None:
    known = etag(client, path)
    clock.return_value += timedelta(seconds=10)
    assert etag(client, path) != known


def test_a_scheduled_story_appears_and_no_cache_outlives_the_moment(client: Client, clock: mock.Mock) -> None:
    article = factories.draft("One")
    verbs.schedule(article, clock.return_value + timedelta(seconds=7))
    known = etag(client, LIST)
    short = "public, max-age=7, s-maxage=7, stale-while-revalidate=0, stale-if-error=7"
    assert client.get(LIST)["Cache-Control"] == client.get(ONE)["Cache-Control"] == short
    assert client.get(ONE).status_code == 404
    clock.return_value += timedelta(seconds=7)
    assert client.get(LIST, headers={"If-None-Match": known}).json()["count"] == 1
    assert client.get(ONE).status_code == 200


def test_an_expiry_is_seen_by_the_clock_alone(client: Client, clock: mock.Mock) -> None:
    gone = clock.return_value + timedelta(seconds=60)
    factories.published("One", expires_at=gone)
    known = etag(client, LIST)
    clock.return_value = gone - timedelta(seconds=25)
    assert client.get(LIST)["Cache-Control"].startswith("public, max-age=10, s-maxage=10, stale-while-revalidate=0,")
    clock.return_value = gone
    assert client.get(LIST, headers={"If-None-Match": known}).json()["count"] == 0
    assert client.get(ONE).status_code == 404


def test_the_answers_of_two_addresses_are_not_each_others(client: Client, story: Article) -> None:
    known = etag(client, LIST)
    assert client.get(f"{LIST}?page_size=1", headers={"If-None-Match": known}).status_code == 200
    assert client.get(f"{LIST}?colour=red", headers={"If-None-Match": known}).status_code == 400


def test_another_public_address_is_another_answer(client: Client, settings: Settings, story: Article) -> None:
    known = etag(client, ONE)
    settings.PUBLIC_URL = "https://other.test"
    answer = client.get(ONE, headers={"If-None-Match": known})
    assert answer.json()["url"] == "https://other.test/api/v1/articles/one/"


def test_the_whole_story_says_when_it_was_compiled(client: Client, story: Article) -> None:
    answer = client.get(ONE)
    compiled = datetime.strptime(answer["Last-Modified"], "%a, %d %b %Y %H:%M:%S GMT").replace(tzinfo=UTC)
    assert compiled == story.published.compiled_at.replace(microsecond=0)
    # Related stories change without it, so it alone does not prove that nothing has changed.
    assert client.get(ONE, headers={"If-Modified-Since": answer["Last-Modified"]}).status_code == 200


@pytest.mark.parametrize("value", ["", "*, ", 'W/"', "garbage", '"' * 300, "W/é"])
def test_a_malformed_condition_is_none(client: Client, story: Article, value: str) -> None:
    assert client.get(ONE, headers={"If-None-Match": value}).status_code == 200
    assert client.get(ONE, headers={"If-Modified-Since": value}).status_code == 200


def test_what_an_answer_is_thrown_away_by(client: Client, story: Article) -> None:
    other = factories.published("Two", related=[story])
    key, image = story.pk, story.images.get().pk
    assert client.get(ONE)["Surrogate-Key"] == (
        f"article-{key} articles author-ana-ruiz image-{image} tag-bridges topic-city topic-region"
    )
    assert {f"article-{key}", f"article-{other.pk}"} < set(client.get("/api/v1/articles/two/")["Surrogate-Key"].split())
    assert client.get(LIST)["Surrogate-Key"] == "articles lists"
    assert client.get(f"{LIST}?tag=bridges,-docks&topic=city&author=ana%20X:y")["Surrogate-Key"] == (
        "articles lists tag-bridges tag-docks topic-city"
    )
    assert client.get("/api/v1/tags/bridges/")["Surrogate-Key"] == "articles lists tag-bridges"
    assert client.get(f"/api/v1/images/{image}/")["Surrogate-Key"] == f"articles image-{image} lists"
    assert client.get("/api/v1/articles/none/")["Surrogate-Key"] == "articles lists"
    assert client.get(f"{LIST}?tag={'a' * 5000}")["Surrogate-Key"] == "articles lists"


def test_mistakes_and_exact_numbers_are_not_kept(client: Client, story: Article) -> None:
    for path, status in ((f"{LIST}?page=x", 400), (f"{ONE}views/", 200)):
        answer = client.get(path)
        assert (answer.status_code, answer["Cache-Control"], "ETag" in answer) == (status, "no-store", False)


def test_who_takes_gzip_gets_it(client: Client, story: Article) -> None:
    for _ in range(5):
        factories.published(lead=factories.image())
    plain = client.get(LIST)
    for _ in range(2):
        zipped = client.get(LIST, headers={"Accept-Encoding": "br, gzip"})
        assert zipped["Content-Encoding"] == "gzip"
        assert gzip.decompress(zipped.content) == plain.content
        assert len(zipped.content) < len(plain.content) / 3
    assert zipped["ETag"] == plain["ETag"]
    assert "Content-Encoding" not in client.get("/api/v1/", headers={"Accept-Encoding": "gzip"})


@pytest.mark.parametrize("accepted", ["", "br", "gzip;q=0", "GZIP; q=0.000, br", "notgzip-at-all"])
def test_who_does_not_take_gzip_gets_it_plain(client: Client, accepted: str) -> None:
    for _ in range(5):
        factories.published()
    assert "Content-Encoding" not in client.get(LIST, headers={"Accept-Encoding": accepted})


OUTSIDE = [
    "/feeds/articles.rss?tag=bridges",
    "/feeds/articles.atom",
    "/feeds/articles.json",
    "/sitemap.xml",
    "/news-sitemap.xml",
    "/robots.txt",
]


@pytest.mark.parametrize("path", OUTSIDE)
def test_feeds_and_maps_are_kept_like_the_rest(client: Client, story: Article, path: str) -> None:
    answer = client.get(path)
    assert (client.head(path).status_code, client.options(path)["Allow"]) == (200, "GET, HEAD, OPTIONS")
    assert answer["Cache-Control"].startswith("public, max-age=10,")
    assert answer["Surrogate-Key"] == "articles lists"
    assert "cookie" not in answer["Vary"].lower()
    assert client.get(path, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    factories.published()
    assert client.get(path, headers={"If-None-Match": answer["ETag"]}).status_code == 200


@pytest.mark.parametrize(("left", "shared"), [(5, 5), (59, 10), (61, 60), (4000, 3600), (18_007, 3600), (90_000, 7200)])
def test_no_lifetime_tells_when_something_will_be_published(
    client: Client, settings: Settings, clock: mock.Mock, left: int, shared: int
) -> None:
    settings.CACHE_SECONDS = 7200
    verbs.schedule(factories.draft(), clock.return_value + timedelta(seconds=left))
    assert f"s-maxage={shared}," in client.get(LIST)["Cache-Control"]


@pytest.mark.parametrize("path", ["/api/v1/nothing/", f"{ONE}views/", "/api/v1/articles/none/views/"])
def test_what_is_not_to_be_kept_says_so(client: Client, story: Article, path: str) -> None:
    assert client.get(path)["Cache-Control"] == "no-store"
    assert client.post(path)["Cache-Control"] == "no-store"


def test_a_session_changes_nothing_about_what_is_read(admin_client: Client, client: Client, story: Article) -> None:
    for path in EVERY:
        client.cookies["sessionid"] = "junk"
        for browser in (admin_client, client):
            answer = browser.get(path)
            assert "cookie" not in answer["Vary"].lower()
            assert not answer.cookies


def test_a_cache_that_fails_is_done_without(
    client: Client, story: Article, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "django_redis.cache.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
            "OPTIONS": {"SOCKET_CONNECT_TIMEOUT": 0.3},
        }
    }
    assert [client.get(path).status_code for path in (ONE, LIST, ONE)] == [200, 200, 200]
    assert caplog.text.count("The cache cannot be used") == 1
