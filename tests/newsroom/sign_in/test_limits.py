"""Limits on attempts to sign in: guessing ends soon, and does not lock out the people who work here."""

import threading
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from django.contrib.auth import hashers
from django.contrib.auth.models import User
from django.db import connection, connections
from django.test import Client
from pytest_django import Settings

from newsroom.environment import networks
from newsroom.sign_in.models import Attempt
from tests.articles.admin import screen
from tests.newsroom.sign_in.conftest import PASSWORD
from tests.newsroom.sign_in.steps import LOGIN, SECOND, code, is_in, sign_in, sign_out, with_app, wrong_code

pytestmark = pytest.mark.django_db

OFFICE = "203.0.113.7"
ELSEWHERE = (f"198.51.{first}.{last}" for first in count() for last in range(1, 255))


def guess(name: str = "mara", address: str = OFFICE, client: Client | None = None) -> int:
    """The status of the answer to a wrong password, from an unknown browser if none is given."""
    return int(sign_in(client or Client(), name, "wrong", REMOTE_ADDR=address).status_code)


def later(**time: int) -> None:
    """Make the attempts so far older by this time."""
    for attempt in Attempt.objects.all():
        attempt.at -= timedelta(**time)
        attempt.save()


@pytest.fixture
def known(mara: User) -> Client:
    """A browser from which mara has signed in before."""
    client = Client()
    sign_in(client, "mara", PASSWORD, REMOTE_ADDR=OFFICE)
    sign_out(client)
    return client


def test_ten_guesses_at_one_name_from_one_address(mara: User) -> None:
    assert [guess() for _ in range(11)] == [200] * 10 + [429]
    answer = sign_in(Client(), "mara", PASSWORD, REMOTE_ADDR=OFFICE)
    assert (answer.status_code, answer["Retry-After"]) == (429, "900")
    assert screen.texts(answer.content, "h1") == ["Too many attempts"]
    assert screen.texts(answer.content, "#content p")[0] == (
        "Signing in with this name, or from this address, is locked for 15 minutes. "
        "Nothing is lost: wait, then try again."
    )


def test_a_name_that_nobody_has_is_no_different(mara: User) -> None:
    assert [guess("nobody") for _ in range(11)] == [200] * 10 + [429]
    bodies = [sign_in(Client(), name, "wrong", REMOTE_ADDR=OFFICE).status_code for name in ("nobody", "mara")]
    assert bodies == [429, 200]


def test_however_the_name_is_written(mara: User) -> None:
    assert [guess(name) for name in ["mara", "MARA", "Mara", "ｍara", "mara "] * 2] == [200] * 10
    assert guess("maRA") == 429


def test_it_is_over_after_a_quarter_of_an_hour_whoever_goes_on_trying(mara: User) -> None:
    for _ in range(10):
        guess()
    later(minutes=10)
    assert [guess() for _ in range(5)] == [429] * 5
    later(minutes=5)
    assert sign_in(Client(), "mara", PASSWORD, REMOTE_ADDR=OFFICE).status_code == 302


def test_forty_names_from_one_address(mara: User) -> None:
    """Attackers try one password for many names: after twenty names there are no more for an hour."""
    answers = [guess(f"name{number}") for number in range(40)]
    assert answers == [200] * 20 + [429] * 20
    assert guess("mara") == 429
    later(minutes=60)
    assert guess("mara") == 200


def test_few_names_often_from_one_address(mara: User) -> None:
    answers = [guess(f"name{number % 15}") for number in range(120)]
    assert (answers.count(200), answers.count(429)) == (100, 20)


def test_an_address_of_version_6_is_a_household(mara: User) -> None:
    assert [guess(address=f"2001:db8:1:1::{number:x}") for number in range(1, 12)] == [200] * 10 + [429]
    assert guess(address="2001:db8:1:2::1") == 200


def test_mapped_addresses_are_as_many_as_they_are(mara: User) -> None:
    for _ in range(11):
        guess(address="::ffff:198.51.100.1")
    assert guess(address="198.51.100.1") == 429
    assert guess(address="::ffff:198.51.100.2") == 200


