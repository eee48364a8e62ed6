"""The sign-in page: only name and password, unless there are other ways to sign in."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings
from pytest_django.asserts import assertNumQueries

from tests.articles.admin import screen
from tests.newsroom.sign_in.conftest import PASSWORD
from tests.newsroom.sign_in.provider import Provider
from tests.newsroom.sign_in.steps import DESK, LOGIN, is_in, sign_in

WRONG = (
    "Please enter the correct username and password for a staff account. Note that both fields may be case-sensitive."
)


def buttons(content: bytes) -> list[str]:
    return screen.texts(content, "main button") + [
        node or "" for node in screen.attributes(content, "main input[type=submit]", "value")
    ]


def test_name_and_password_are_all_there_is(client: Client, db: None) -> None:
    page = client.get(LOGIN).content
    assert screen.texts(page, "h1") == ["Sign in"]
    assert buttons(page) == ["Log in"]
    assert sorted(screen.fields(page, "#login-form")) == ["csrfmiddlewaretoken", "next", "password", "username"]


def test_passkeys_are_offered_once_somebody_has_one(client: Client, mara: User) -> None:
    Authenticator.objects.create(user=mara, type="webauthn", data={"name": "Key"})
    assert buttons(client.get(LOGIN).content) == ["Sign in with a passkey", "Log in"]


def test_the_provider_is_offered_where_there_is_one(client: Client, provider: Provider, db: None) -> None:
    assert buttons(client.get(LOGIN).content) == ["Sign in with Courier ID", "Log in"]


def test_a_password_leads_to_where_one_wanted_to_go(client: Client, mara: User) -> None:
    assert sign_in(client, "mara", PASSWORD)["Location"] == DESK
    client.logout()
    answer = client.post(f"{LOGIN}?next=/admin/media/", {"username": "mara", "password": PASSWORD})
    assert answer["Location"] == "/admin/media/"
    client.logout()
    answer = client.post(f"{LOGIN}?next=https://evil.example/", {"username": "mara", "password": PASSWORD})
    assert answer["Location"] == DESK


@pytest.mark.parametrize("name", ["mara", "nobody", "tom", "gone"])
def test_what_is_wrong_is_told_in_the_same_words(client: Client, mara: User, name: str) -> None:
    """A wrong password, an unknown name, a reader's account and a deactivated one."""
    User.objects.create_user("tom", password=PASSWORD)
    User.objects.create_user("gone", password=PASSWORD, is_staff=True, is_active=False)
    answer = sign_in(client, name, "wrong" if name == "mara" else PASSWORD)
    assert answer.status_code == 200
    assert screen.texts(answer.content, ".errornote") == [WRONG]
    assert not is_in(client)


def test_where_passwords_are_switched_off_only_the_provider_is_left(
    client: Client, mara: User, provider: Provider, settings: Settings
) -> None:
    settings.PASSWORD_SIGN_IN = False
    assert buttons(client.get(LOGIN).content) == ["Sign in with Courier ID"]
    sign_in(client, "mara", PASSWORD)
    assert not is_in(client)


def test_the_cookies_are_for_this_site_alone_and_for_no_script(client: Client, mara: User, settings: Settings) -> None:
    settings.SESSION_COOKIE_SECURE = True
    sign_in(client, "mara", PASSWORD)
    session, device = client.cookies["sessionid"], client.cookies["known_device"]
    kept = [(one["secure"], one["httponly"], one["samesite"], one["path"]) for one in (session, device)]
    assert kept == [(True, True, "Lax", "/"), (True, True, "Lax", "/admin/")]


def test_what_it_costs(client: Client, mara: User) -> None:
    """The page queries whether anybody has a passkey, and pages of the admin make no additional query."""
    with assertNumQueries(1):
        client.get(LOGIN)
    sign_in(client, "mara", PASSWORD)
    client.get(DESK)
    with assertNumQueries(2):
        # The session and the account.
        client.get("/admin/jsi18n/")
