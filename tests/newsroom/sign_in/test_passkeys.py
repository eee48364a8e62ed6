"""Forged data that browsers may send for passkeys is refused, and never causes a server error.

tests/browser/test_signing_in.py shows that real ones work.
"""

import base64
import json
from typing import Any

import pytest
from allauth.account.adapter import get_adapter
from django.contrib.auth.models import User
from django.test import Client, RequestFactory
from django.urls import reverse
from hypothesis import HealthCheck, given, strategies
from hypothesis import settings as hypothesis_settings
from pytest_django import Settings

from tests.articles.admin import screen
from tests.newsroom.sign_in.conftest import PASSWORD
from tests.newsroom.sign_in.steps import ACCOUNT, LOGIN, SECOND, factors, is_in, sign_in, with_app

pytestmark = [pytest.mark.django_db, pytest.mark.once]

SIGN_IN = reverse("mfa_login_webauthn")
ADD = reverse("mfa_add_webauthn")
JSON: Any = {"headers": {"Accept": "application/json"}}


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def client_data(challenge: str, origin: str = "https://news.test", kind: str = "webauthn.get") -> str:
    return b64(json.dumps({"type": kind, "challenge": challenge, "origin": origin}).encode())


def made_up(challenge: str, user: str = "1") -> list[Any]:
    assertion = {
        "clientDataJSON": client_data(challenge),
        "authenticatorData": b64(b"\0" * 37),
        "signature": b64(b"\0"),
        "userHandle": b64(user.encode()),
    }
    whole = {"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": assertion, "clientExtensionResults": {}}
    return [
        "",
        "{",
        "null",
        "[]",
        "5",
        '"x"',
        "{}",
        {"response": None},
        {"response": []},
        {"response": {"userHandle": 5}},
        whole,
        whole | {"response": assertion | {"userHandle": b64(b"\xff\xfe")}},
        whole | {"response": assertion | {"userHandle": b64(b"9" * 400)}},
        whole | {"response": assertion | {"userHandle": None}},
        whole | {"response": assertion | {"authenticatorData": ""}},
        whole | {"response": assertion | {"authenticatorData": b64(b"\xa5" * 10)}},
        whole | {"response": assertion | {"clientDataJSON": b64(b"[]")}},
        whole | {"response": assertion | {"clientDataJSON": b64(b"\xff")}},
        whole | {"response": {"clientDataJSON": client_data(challenge), "attestationObject": b64(b"\xa3")}},
        whole | {"response": {"clientDataJSON": client_data(challenge), "attestationObject": b64(b"\xa0" * 40)}},
        whole | {"rawId": 7},
        whole | {"type": "password"},
    ]


def texts(values: list[Any]) -> list[str]:
    return [value if isinstance(value, str) else json.dumps(value) for value in values]


@pytest.mark.parametrize("number", range(len(made_up(""))))
def test_signing_in_with_something_made_up(client: Client, mara: User, number: int) -> None:
    begun = client.get(SIGN_IN, **JSON).json()["request_options"]["publicKey"]
    assert (begun["rpId"], begun["userVerification"], begun.get("allowCredentials") or []) == (
        "localhost",
        "required",
        [],
    )
    credential = texts(made_up(begun["challenge"], str(mara.pk)))[number]
    answer = client.post(SIGN_IN, {"credential": credential})
    assert (answer.status_code, answer["Location"]) == (302, LOGIN)
    assert not is_in(client)


@pytest.mark.parametrize("number", range(len(made_up(""))))
def test_adding_something_made_up(client: Client, mara: User, number: int) -> None:
    sign_in(client, "mara", PASSWORD)
    page = client.get(ADD).content
    challenge = json.loads(screen.texts(page, "#passkey-options")[0])["publicKey"]["challenge"]
    answer = client.post(ADD, {"name": "x", "credential": texts(made_up(challenge))[number]})
    assert answer.status_code == 200
    assert factors(mara) == []


@pytest.mark.parametrize("number", range(len(made_up(""))))
def test_something_made_up_as_second_factor(client: Client, mara: User, number: int) -> None:
    with_app(mara)
    sign_in(client, "mara", PASSWORD)
    client.get(SECOND)
    challenge = client.session["mfa.webauthn.state"]["challenge"]
    answer = client.post(SECOND, {"credential": texts(made_up(challenge))[number]})
    assert answer.status_code == 200
    assert not is_in(client)


@pytest.mark.parametrize("member", ["rawId", "clientDataJSON", "authenticatorData", "signature", "userHandle"])
def test_a_number_reserves_no_memory(client: Client, mara: User, member: str) -> None:
    """A library that reads bytes would take so many of them, and the machine with it."""
    challenge = client.get(SIGN_IN, **JSON).json()["request_options"]["publicKey"]["challenge"]
    sent = json.loads(texts(made_up(challenge, str(mara.pk)))[-1])
    part = sent if member in sent else sent["response"]
    assert isinstance(part[member], str)
    part[member] = 10**15
    assert client.post(SIGN_IN, {"credential": json.dumps(sent)})["Location"] == LOGIN


def test_what_is_nested_too_deep_is_refused(client: Client, mara: User) -> None:
    client.get(SIGN_IN, **JSON)
    assert client.post(SIGN_IN, {"credential": "[" * 60_000})["Location"] == LOGIN


@hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    strategies.recursive(
        strategies.none() | strategies.booleans() | strategies.integers() | strategies.text(),
        lambda inner: (
            strategies.lists(inner, max_size=3)
            | strategies.dictionaries(
                strategies.sampled_from(
                    ["id", "rawId", "type", "response", "userHandle", "clientDataJSON", "signature"]
                ),
                inner,
                max_size=5,
            )
        ),
    )
)
def test_or_with_anything_else(client: Client, mara: User, sent: object) -> None:
    client.get(SIGN_IN, **JSON)
    assert client.post(SIGN_IN, {"credential": json.dumps(sent)})["Location"] == LOGIN


def test_a_passkey_of_somebody_who_is_no_editor(client: Client, db: None) -> None:
    """The form finds the person by what the browser sends; the check for staff comes after it."""
    person = User.objects.create_user("reader", password=PASSWORD)
    request: Any = RequestFactory().get("/")
    request.session, request._messages = client.session, _Messages()
    adapter = get_adapter(request)
    for change in ({"is_staff": False}, {"is_staff": True, "is_active": False}):
        for name, value in change.items():
            setattr(person, name, value)
        assert adapter.pre_login(request, person)["Location"] == LOGIN


class _Messages(list[Any]):
    def add(self, level: int, message: str, extra_tags: str) -> None:
        self.append(message)


@pytest.mark.parametrize(
    ("url", "work"),
    [
        ("https://news.test", True),
        ("http://localhost:8000", True),
        ("http://news.test", False),
        ("http://10.0.0.5", False),
    ],
)
def test_where_browsers_give_them(client: Client, mara: User, settings: Settings, url: str, work: bool) -> None:
    settings.PUBLIC_URL = url
    sign_in(client, "mara", PASSWORD)
    page = client.get(ACCOUNT).content
    assert (ADD in screen.links(page, "main a")) is work
    assert (client.get(ADD).status_code == 200) is work
    assert ("only, and this service is reached at" in page.decode()) is not work
