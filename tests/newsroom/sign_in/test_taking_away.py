"""Removing the second factor of somebody who has lost it."""

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from tests.articles.admin import screen
from tests.newsroom.sign_in.conftest import PASSWORD
from tests.newsroom.sign_in.steps import SECOND, code, factors, is_in, sign_in, with_app

pytestmark = pytest.mark.django_db


@pytest.fixture
def tom(db: None) -> User:
    """Somebody with an app, a passkey and a link to a provider."""
    tom = User.objects.create_user("tom", password=PASSWORD, is_staff=True)
    with_app(tom)
    Authenticator.objects.create(user=tom, type="webauthn", data={"name": "Telephone"})
    SocialAccount.objects.create(user=tom, provider="oidc", uid="7")
    return tom


@pytest.fixture
def toms(tom: User) -> Client:
    client = Client()
    sign_in(client, "tom", PASSWORD)
    client.post(SECOND, {"code": code()})
    assert is_in(client)
    return client


@pytest.fixture
def chief(client: Client, mara: User) -> Client:
    sign_in(client, "mara", PASSWORD)
    return client


def history(person: User) -> list[tuple[str, str]]:
    return [
        (str(entry.user), entry.get_change_message()) for entry in LogEntry.objects.filter(object_id=str(person.pk))
    ]


def test_a_superuser_does_it_on_the_accounts_page(chief: Client, tom: User, toms: Client) -> None:
    account = reverse("admin:auth_user_change", args=[tom.pk])
    address = reverse("take_away", args=[tom.pk])
    assert address in screen.links(chief.get(account).content, ".object-tools a")
    page = chief.get(address).content
    assert screen.texts(page, "#content-main li") == ["an authenticator app", "the passkey “Telephone”"]
    assert factors(tom) == ["recovery_codes", "totp", "webauthn"]

    answer = chief.post(address, follow=True)
    assert answer.redirect_chain == [(account, 302)]
    assert screen.texts(answer.content, ".messagelist li") == [
        "Tom had 2 second factors; their sessions are ended, and they can set one up again."
    ]
    assert (factors(tom), is_in(toms)) == ([], False)
    assert history(tom) == [("mara", "Second factor taken away.")]
    assert SocialAccount.objects.exists()
    assert sign_in(Client(), "tom", PASSWORD)["Location"] == reverse("admin:index")


def test_and_unlinks_single_sign_on_if_asked_to(chief: Client, tom: User) -> None:
    chief.post(reverse("take_away", args=[tom.pk]), {"single_sign_on": "on"})
    assert not SocialAccount.objects.exists()
    assert history(tom) == [("mara", "Second factor taken away, single sign-on unlinked.")]


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_else_may(tom: User, method: str) -> None:
    other = User.objects.create_user("ana", password=PASSWORD, is_staff=True)
    other.user_permissions.set(Permission.objects.filter(codename__in=["view_user", "change_user"]))
    client = Client()
    sign_in(client, "ana", PASSWORD)
    address = reverse("take_away", args=[tom.pk])
    assert getattr(client, method)(address).status_code == 403
    account = client.get(reverse("admin:auth_user_change", args=[tom.pk])).content
    assert address not in screen.links(account, ".object-tools a")
    assert factors(tom) == ["recovery_codes", "totp", "webauthn"]


def test_an_account_that_is_not_there(chief: Client) -> None:
    assert chief.get(reverse("take_away", args=[999_999])).status_code == 404


def test_the_command(tom: User, toms: Client) -> None:
    said = StringIO()
    call_command("take_second_factor", "tom", stdout=said)
    assert said.getvalue() == "tom: 2 second factors taken away, sessions ended.\n"
    assert (factors(tom), is_in(toms)) == ([], False)
    assert history(tom) == [("tom", "Second factor taken away, on the command line.")]
    assert SocialAccount.objects.exists()


def test_the_command_and_single_sign_on(tom: User) -> None:
    call_command("take_second_factor", "tom", "--single-sign-on", stdout=StringIO())
    assert not SocialAccount.objects.exists()


def test_the_command_and_a_name_that_nobody_has(db: None) -> None:
    with pytest.raises(CommandError, match="There is no account with the name 'nobody'"):
        call_command("take_second_factor", "nobody")
