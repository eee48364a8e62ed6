"""An authenticator app: set up, asked for, with codes that work once, and turned off again."""

import re
import threading
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.db import connection, connections
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.articles.admin import screen
from tests.newsroom.sign_in.conftest import PASSWORD
from tests.newsroom.sign_in.steps import (
    ACCOUNT,
    DESK,
    SECOND,
    code,
    factors,
    is_in,
    sign_in,
    with_app,
    wrong_code,
)

pytestmark = pytest.mark.django_db

SET_UP = reverse("mfa_activate_totp")
TURN_OFF = reverse("mfa_deactivate_totp")
CODES = reverse("mfa_view_recovery_codes")
NOT_RIGHT = "This code is wrong or was used before. Wait for the next one."


@pytest.fixture
def signed_in(client: Client, mara: User) -> Client:
    sign_in(client, "mara", PASSWORD)
    return client


def keys(page: bytes) -> list[str]:
    return [text.replace(" ", "") for text in screen.texts(page, ".key")]


def test_setting_it_up(signed_in: Client, mara: User) -> None:
    page = signed_in.get(SET_UP).content
    [key] = keys(page)
    assert len(key) == 32
    assert screen.attributes(page, ".qr svg", "viewBox") != []
    assert b"data:" not in page

    again = signed_in.post(SET_UP, {"code": "000000"}).content
    assert (keys(again), screen.texts(again, ".errorlist li")) == ([key], [NOT_RIGHT])
    assert factors(mara) == []

    answer = signed_in.post(SET_UP, {"code": code(key=key)})
    assert (answer.status_code, answer["Location"]) == (302, CODES)
    assert factors(mara) == ["recovery_codes", "totp"]
    page = signed_in.get(CODES).content
    shown = screen.texts(page, ".codes li")
    assert len(set(shown)) == 10
    assert all(re.fullmatch(r"\d{4} \d{4}", one) for one in shown)
    download = signed_in.get(reverse("mfa_download_recovery_codes"))
    assert download.content.decode().split() == [one.replace(" ", "") for one in shown]
    assert download["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
    assert "no-store" in download["Cache-Control"]


def test_then_it_is_asked_for(client: Client, mara: User) -> None:
    with_app(mara)
    answer = sign_in(client, "mara", PASSWORD)
    assert (answer.status_code, answer["Location"]) == (302, SECOND)
    assert not is_in(client)
    page = client.get(SECOND).content
    assert screen.texts(page, "h1") == ["One more step"]
    assert screen.texts(page, "main label") == ["Code of your authenticator app, or a recovery code"]
    answer = client.post(SECOND, {"code": f" {code()[:3]} {code()[3:]} "})
    assert (answer.status_code, answer["Location"]) == (302, DESK)
    assert is_in(client)


def test_and_one_comes_to_where_one_wanted_to_go(client: Client, mara: User) -> None:
    with_app(mara)
    client.post(f"{reverse('admin:login')}?next=/admin/media/", {"username": "mara", "password": PASSWORD})
    assert client.post(SECOND, {"code": code()})["Location"] == "/admin/media/"


@pytest.mark.parametrize("typed", ["", "1", "éééééé", "٠٠٠٠٠٠", "\0", "9" * 5000, "' OR 1=1"])
def test_what_is_no_code(client: Client, mara: User, typed: str) -> None:
    with_app(mara)
    sign_in(client, "mara", PASSWORD)
    answer = client.post(SECOND, {"code": typed})
    assert answer.status_code == 200
    assert len(screen.texts(answer.content, ".errorlist li")) == 1
    assert not is_in(client)


def test_a_code_of_the_interval_before_and_after_will_do_and_no_other(client: Client, mara: User) -> None:
    with_app(mara)
    results = {}
    now = time.time()
    for steps in (-2, 2, -1, 1):
        browser = Client()
        sign_in(browser, "mara", PASSWORD)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("time.time", lambda: now)
            browser.post(SECOND, {"code": code(now + 30 * steps)})
        results[steps] = is_in(browser)
    assert results == {-2: False, 2: False, -1: True, 1: True}


def test_a_code_is_good_for_one_time_also_on_another_process(mara: User) -> None:
    """This does not rely on a cache: the second browser could have used another host."""
    with_app(mara)
    typed = code()
    results = []
    for _ in range(2):
        browser = Client()
        sign_in(browser, "mara", PASSWORD)
        results.append(browser.post(SECOND, {"code": typed}).status_code)
    assert results == [302, 200]


def test_nor_is_an_earlier_one_good_after_a_later_one(mara: User) -> None:
    with_app(mara)
    now = time.time()
    results = []
    for steps in (0, -1, 1):
        browser = Client()
        sign_in(browser, "mara", PASSWORD)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("time.time", lambda: now)
            results.append(browser.post(SECOND, {"code": code(now + 30 * steps)}).status_code)
    assert results == [302, 200, 302]


def test_a_clock_that_was_set_back_takes_codes_again(mara: User, client: Client) -> None:
    with_app(mara)
    app = Authenticator.objects.get(user=mara, type="totp")
    app.data["last_interval"] = int(time.time() // 30) + 100
    app.save()
    sign_in(client, "mara", PASSWORD)
    assert client.post(SECOND, {"code": code()}).status_code == 302


def test_the_code_that_set_it_up_signs_nobody_in(signed_in: Client, mara: User) -> None:
    [key] = keys(signed_in.get(SET_UP).content)
    typed = code(key=key)
    signed_in.post(SET_UP, {"code": typed})
    browser = Client()
    sign_in(browser, "mara", PASSWORD)
    assert browser.post(SECOND, {"code": typed}).status_code == 200
    assert not is_in(browser)


def test_a_recovery_code_is_good_for_one_time(mara: User) -> None:
    codes = with_app(mara)
    results = []
    for typed in (codes[3], codes[3], codes[4][:4] + " " + codes[4][4:]):
        browser = Client()
        sign_in(browser, "mara", PASSWORD)
        results.append(browser.post(SECOND, {"code": typed}).status_code)
    assert results == [302, 200, 302]


def test_new_recovery_codes_take_the_place_of_the_old(client: Client, mara: User) -> None:
    codes = with_app(mara)
    sign_in(client, "mara", PASSWORD)
    client.post(SECOND, {"code": code()})
    assert client.post(reverse("mfa_generate_recovery_codes"))["Location"] == CODES
    new = [one.replace(" ", "") for one in screen.texts(client.get(CODES).content, ".codes li")]
    assert len(new) == 10
    assert not set(new) & set(codes)


def test_a_stolen_password_opens_nothing(client: Client, mara: User) -> None:
    """Between the password and the code nobody is signed in, neither for the admin nor for what only staff may see."""
    with_app(mara)
    sign_in(client, "mara", PASSWORD)
    assert client.get(DESK)["Location"].startswith(reverse("admin:login"))
    assert client.get(ACCOUNT)["Location"].startswith(reverse("admin:login"))
    assert client.post(SET_UP, {"code": "1"})["Location"].startswith(reverse("admin:login"))
    assert "_auth_user_id" not in client.session


def test_who_waits_too_long_begins_again(client: Client, mara: User) -> None:
    with_app(mara)
    sign_in(client, "mara", PASSWORD)
    session = client.session
    session["account_login"]["initiated_at"] -= 16 * 60
    session.save()
    assert client.post(SECOND, {"code": code()})["Location"] == reverse("admin:login")


def test_whoever_is_switched_off_meanwhile_does_not_get_in(client: Client, mara: User) -> None:
    with_app(mara)
    sign_in(client, "mara", PASSWORD)
    User.objects.update(is_active=False)
    client.post(SECOND, {"code": code()})
    assert not is_in(client)


def test_turning_it_off(client: Client, mara: User) -> None:
    with_app(mara)
    sign_in(client, "mara", PASSWORD)
    client.post(SECOND, {"code": code()})
    assert client.post(TURN_OFF)["Location"] == ACCOUNT
    assert factors(mara) == []
    assert is_in(client)


def long_ago(client: Client) -> None:
    """Make a browser's sign-in a while ago."""
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()


def test_later_the_password_is_asked_for_again_before_anything_is_changed(signed_in: Client) -> None:
    long_ago(signed_in)
    confirm = reverse("account_reauthenticate")
    assert signed_in.get(SET_UP)["Location"] == f"{confirm}?next=%2Fadmin%2Faccount%2Fapp%2F"
    answer = signed_in.post(confirm, {"password": "wrong", "next": SET_UP})
    assert screen.texts(answer.content, ".errorlist li") == ["Incorrect password."]
    answer = signed_in.post(confirm, {"password": PASSWORD, "next": SET_UP})
    assert answer["Location"] == SET_UP
    assert signed_in.get(SET_UP).status_code == 200


def test_and_the_second_factor_where_there_is_one_never_the_password(client: Client, mara: User) -> None:
    with_app(mara)
    sign_in(client, "mara", PASSWORD)
    client.post(SECOND, {"code": code()})
    long_ago(client)
    by_password, by_code = reverse("account_reauthenticate"), reverse("mfa_reauthenticate")
    for address in (TURN_OFF, CODES, reverse("mfa_add_webauthn"), reverse("mfa_download_recovery_codes")):
        assert client.get(address)["Location"].startswith(by_code), address
    assert client.post(TURN_OFF)["Location"].startswith(by_code)
    assert client.post(by_password, {"password": PASSWORD})["Location"].startswith(by_code)
    assert client.get(TURN_OFF)["Location"].startswith(by_code)
    client.post(by_code, {"code": wrong_code()})
    assert client.get(TURN_OFF)["Location"].startswith(by_code)
    client.post(by_code, {"code": code(time.time() + 30)})
    assert client.get(TURN_OFF).status_code == 200
    assert factors(mara) == ["recovery_codes", "totp"]


def test_guessing_there_ends_as_at_the_door(signed_in: Client) -> None:
    long_ago(signed_in)
    confirm = reverse("account_reauthenticate")
    answers = [signed_in.post(confirm, {"password": "wrong"}).status_code for _ in range(11)]
    assert answers == [200] * 10 + [429]


def test_what_is_set_up_stays_when_the_key_of_the_installation_is_changed(
    client: Client, mara: User, settings: Settings
) -> None:
    with_app(mara)
    settings.SECRET_KEY = "another-key-" * 5
    sign_in(client, "mara", PASSWORD)
    client.post(SECOND, {"code": code()})
    assert is_in(client)


def test_no_secret_stands_in_the_admin(client: Client, mara: User) -> None:
    with_app(mara)
    sign_in(client, "mara", PASSWORD)
    client.post(SECOND, {"code": code()})
    page = client.get(DESK).content.decode()
    assert "authenticator" not in page.lower()
    for path in (
        "mfa/authenticator/",
        "usersessions/usersession/",
        "account/emailaddress/",
        "socialaccount/socialapp/",
    ):
        assert client.get(f"/admin/{path}").status_code == 404


@pytest.mark.postgresql
@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["app", "recovery"])
def test_a_code_typed_twice_at_once_is_good_for_one(kind: str) -> None:
    mara = User.objects.create_superuser("mara", password=PASSWORD)
    codes = with_app(mara)
    typed = code() if kind == "app" else codes[0]
    browsers = [Client() for _ in range(4)]
    for browser in browsers:
        sign_in(browser, "mara", PASSWORD)
    barrier = threading.Barrier(len(browsers))
    answers: list[Any] = []

    def try_it(browser: Client) -> None:
        barrier.wait()
        answers.append(browser.post(SECOND, {"code": typed}).status_code)
        connections.close_all()

    threads = [threading.Thread(target=try_it, args=[browser]) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200, 200, 200, 302]
