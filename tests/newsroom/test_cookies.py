"""No public answer sets a cookie or depends on one, whatever a browser sends."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client

from articles.models import Article
from articles.models.counts import PAGE
from articles.publishing import previews
from media.models import Image
from media.renditions import renditions_of
from tests import factories
from tests.asking import ask

pytestmark = [pytest.mark.django_db, pytest.mark.once]

STALE = {
    "sessionid": "of0somebody0who0left0long0ago000",
    "csrftoken": "x" * 32,
    "messages": "W1sibWVzc2FnZSJdXQ:1abc:notsigned",
    "known_device": "forged:1abc:notsigned",
    "django_language": "tlh",
    "visitor": "another-application",
}
HOSTILE = {
    "sessionid": ['"\\000aaaaaaaa"', "a", "", "'; DROP TABLE", "é" * 20, "x" * 4000],
    "csrftoken": ['"\\000aaaaaaaa"', "short", "x" * 4000],
    "messages": ['"\\000"', "é", "x" * 4000],
}


@pytest.fixture
def lead() -> Image:
    return factories.image()


@pytest.fixture
def story(lead: Image) -> Article:
    story = factories.published(
        "One",
        topic=factories.topic("City"),
        tags=[factories.tag("Bridges")],
        authors=[factories.author("Ana Ruiz")],
        lead=lead,
    )
    factories.collection("Front page", [story])
    return story


def addresses(story: Article, lead: Image) -> Iterator[str]:
    yield from ("/", "/articles/one/", "/topics/city/", "/tags/bridges/", "/authors/ana-ruiz/", "/search/?q=a")
    yield from ("/most-viewed/", "/nothing/", "/healthz", "/readyz", "/metrics", "/robots.txt", "/preview/x/")
    yield from ("/sitemap.xml", "/news-sitemap.xml", f"/sitemap-articles-{(story.published.pk - 1) // PAGE + 1}.xml")
    yield from (f"/feeds/articles.{kind}{rest}" for kind in ("rss", "atom", "json") for rest in ("", "?text=full"))
    api = "/api/v1/"
    yield from (api, f"{api}schema/", f"{api}docs/", f"{api}nothing/", f"{api}changes/", f"{api}images/{lead.pk}/")
    for kind, slug in (("articles", "one"), ("topics", "city"), ("tags", "bridges"), ("authors", "ana-ruiz")):
        yield from (f"{api}{kind}/", f"{api}{kind}/{slug}/", f"{api}{kind}/unknown/", f"{api}{kind}/?unknown=1")
    yield from (f"{api}collections/", f"{api}collections/front-page/", f"{api}most-viewed/")
    yield from (f"{api}articles/one/{rest}" for rest in ("related/", "views/", "?format=ninjs"))
    yield f"{api}resolve/?path=/city/one"
    yield f"{api}preview/{previews.invite(story).token}/"
    hidden = factories.image()
    yield from (rendition.path for picture in (lead, hidden) for rendition in renditions_of(picture)[:1])


def touched(client: Client, method: str, address: str) -> bool:
    answer = ask(client, method, address, {"User-Agent": "Mozilla/5.0 Firefox/140.0"})
    assert answer.status_code < 500, (method, address)
    return bool(answer.cookies) or "cookie" in answer.get("Vary", "").lower()


@pytest.mark.parametrize("method", ["get", "head", "options", "post"])
def test_stale_cookies_change_nothing(client: Client, story: Article, lead: Image, method: str) -> None:
    for name, value in STALE.items():
        client.cookies[name] = value
    found = [address for address in addresses(story, lead) if touched(client, method, address)]
    assert found == []


@pytest.mark.parametrize("name", STALE)
def test_nor_does_any_one_of_them(client: Client, story: Article, lead: Image, name: str) -> None:
    client.cookies[name] = STALE[name]
    plain = Client()
    for address in addresses(story, lead):
        assert not touched(client, "get", address), address
        with_cookie, without = ask(client, "get", address), ask(plain, "get", address)
        different = set(with_cookie.headers.items()) ^ set(without.headers.items())
        # A later answer's ETag, and a nonce.
        assert {header for header, _ in different} <= {"Content-Security-Policy", "ETag"}, address


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in HOSTILE.items() for value in values])
def test_nor_do_spoilt_ones(client: Client, story: Article, lead: Image, name: str, value: str) -> None:
    for address in addresses(story, lead):
        answer = ask(client, "get", address, {"Cookie": f"{name}={value}"})
        assert (answer.status_code < 500, bool(answer.cookies)) == (True, False), address


def test_signed_in_staff_gets_the_answers_of_everybody(
    admin_client: Client, client: Client, story: Article, lead: Image
) -> None:
    session = admin_client.session.session_key
    for address in addresses(story, lead):
        assert not touched(admin_client, "get", address), address
    assert admin_client.session.session_key == session
    assert admin_client.get("/admin/").status_code == 200


def test_a_key_that_was_replaced_signs_nobody_out(admin_client: Client) -> None:
    """Django gives such a session another key and cookie, which an answer without cookies would lose."""
    path = renditions_of(factories.image())[0].path
    old = settings.SECRET_KEY
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "SECRET_KEY", "another-key-" * 5)
        patch.setattr(settings, "SECRET_KEY_FALLBACKS", [old])
        assert ask(admin_client, "get", path).status_code == 200
        assert admin_client.get("/admin/").status_code == 200
