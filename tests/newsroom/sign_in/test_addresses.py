"""The addresses for signing in give people who are not signed in nothing but the sign-in page."""

from typing import Any

import pytest
from allauth.account.adapter import get_adapter
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, URLPattern, reverse
from django.urls.resolvers import get_resolver
from pytest_django import Settings

from newsroom.sign_in import urls
from tests.newsroom.sign_in.conftest import PASSWORD
from tests.newsroom.sign_in.provider import Provider
from tests.newsroom.sign_in.steps import LOGIN, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# With what people who are not signed in get: the sign-in page, or a redirect to it.
ADDRESSES = {
    "/admin/login/": 200,
    "/admin/login/second-factor/": 302,
    "/admin/login/passkey/": 302,
    "/admin/login/single-sign-on/": 405,
    "/admin/login/single-sign-on/callback/": 302,
    "/admin/account/": 302,
    "/admin/account/app/": 302,
    "/admin/account/app/off/": 302,
    "/admin/account/passkeys/add/": 302,
    "/admin/account/passkeys/1/remove/": 302,
    "/admin/account/recovery-codes/": 302,
    "/admin/account/recovery-codes/new/": 302,
    "/admin/account/recovery-codes/download/": 302,
    "/admin/account/sessions/end/": 302,
    "/admin/account/confirm/password/": 302,
    "/admin/account/confirm/code/": 302,
    "/admin/account/confirm/passkey/": 302,
    "/admin/account/of/1/": 302,
}
# django-allauth's other addresses.
NOT_MOUNTED = [
    "account_signup",
    "account_email",
    "account_confirm_email",
    "account_email_verification_sent",
    "account_reset_password",
    "account_reset_password_from_key",
    "account_set_password",
    "account_change_password",
    "account_request_login_code",
    "account_confirm_login_code",
    "account_signup_by_passkey",
    "account_logout",
    "account_inactive",
    "mfa_signup_webauthn",
    "mfa_trust",
    "socialaccount_signup",
    "socialaccount_connections",
    "socialaccount_login_error",
    "openid_connect_login",
    "usersessions_list",
]


def test_these_are_all() -> None:
    ours = [pattern for pattern in urls.urlpatterns if isinstance(pattern, URLPattern)]
    assert len(ours) == len(urls.urlpatterns)
    assert [f"/admin/{pattern.pattern}".replace("<int:pk>", "1") for pattern in ours] == list(ADDRESSES)


@pytest.mark.parametrize("name", NOT_MOUNTED)
def test_what_else_there_could_be_is_not_there(name: str) -> None:
    for arguments in ([], ["x"], ["x", "y"]):
        with pytest.raises(NoReverseMatch):
            reverse(name, args=arguments)


def test_no_other_address_is_the_librarys() -> None:
    found = {
        f"{resolver.pattern}"
        for resolver in get_resolver().url_patterns
        if "allauth" in str(getattr(resolver, "urlconf_name", ""))
    }
    assert found == set()


@pytest.mark.parametrize("address", ADDRESSES)
def test_whoever_is_not_signed_in_gets_the_sign_in_page(client: Client, provider: Provider, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == ADDRESSES[address]
    if answer.status_code == 302:
        assert answer["Location"].split("?")[0] == LOGIN
    assert answer.status_code != 200 or b'id="login-form"' in answer.content


@pytest.mark.parametrize("address", [one for one in ADDRESSES if one != "/admin/login/single-sign-on/"])
@pytest.mark.parametrize("data", [{}, {"code": "123456"}, {"credential": "{}"}, {"session": "1"}, {"password": "x"}])
def test_whatever_they_send(client: Client, provider: Provider, address: str, data: dict[str, str]) -> None:
    answer = client.post(address, data)
    assert answer.status_code in {200, 302}
    if answer.status_code == 302:
        assert answer["Location"].split("?")[0] == LOGIN
    else:
        assert b'id="login-form"' in answer.content


@pytest.mark.parametrize("address", ADDRESSES)
def test_nor_does_a_readers_account_get_more(client: Client, provider: Provider, address: str) -> None:
    client.force_login(User.objects.create_user("reader", password=PASSWORD))
    answer = client.get(address)
    assert answer.status_code in {200, 302, 405}
    assert answer.status_code != 200 or b'id="login-form"' in answer.content


@pytest.mark.parametrize("address", [one for one in ADDRESSES if "/account/" in one])
def test_pages_about_an_account_are_kept_by_nobody(client: Client, mara: User, address: str) -> None:
    sign_in(client, "mara", PASSWORD)
    assert "no-store" in client.get(address.replace("/1/", f"/{mara.pk}/")).headers.get("Cache-Control", "no-store")


def test_nothing_goes_by_mail(mara: User, settings: Settings) -> None:
    """The library's messages are not sent."""
    request: Any = RequestFactory().get("/")
    adapter = get_adapter(request)
    adapter.send_mail("account/email/email_confirmation", "mara@news.test", {"user": mara})
    adapter.send_notification_mail("mfa/email/totp_activated", mara)
    assert mail.outbox == []
    assert not adapter.is_open_for_signup(request)
