"""Rows with dates that forms no longer accept: every list shows them, and none breaks."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User
from django.db.models import F
from django.test import Client
from pytest_django import Settings

from articles.models import Article, Change, Correction, PublishedArticle, PublishedDocument
from articles.models.counts import PAGE
from articles.publishing import compiling, verbs
from tests import factories

pytestmark = pytest.mark.django_db

FEEDS = ["feeds/articles.rss", "feeds/articles.atom", "feeds/articles.json"]
MOMENTS = [
    datetime(1, 1, 1, tzinfo=UTC),
    datetime(26, 11, 25, 10, tzinfo=UTC),
    datetime(9999, 12, 31, 23, 59, 59, 999999, UTC),
]
# West of Greenwich the first of these is before the calendar begins, and east of it the last is after its end.
CASES = [*(("UTC", moment) for moment in MOMENTS), ("America/New_York", MOMENTS[0]), ("Asia/Tokyo", MOMENTS[2])]


@pytest.fixture(params=CASES, ids=[f"{zone}-{moment.year}" for zone, moment in CASES])
def moment(settings: Settings, request: pytest.FixtureRequest) -> datetime:
    """A date, and the newsroom in a time zone."""
    chosen: datetime
    settings.TIME_ZONE, chosen = request.param
    return chosen


@pytest.fixture(params=["America/New_York", "Asia/Tokyo"])
def _zone(settings: Settings, request: pytest.FixtureRequest) -> None:
    settings.TIME_ZONE = request.param


@pytest.fixture
def bad(moment: datetime) -> Article:
    """A live story with all dates set to `moment`, as far as the database allows."""
    article = factories.published("Harbour bridge reopens", topic=factories.topic("City"), lead=factories.image())
    verbs.correct(article, "correction", "It was 1962.")
    dates = {"published_at": moment, "updated_at": moment, "first_published_at": moment}
    Article.objects.update(**dates, embargo_until=moment)
    Correction.objects.update(published_at=moment)
    PublishedArticle.objects.update(**dates, visible_from=min(moment, datetime(2020, 1, 1, tzinfo=UTC)))
    compiling.store(list(PublishedArticle.objects.all()))
    Change.objects.update(effective_at=min(moment, datetime(2020, 1, 1, tzinfo=UTC)))
    return Article.objects.get()


def test_the_api_shows_it(client: Client, bad: Article, moment: datetime) -> None:
    factories.published()
    written = f"{moment:%m-%dT%H:%M:%SZ}"
    for path in ("articles/", "articles/?ordering=published_at", "articles/?cursor=", "articles/?search=harbour"):
        answer = client.get(f"/api/v1/{path}")
        assert answer.status_code == 200, path
        dates = {one["slug"]: one["published_at"] for one in answer.json()["results"]}
        assert dates[bad.slug] == f"{moment.year:04}-{written}", path
    story = client.get(f"/api/v1/articles/{bad.slug}/").json()
    assert story["corrections"][0]["published_at"] == f"{moment.year:04}-{written}"


def test_so_does_everything_else_in_it(client: Client, bad: Article) -> None:
    for path in (
        f"articles/{bad.slug}/?format=ninjs",
        f"articles/{bad.slug}/related/",
        "articles/?published_after=0001-01-01&published_before=9999-12-31",
        "articles/?updated_after=0001-01-01T00:00:00Z&updated_before=9999-12-31T23:59:59Z",
        "most-viewed/",
        "topics/",
    ):
        assert client.get(f"/api/v1/{path}").status_code == 200, path


def test_pages_by_cursor_come_past_it(client: Client, bad: Article) -> None:
    for _ in range(3):
        factories.published()
    for ordering in ("published_at", "-published_at", "-updated_at"):
        seen, path = [], f"/api/v1/articles/?cursor=&page_size=1&ordering={ordering}"
        while path:
            answer = client.get(path)
            assert answer.status_code == 200
            seen += [one["slug"] for one in answer.json()["results"]]
            path = answer.json()["next"]
        assert bad.slug in seen
        assert len(seen) == 4


def test_feeds_and_maps_hold_it(client: Client, bad: Article) -> None:
    author = bad.bylines.get().author.slug
    for path in (*FEEDS, *(f"{feed}?author={author}" for feed in FEEDS)):
        answer = client.get(f"/{path}")
        assert (answer.status_code, bad.headline in answer.content.decode()) == (200, True), path
    number = (PublishedArticle.objects.get().pk - 1) // PAGE + 1
    for path in ("sitemap.xml", f"sitemap-articles-{number}.xml"):
        assert client.get(f"/{path}").status_code == 200, path


def test_a_document_of_before_is_still_read(client: Client, bad: Article, moment: datetime) -> None:
    card = PublishedDocument.objects.get().card.replace(f'"{moment.year:04}-', f'"{moment.year}-')
    PublishedDocument.objects.update(card=card)
    for path in FEEDS:
        assert client.get(f"/{path}").status_code == 200


def test_the_admin_shows_it(client: Client, bad: Article, moment: datetime) -> None:
    Article.objects.filter(expires_at=None, embargo_until__lt=F("modified_at")).update(expires_at=MOMENTS[2])
    Change.objects.update(effective_at=moment)
    client.force_login(User.objects.create_superuser("chief"))
    pages = [f"{bad.pk}/{page}/" for page in ("change", "publish", "correct", "views", "history")]
    stories = [f"articles/article/{page}" for page in ("", "?q=harbour", "?o=5", *pages)]
    for path in ("", "articles/change/", *stories):
        assert client.get(f"/admin/{path}").status_code == 200, path


def test_who_may_only_look_sees_it_too(client: Client, bad: Article) -> None:
    from tests.articles.admin.conftest import signed_in, user

    viewer = signed_in(user("viewer", ["view_article", "view_image"]))
    assert viewer.get(f"/admin/articles/article/{bad.pk}/change/").status_code == 200


YEARS = ["-5", "0", "1", "26", "1799", "2201", "9999", "10000", "9" * 30, "9" * 5000, "", "x", "２０２６"]


FILTERS = [
    "articles/article/?published_at__year={}",
    "articles/article/?published_at__year={}&published_at__month=12&published_at__day=31",
    "articles/article/?modified_at__year={}",
    "articles/article/?published_at__gte={}-01-01",
    "articles/article/?published_at__year__lt={}",
    "articles/change/?effective_at__year={}",
    "articles/change/?effective_at__gte={}-12-31 23:59:59%2B00:00",
    "media/image/?created_at__lt={}-01-01",
]


@pytest.mark.usefixtures("_zone")
@pytest.mark.parametrize("year", YEARS)
def test_filters_of_the_admin_take_any_year(client: Client, year: str) -> None:
    factories.published()
    client.force_login(User.objects.create_superuser("chief"))
    for path in FILTERS:
        answer = client.get("/admin/" + path.format(year), follow=True)
        assert answer.status_code == 200, path
        assert answer.redirect_chain[-1:] in ([], [(f"/admin/{path.split('?')[0]}?e=1", 302)]), path


def test_drilling_down_to_a_day_works(client: Client) -> None:
    factories.published()
    Article.objects.update(published_at=datetime(2026, 11, 25, 12, tzinfo=UTC))
    client.force_login(User.objects.create_superuser("chief"))
    path = "/admin/articles/article/?published_at__year=2026&published_at__month=11&published_at__day=25"
    assert client.get(path).context["cl"].result_count == 1


@pytest.mark.usefixtures("_zone")
@pytest.mark.parametrize("year", YEARS)
def test_filters_of_the_api_take_any_year_or_say_no(client: Client, year: str) -> None:
    factories.published()
    for name in ("published_after", "published_before", "updated_after", "updated_before"):
        for value in (f"{year}-01-01", f"{year}-12-31T23:59:59-14:00", f"{year}-01-01T00:00:00%2B14:00"):
            assert client.get(f"/api/v1/articles/?{name}={value}").status_code in {200, 400}, (name, value)