def test_a_newsroom_behind_one_proxy_signs_in_in_the_morning(db: None) -> None:
    """Sixty people at one address, a third of whom first mistype the password."""
    for number in range(60):
        User.objects.create_user(f"editor{number}", password=PASSWORD, is_staff=True)
    for number in range(60):
        if number % 3 == 0:
            assert guess(f"editor{number}") == 200
        assert sign_in(Client(), f"editor{number}", PASSWORD, REMOTE_ADDR=OFFICE).status_code == 302
    assert not Attempt.objects.exists()


def test_a_machine_in_the_newsroom_that_guesses_locks_no_known_browser_out(mara: User, known: Client) -> None:
    for number in range(40):
        guess(f"name{number}")
        guess("mara")
    assert guess("tom") == 429
    assert sign_in(known, "mara", PASSWORD, REMOTE_ADDR=OFFICE).status_code == 302


def test_many_addresses_that_guess_at_one_name_get_fifty_tries_an_hour(mara: User) -> None:
    assert [guess(address=next(ELSEWHERE)) for _ in range(60)] == [200] * 50 + [429] * 10


def test_and_lock_neither_a_known_browser_out_nor_a_passkey_nor_the_others(mara: User, known: Client) -> None:
    User.objects.create_user("tom", password=PASSWORD, is_staff=True)
    for _ in range(60):
        guess(address=next(ELSEWHERE))
    assert sign_in(Client(), "mara", PASSWORD, REMOTE_ADDR=next(ELSEWHERE)).status_code == 429
    assert sign_in(known, "mara", PASSWORD, REMOTE_ADDR=next(ELSEWHERE)).status_code == 302
    assert sign_in(Client(), "tom", PASSWORD, REMOTE_ADDR=OFFICE).status_code == 302


def test_a_known_browser_has_its_limit_too(mara: User, known: Client) -> None:
    assert [guess(client=known) for _ in range(11)] == [200] * 10 + [429]
    assert sign_in(Client(), "mara", PASSWORD, REMOTE_ADDR=OFFICE).status_code == 302


@pytest.mark.parametrize("value", ["", "forged", "WyJhIiwiYiJd:1abc:xxxx", "é", "x" * 5000])
def test_nobody_makes_a_known_browser_up(mara: User, value: str) -> None:
    client = Client()
    client.cookies["known_device"] = value
    for _ in range(10):
        guess()
    assert guess(client=client) == 429


def test_one_is_known_for_the_name_that_has_signed_in_there_alone(mara: User) -> None:
    User.objects.create_user("tom", password=PASSWORD, is_staff=True)
    toms = Client()
    sign_in(toms, "tom", PASSWORD, REMOTE_ADDR=OFFICE)
    sign_out(toms)
    for _ in range(10):
        guess()
    assert guess(client=toms) == 429


def test_signing_in_with_an_account_of_ones_own_buys_no_guesses_at_others(mara: User) -> None:
    User.objects.create_user("tom", password=PASSWORD, is_staff=True)
    for _ in range(10):
        guess()
        sign_in(Client(), "tom", PASSWORD, REMOTE_ADDR=OFFICE)
    assert guess() == 429


def test_the_address_is_what_trusted_proxies_say(mara: User, settings: Settings) -> None:
    def try_from(address: str) -> int:
        headers: Any = {"X-Forwarded-For": f"10.9.9.9, {address}"}
        data = {"username": "mara", "password": "wrong"}
        return int(Client().post(LOGIN, data, headers=headers, REMOTE_ADDR="127.0.0.1").status_code)

    assert [try_from(next(ELSEWHERE)) for _ in range(11)] == [200] * 10 + [429]
    Attempt.objects.all().delete()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRUSTED_PROXIES", "127.0.0.1")
        settings.TRUSTED_PROXIES = networks("TRUSTED_PROXIES")
    assert [try_from(next(ELSEWHERE)) for _ in range(11)] == [200] * 11
    assert [try_from(OFFICE) for _ in range(11)] == [200] * 10 + [429]


def test_a_clock_that_was_set_back_keeps_nobody_out(mara: User) -> None:
    for _ in range(10):
        guess()
    later(hours=-5)
    assert guess() == 200


