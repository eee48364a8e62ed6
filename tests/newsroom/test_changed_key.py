"""A new SECRET_KEY: pictures keep their addresses, and signatures by a key in SECRET_KEY_FALLBACKS stay valid."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.test import Client
from django.utils.crypto import salted_hmac
from pytest_django import Settings

from articles.api.cursors import Cursor
from articles.models import Article, PublishedArticle
from articles.publishing import previews
from articles.publishing.upkeep import refresh
from media.models import Image
from media.renditions import key, renditions_of
from tests import factories
from tests.asking import ask

pytestmark = pytest.mark.django_db

FORMER, NEW = "the-key-of-before-" * 3, "the-key-of-afterwards-" * 3


@pytest.fixture
def image(settings: Settings) -> Image:
    settings.SECRET_KEY = FORMER
    return factories.image()


@pytest.fixture
def story(image: Image) -> Article:
    return factories.published("Bridge", lead=image)


def test_pictures_stay_where_they_are(settings: Settings, client: Client, story: Article, image: Image) -> None:
    before = client.get("/api/v1/articles/bridge/").json()
    addresses = [before["image"]["src"], *(one["url"] for one in before["image"]["renditions"])]
    settings.SECRET_KEY = NEW
    refresh(PublishedArticle.objects.all())
    assert client.get("/api/v1/articles/bridge/").json() == before
    for address in addresses:
        answer = ask(client, "get", address.removeprefix("https://news.test"))
        assert (answer.status_code, answer["Content-Type"].partition("/")[0]) == (200, "image")


@pytest.mark.parametrize("fallbacks", [[], [FORMER, "older-" * 8]])
def test_an_upgrade_keeps_the_addresses_that_the_key_of_then_made(
    settings: Settings, image: Image, fallbacks: list[str]
) -> None:
    image.focal_x, image.checksum = 0.25, "c" * 64
    value = f"{image.pk} {image.checksum} 0.25 0.5"
    then = salted_hmac("media.renditions", value, algorithm="sha256").hexdigest()[:12]
    Image.objects.update(address_secret="", focal_x=0.25, checksum="c" * 64)
    if fallbacks:
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, fallbacks
    step = import_module("media.migrations.0004_addresses_stay")
    step.take_over_key(apps, None)
    found = Image.objects.get()
    assert key(found) == then
    assert FORMER not in found.address_secret
    settings.SECRET_KEY = "yet-another-key-" * 3
    step.take_over_key(apps, None)
    assert key(Image.objects.get()) == then


@pytest.mark.parametrize(("fallbacks", "status"), [([FORMER], 200), ([], 404)])
def test_previews_need_the_former_key(
    settings: Settings, client: Client, image: Image, fallbacks: list[str], status: int
) -> None:
    token = previews.invite(factories.draft(lead=image)).token
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, fallbacks
    assert client.get(f"/api/v1/preview/{token}/").status_code == status
    assert ask(client, "get", f"{renditions_of(image)[0].path}?preview={token}").status_code == status


@pytest.mark.parametrize(("fallbacks", "status"), [([FORMER], 200), ([], 302)])
def test_editors_stay_signed_in_with_the_former_key(
    settings: Settings, image: Image, admin_client: Client, fallbacks: list[str], status: int
) -> None:
    """The session is signed, and has a keyed hash of the password."""
    assert admin_client.get("/admin/").status_code == 200
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, fallbacks
    assert admin_client.get("/admin/").status_code == status
    settings.SECRET_KEY_FALLBACKS = []
    assert admin_client.get("/admin/").status_code == status


@pytest.mark.parametrize("fallbacks", [[FORMER], []])
def test_links_to_set_a_password_need_the_former_key(settings: Settings, fallbacks: list[str]) -> None:
    settings.SECRET_KEY = FORMER
    user = User.objects.create_user("ana", password="secret")
    token = default_token_generator.make_token(user)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, fallbacks
    generator = type(default_token_generator)()
    assert generator.check_token(user, token) is bool(fallbacks)


def test_cursors_need_no_key(settings: Settings, client: Client, story: Article) -> None:
    factories.published("Harbour")
    feed = client.get("/api/v1/changes/?limit=1").json()["next"]
    pages = client.get("/api/v1/articles/?cursor=&page_size=1").json()["next"]
    settings.SECRET_KEY = NEW
    assert Cursor.parse(feed)
    assert client.get(f"/api/v1/changes/?after={feed}").json()["results"] != []
    assert client.get(pages.removeprefix("https://news.test")).status_code == 200
