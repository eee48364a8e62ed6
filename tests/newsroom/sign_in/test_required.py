"""REQUIRE_SECOND_FACTOR: people without a second factor must set one up before anything else."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from articles.models import Article
from media.renditions import renditions_of
from tests import factories
from tests.articles.admin import screen
from tests.newsroom.sign_in.conftest import PASSWORD
from tests.newsroom.sign_in.steps import ACCOUNT, DESK, SECOND, code, factors, is_in, sign_in, with_app

pytestmark = pytest.mark.django_db

SET_UP = reverse("mfa_activate_totp")
ADD = reverse("admin:articles_article_add")


@pytest.fixture(autouse=True)
def _required(settings: Settings) -> None:
    settings.REQUIRE_SECOND_FACTOR = True


@pytest.fixture
def half(client: Client, mara: User) -> Client:
    """Somebody with the right password and no second factor yet."""
    assert sign_in(client, "mara", PASSWORD).status_code == 302
    return client


@pytest.mark.parametrize("address", [DESK, ADD, "/admin/auth/user/", "/admin/password_change/", "/admin/jsi18n/"])
def test_every_page_leads_there(half: Client, address: str) -> None:
    answer = half.get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith(f"{ACCOUNT}?next=")


def test_where_it_is_said_why(half: Client) -> None:
    page = half.get(half.get(ADD)["Location"]).content
    assert screen.texts(page, ".asked") == [
        "This newsroom requires a second factor. Set up an authenticator app or a passkey below; "
        "then you can use everything else."
    ]
    assert half.get(SET_UP).status_code == 200


def test_and_then_everything_opens(half: Client, mara: User) -> None:
    [key] = [text.replace(" ", "") for text in screen.texts(half.get(SET_UP).content, ".key")]
    half.post(SET_UP, {"code": code(key=key)})
    assert is_in(half)
    page = half.get(f"{ACCOUNT}?next={ADD}").content
    assert screen.links(page, ".asked a") == [ADD]


@pytest.mark.parametrize("there", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_it_leads_nowhere_else(client: Client, mara: User, there: str) -> None:
    with_app(mara)
    sign_in(client, "mara", PASSWORD)
    client.post(SECOND, {"code": code()})
    assert screen.links(client.get(ACCOUNT, {"next": there}).content, ".asked a") == []


def test_the_last_one_stays(client: Client, mara: User) -> None:
    with_app(mara)
    sign_in(client, "mara", PASSWORD)
    client.post(SECOND, {"code": code()})
    off = reverse("mfa_deactivate_totp")
    assert screen.texts(client.get(off).content, ".errornote") == [
        "This newsroom requires a second factor: set up another one first, then remove this one."
    ]
    client.post(off)
    assert factors(mara) == ["recovery_codes", "totp"]


def test_a_session_from_before_the_setting_is_led_there_too(client: Client, mara: User) -> None:
    client.force_login(mara)
    assert client.get(DESK)["Location"].startswith(ACCOUNT)


def test_nothing_is_saved_before_and_nothing_typed_is_lost(half: Client) -> None:
    data = {"headline": "Night trams return", "notes": "Two hours of work", "_publish": "1"}
    answer = half.post(ADD, data)
    assert screen.texts(answer.content, ".errornote") == [
        "Not saved: this newsroom requires a second factor, and your account has none yet. "
        "Everything you wrote is still here: set one up in a new window, then continue here."
    ]
    assert screen.links(answer.content, ".elsewhere a") == [ACCOUNT]
    kept = screen.fields(answer.content, ".kept form")
    assert {name: kept[name] for name in data} == data
    assert not Article.objects.exists()


def test_a_password_alone_shows_nothing_that_readers_do_not_see(half: Client) -> None:
    picture = factories.image()
    path = renditions_of(picture)[0].path
    assert half.get(path).status_code == 404
    [key] = [text.replace(" ", "") for text in screen.texts(half.get(SET_UP).content, ".key")]
    half.post(SET_UP, {"code": code(key=key)})
    assert half.get(path).status_code == 200


def test_nor_does_it_take_others_second_factors_away(half: Client, mara: User) -> None:
    with_app(mara)
    address = reverse("take_away", args=[mara.pk])
    assert half.post(address).status_code == 403
    assert factors(mara) == ["recovery_codes", "totp"]


def test_signing_out_is_possible(half: Client) -> None:
    assert half.post(reverse("admin:logout")).status_code == 200
    assert "_auth_user_id" not in half.session