def test_nothing_is_kept_of_whom_and_where_and_for_a_day_at_most(mara: User) -> None:
    guess("my-password-typed-into-the-wrong-field")
    kept = Attempt.objects.values_list("step", "name", "source", "device").get()
    assert not any("wrong-field" in value or OFFICE in value for value in kept)
    later(hours=25)
    guess("somebody else")
    assert Attempt.objects.count() == 1


def test_an_unknown_name_takes_the_same_work(mara: User, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []
    encode = hashers.MD5PasswordHasher.encode

    def counted(self: hashers.MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(salt)
        return encode(self, password, salt)

    monkeypatch.setattr(hashers.MD5PasswordHasher, "encode", counted)
    work = []
    for name in ("mara", "nobody"):
        hashed.clear()
        guess(name)
        work.append(len(hashed))
    assert work == [1, 1]


def test_the_present_password_is_not_guessed_where_it_is_changed_either(mara: User) -> None:
    client = Client()
    sign_in(client, "mara", PASSWORD)
    data = {"old_password": "wrong", "new_password1": "quite another one", "new_password2": "quite another one"}
    answers = [client.post("/admin/password_change/", data).status_code for _ in range(11)]
    assert answers == [200] * 10 + [429]
    later(minutes=15)
    assert client.post("/admin/password_change/", data | {"old_password": PASSWORD}).status_code == 302
    assert is_in(client)


def half_in(person: User) -> Client:
    """A browser in which the password was right and the code is asked for."""
    with_app(person)
    client = Client()
    assert sign_in(client, person.username, PASSWORD, REMOTE_ADDR=OFFICE)["Location"] == SECOND
    return client


def test_five_guesses_at_a_code(mara: User) -> None:
    client = half_in(mara)
    answers = [client.post(SECOND, {"code": wrong_code()}, REMOTE_ADDR=OFFICE).status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]
    answer = client.post(SECOND, {"code": code()}, REMOTE_ADDR=OFFICE)
    assert (answer.status_code, answer["Retry-After"]) == (429, "900")
    assert not is_in(client)


def test_and_twenty_a_day_from_everywhere_although_the_password_is_right(mara: User) -> None:
    client = half_in(mara)
    answers = [client.post(SECOND, {"code": wrong_code()}, REMOTE_ADDR=next(ELSEWHERE)).status_code for _ in range(22)]
    assert answers == [200] * 20 + [429] * 2
    later(hours=23)
    assert client.post(SECOND, {"code": code()}, REMOTE_ADDR=next(ELSEWHERE)).status_code == 429
    later(hours=1)
    assert client.post(SECOND, {"code": code()}, REMOTE_ADDR=next(ELSEWHERE)).status_code == 302


def test_while_the_owner_gets_in_where_they_are_known(mara: User, known: Client) -> None:
    client = half_in(mara)
    for _ in range(22):
        client.post(SECOND, {"code": wrong_code()}, REMOTE_ADDR=next(ELSEWHERE))
    sign_in(known, "mara", PASSWORD, REMOTE_ADDR=OFFICE)
    assert known.post(SECOND, {"code": code()}, REMOTE_ADDR=OFFICE).status_code == 302
    assert is_in(known)


def test_beginning_with_passkeys_has_an_end(db: None) -> None:
    """Each attempt stores a session, so without a limit they could fill the database."""
    ask: Any = {"headers": {"Accept": "application/json"}}
    answers = [Client().get("/admin/login/passkey/", **ask).status_code for _ in range(302)]
    assert answers == [200] * 300 + [429] * 2


@pytest.mark.postgresql
@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL")
@pytest.mark.django_db(transaction=True)
def test_thirty_at_once_are_ten() -> None:
    """Processes share the database: simultaneous attempts are counted before any password is checked."""
    User.objects.create_superuser("mara", password=PASSWORD)
    barrier, answers = threading.Barrier(30), []

    def try_it() -> None:
        barrier.wait()
        answers.append(guess())
        connections.close_all()

    threads = [threading.Thread(target=try_it) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers.count(200) <= 10
    assert set(answers) <= {200, 429}
