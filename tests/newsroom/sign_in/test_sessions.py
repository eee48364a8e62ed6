"""Where somebody is signed in: only the owner sees and ends sessions."""

import time
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertNumQueries

from newsroom.sign_in.sessions import device
from tests.articles.admin import screen
from tests.newsroom.sign_in.conftest import PASSWORD
from tests.newsroom.sign_in.steps import ACCOUNT, DESK, is_in, sign_in

pytestmark = pytest.mark.django_db

END = reverse("end_sessions")
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.0 Mobile/15E148 Safari/604.1"
)


def browser(user_agent: str, address: str, name: str = "mara") -> Client:
    client = Client(headers={"User-Agent": user_agent}, REMOTE_ADDR=address)
    assert sign_in(client, name, PASSWORD).status_code == 302
    return client


@pytest.fixture
def desk(mara: User) -> Client:
    return browser(FIREFOX, "203.0.113.7")


@pytest.fixture
def phone(mara: User) -> Client:
    return browser(PHONE, "198.51.100.4")


def rows(client: Client) -> list[list[str]]:
    page = client.get(ACCOUNT).content
    cells = screen.texts(page, ".sessions tbody :is(th, td)")
    return [[cells[at], cells[at + 1], cells[at + 3], cells[at + 4]] for at in range(0, len(cells), 5)]


def test_each_is_listed_with_this_one_first(desk: Client, phone: Client) -> None:
    assert rows(desk) == [
        ["Firefox on Linux This one", "203.0.113.7", "just now", ""],
        ["Safari on iPhone", "198.51.100.4", "just now", "End"],
    ]
    assert rows(phone)[0] == ["Safari on iPhone This one", "198.51.100.4", "just now", ""]


def test_one_is_ended(desk: Client, phone: Client) -> None:
    session = UserSession.objects.get(ip="198.51.100.4")
    answer = desk.post(END, {"session": str(session.pk)}, follow=True)
    assert screen.texts(answer.content, ".messagelist li") == ["1 session ended."]
    assert not is_in(phone)
    assert is_in(desk)
    assert len(rows(desk)) == 1


def test_all_others_are_ended(desk: Client, phone: Client) -> None:
    third = browser(FIREFOX, "203.0.113.8")
    answer = desk.post(END, follow=True)
    assert screen.texts(answer.content, ".messagelist li") == ["2 sessions ended."]
    assert [is_in(one) for one in (desk, phone, third)] == [True, False, False]


@pytest.mark.parametrize("asked", ["0", "999999", "x", "-1", "9" * 30, "٣"])
def test_one_that_is_not_there(desk: Client, phone: Client, asked: str) -> None:
    assert desk.post(END, {"session": asked}).status_code == 302
    assert is_in(desk)


def test_nobody_ends_another_persons(desk: Client) -> None:
    User.objects.create_user("tom", password=PASSWORD, is_staff=True)
    toms = browser(FIREFOX, "203.0.113.9", "tom")
    session = UserSession.objects.get(ip="203.0.113.7")
    toms.post(END, {"session": str(session.pk)})
    toms.post(END)
    assert is_in(desk)
    assert [row[1] for row in rows(toms)] == ["203.0.113.9"]


def test_one_that_has_ended_by_itself_is_not_listed(desk: Client, phone: Client) -> None:
    Session.objects.filter(session_key=phone.session.session_key).delete()
    assert len(rows(desk)) == 1


def test_a_new_password_ends_the_others(desk: Client, phone: Client) -> None:
    new = "quite another password"
    data = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert desk.post("/admin/password_change/", data).status_code == 302
    assert [is_in(desk), is_in(phone)] == [True, False]
    assert len(rows(desk)) == 1


def test_one_that_a_colleague_sets_ends_all(desk: Client, phone: Client) -> None:
    person = User.objects.get()
    person.set_password("quite another password")
    person.save()
    assert [is_in(desk), is_in(phone)] == [False, False]


def test_it_is_noticed_every_five_minutes_that_one_is_in_use(desk: Client) -> None:
    def seen() -> Any:
        return UserSession.objects.get().last_seen_at

    before = seen()
    desk.get("/admin/jsi18n/")
    assert seen() == before
    session = desk.session
    session["seen_at"] = int(time.time()) - 301
    session.save()
    desk.get("/admin/jsi18n/")
    after = seen()
    assert after > before
    with assertNumQueries(2):
        # The session and the account, as on every page.
        desk.get("/admin/jsi18n/")


def test_a_database_that_takes_no_writing_is_no_reason_to_fail(desk: Client) -> None:
    session = desk.session
    session["seen_at"] = int(time.time()) - 301
    session.save()

    def full(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            raise OperationalError("database or disk is full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(full):
        assert desk.get("/admin/jsi18n/").status_code == 200


def test_signing_out_takes_it_off_the_list(desk: Client, phone: Client) -> None:
    phone.post(reverse("admin:logout"))
    assert len(rows(desk)) == 1


@pytest.mark.parametrize("address", ["unknown", "203.0.113.7:4711", ""])
def test_an_address_that_is_none(mara: User, address: str) -> None:
    client = browser(FIREFOX, address)
    assert rows(client)[0][1] == "0.0.0.0"
    assert client.get(DESK).status_code == 200


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (FIREFOX, "Firefox on Linux"),
        (PHONE, "Safari on iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) AppleWebKit/605 Version/18 Safari/605", "Safari on macOS"),
        ("curl/8.5", "Unknown browser"),
        ("", "Unknown browser"),
    ],
)
def test_browsers_by_their_names(user_agent: str, name: str) -> None:
    assert device(user_agent) == name


def test_a_hostile_name_of_a_browser_is_text(mara: User) -> None:
    client = browser("<script>alert(1)</script> Firefox/1", "203.0.113.7")
    assert b"<script>alert" not in client.get(ACCOUNT).content
