"""Single sign-on against a real provider over HTTP: who may sign in, and every kind of bad answer."""

import re
from collections.abc import Callable
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import Group, User
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.articles.admin import screen
from tests.newsroom.sign_in.provider import CLIENT, SECRET, Provider
from tests.newsroom.sign_in.steps import ACCOUNT, DESK, LOGIN, SECOND, code, is_in, with_app

pytestmark = [pytest.mark.django_db, pytest.mark.once]

BEGIN = reverse("single_sign_on")
CALLBACK = reverse("single_sign_on_callback")
FAILED = "Signing in with Courier ID did not work. Try again; if it fails again, tell your administrator."
UNKNOWN = "Courier ID knows you, but there is no account here for you. Ask a colleague who looks after accounts."


class Stay(HTTPRedirectHandler):
    def redirect_request(self, *args: Any) -> None:
        return None


def begin(client: Client, to: str = DESK) -> str:
    """The address at the provider to which the page leads."""
    page = client.post(BEGIN, {"next": to}).content.decode()
    found = re.search(r'<a href="(http://127[^"]+)"', page)
    assert found, page
    return found[1].replace("&amp;", "&")


def there(address: str) -> str:
    """Sign in at the provider; returns the path that it sends the browser back to."""
    try:
        build_opener(Stay).open(Request(address))
    except HTTPError as redirect:
        with redirect:
            return redirect.headers["Location"].removeprefix("https://news.test")
    raise AssertionError("the provider leads nowhere")


def go(client: Client, to: str = DESK) -> Any:
    return client.get(there(begin(client, to)))


def refused(client: Client, answer: Any) -> str:
    """The sign-in page's message to somebody who was refused."""
    assert (answer.status_code, answer["Location"]) == (302, LOGIN)
    assert not is_in(client)
    page = client.get(LOGIN).content
    [sentence] = screen.texts(page, ".messagelist li")
    return sentence


def test_an_account_gets_in_by_its_verified_address(client: Client, mara: User, provider: Provider) -> None:
    answer = go(client, "/admin/media/")
    assert (answer.status_code, answer["Location"]) == (302, "/admin/media/")
    assert is_in(client)
    assert client.session["_auth_user_id"] == str(mara.pk)
    linked = SocialAccount.objects.get()
    assert (linked.user, linked.provider, linked.uid, linked.extra_data) == (mara, "oidc", "248289", {})


def test_what_the_provider_is_asked(client: Client, mara: User, provider: Provider) -> None:
    address = begin(client)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert {name: asked[name] for name in ("client_id", "response_type", "redirect_uri", "code_challenge_method")} == {
        "client_id": CLIENT,
        "response_type": "code",
        "redirect_uri": "https://news.test/admin/login/single-sign-on/callback/",
        "code_challenge_method": "S256",
    }
    assert set(asked["scope"].split()) == {"openid", "profile", "email"}
    assert len(asked["nonce"]) >= 32
    assert len(asked["state"]) >= 16
    assert SECRET not in address


def test_the_page_on_the_way_holds_what_browsers_and_policies_need(
    client: Client, mara: User, provider: Provider
) -> None:
    answer = client.post(BEGIN)
    assert answer.status_code == 200
    assert "form-action 'self'" in answer["Content-Security-Policy"].split("; ")
    assert screen.attributes(answer.content, "meta[http-equiv=refresh]", "content")[0].startswith(
        f"0; url={provider.url}/authorization?"
    )
    assert "no-store" in answer["Cache-Control"]


def test_it_begins_by_a_form_of_ours_alone(mara: User, provider: Provider) -> None:
    assert Client().get(BEGIN).status_code == 405
    answer = Client(enforce_csrf_checks=True).post(BEGIN)
    assert "nothing was done" in screen.texts(answer.content, ".errornote")[0]
    assert provider.asked == []


def test_it_leads_nowhere_else(client: Client, mara: User, provider: Provider) -> None:
    assert go(client, "https://evil.example/")["Location"] == DESK


def test_later_it_is_the_same_person_by_the_providers_name_for_them(
    client: Client, mara: User, provider: Provider
) -> None:
    go(client)
    provider.claims |= {"email": "mara.newname@news.test", "email_verified": False}
    again = Client()
    go(again)
    assert again.session["_auth_user_id"] == str(mara.pk)


def test_an_address_that_was_given_to_somebody_else_opens_nothing(
    client: Client, mara: User, provider: Provider
) -> None:
    go(client)
    provider.claims["sub"] = "somebody-new"
    other = Client()
    assert refused(other, go(other)) == UNKNOWN


@pytest.mark.parametrize("written", ["MARA@news.test", "Mara@News.Test"])
def test_large_and_small_letters_of_an_address(client: Client, mara: User, provider: Provider, written: str) -> None:
    provider.claims["email"] = written
    go(client)
    assert is_in(client)


@pytest.mark.parametrize(
    ("email", "verified"),
    [
        ("mara@news.test", False),
        ("mara@news.test", None),
        ("mara@news.test", "true"),
        ("mara@news.test", 1),
        ("nobody@news.test", True),
        ("mara@news.test ", True),
        ("mar\u0101@news.test", True),
        ("MARA@news.te\u017ft", True),
        ("mara%", True),
        ("mara\0@news.test", True),
        ("", True),
        (None, True),
        (["mara@news.test"], True),
        ({"$ne": ""}, True),
    ],
)
def test_nobody_else_does(client: Client, mara: User, provider: Provider, email: object, verified: object) -> None:
    provider.claims |= {"email": email, "email_verified": verified}
    assert refused(client, go(client)) == UNKNOWN
    assert not SocialAccount.objects.exists()
    assert User.objects.count() == 1


def test_nor_an_account_without_an_address(client: Client, provider: Provider, db: None) -> None:
    User.objects.create_superuser("chief")
    provider.claims["email"] = ""
    assert refused(client, go(client)) == UNKNOWN


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_staff": False}])
@pytest.mark.parametrize("linked", [True, False])
def test_nor_one_that_was_switched_off(mara: User, provider: Provider, change: dict[str, bool], linked: bool) -> None:
    if linked:
        go(Client())
    User.objects.update(**change)
    client = Client()
    assert refused(client, go(client)) == UNKNOWN


def test_nor_one_of_two_with_the_same_address(client: Client, mara: User, provider: Provider) -> None:
    User.objects.create_user("tom", "Mara@news.test", is_staff=True)
    assert refused(client, go(client)) == UNKNOWN


# Bad answers from a provider or from somebody in between. Each spoils one thing in a good answer.
SPOILT: dict[str, Callable[[Provider], Any]] = {
    "a signature by another key": lambda one: setattr(one, "signed_with", one.other_key),
    "a signature by the shared secret": lambda one: vars(one).update(signed_with=SECRET * 4, algorithm="HS256"),
    "no signature": lambda one: vars(one).update(signed_with="", algorithm="none"),
    "a key that is not the provider's": lambda one: setattr(one, "headers", {"kid": "two"}),
    "another issuer": lambda one: one.token.update(iss="https://evil.example"),
    "no issuer": lambda one: one.left_out.add("iss"),
    "another audience": lambda one: one.token.update(aud="another application"),
    "no audience": lambda one: one.left_out.add("aud"),
    "made for another application": lambda one: one.token.update(aud=[CLIENT, "other"], azp="other"),
    "another nonce": lambda one: one.token.update(nonce="of another question"),
    "no nonce": lambda one: one.left_out.add("nonce"),
    "an empty nonce": lambda one: one.token.update(nonce=""),
    "a nonce that is none": lambda one: one.token.update(nonce=["é"]),
    "over": lambda one: one.token.update(exp=1),
    "without an end": lambda one: one.left_out.add("exp"),
    "from the future": lambda one: one.token.update(iat=9_999_999_999),
    "no subject": lambda one: one.left_out.add("sub"),
    "a subject that is none": lambda one: one.token.update(sub=""),
    "a subject with a NUL": lambda one: one.claims.update(sub="2\0"),
    "a subject too long": lambda one: one.claims.update(sub="x" * 300),
    "a profile of somebody else": lambda one: setattr(one, "profile", {"sub": "another", "email": "mara@news.test"}),
    "a profile of nobody": lambda one: setattr(one, "profile", {"email": "mara@news.test", "email_verified": True}),
    "a description of another provider": lambda one: one.description.update(issuer="https://evil.example"),
    "a description without an end": lambda one: one.description.update(token_endpoint=None),
    "a description that is none": lambda one: one.description.update(authorization_endpoint=["x"]),
    "a description without keys": lambda one: one.description.update(jwks_uri=f"{one.url}/nothing"),
}


@pytest.mark.parametrize("fault", SPOILT)
def test_an_answer_that_is_not_good(client: Client, mara: User, provider: Provider, fault: str) -> None:
    SPOILT[fault](provider)
    page = client.post(BEGIN)
    if page.status_code == 302:
        assert refused(client, page) == FAILED
    else:
        assert refused(client, go(client)) == FAILED
    assert not SocialAccount.objects.exists()


def test_a_good_one_with_a_key_without_a_name(client: Client, mara: User, provider: Provider) -> None:
    provider.headers = {}
    go(client)
    assert is_in(client)


def test_an_answer_to_nobodys_question(client: Client, mara: User, provider: Provider) -> None:
    """Another browser's state, a made-up one, none, or a reused one: the provider is not even contacted."""
    other = there(begin(Client()))
    for path in (other, f"{CALLBACK}?code=x&state=made-up", f"{CALLBACK}?code=x", CALLBACK):
        assert refused(client, client.get(path)) == FAILED
    mine = there(begin(client))
    client.get(mine)
    again = Client()
    again.cookies = client.cookies
    again.post(reverse("admin:logout"))
    assert refused(again, again.get(mine)) == FAILED
    assert "/token" in provider.asked
    assert provider.asked.count("/token") == 1


def test_a_code_that_was_stolen_is_worth_nothing_without_its_verifier(mara: User, provider: Provider) -> None:
    """The thief has a request of their own, whose state fits their browser, and the victim's code."""
    victim = parse_qs(urlsplit(there(begin(Client()))).query)["code"][0]
    thief = Client()
    state = parse_qs(urlsplit(begin(thief)).query)["state"][0]
    assert refused(thief, thief.get(CALLBACK, {"code": victim, "state": state})) == FAILED


def test_calling_it_off(client: Client, mara: User, provider: Provider) -> None:
    state = parse_qs(urlsplit(begin(client)).query)["state"][0]
    answer = client.get(CALLBACK, {"error": "access_denied", "state": state})
    assert refused(client, answer) == "Signing in was cancelled."


@pytest.mark.parametrize("error", ["server_error", "<script>alert(1)</script>", "x" * 5000])
def test_what_a_provider_says_of_errors_is_not_repeated(
    client: Client, mara: User, provider: Provider, error: str
) -> None:
    state = parse_qs(urlsplit(begin(client)).query)["state"][0]
    assert refused(client, client.get(CALLBACK, {"error": error, "state": state})) == FAILED


def test_a_provider_that_is_down_is_asked_once_in_ten_seconds(client: Client, mara: User, provider: Provider) -> None:
    provider.fails = True
    for _ in range(3):
        assert refused(client, client.post(BEGIN)) == FAILED
    assert len(provider.asked) == 1


def test_only_who_was_asked_by_the_provider_is_not_asked_here(
    client: Client, mara: User, provider: Provider, settings: Settings
) -> None:
    with_app(mara)
    assert go(client)["Location"] == SECOND
    assert not is_in(client)
    assert client.post(SECOND, {"code": code()})["Location"] == DESK

    provider.claims["amr"] = ["pwd", "mfa"]
    other = Client()
    assert go(other)["Location"] == DESK
    del provider.claims["amr"]
    settings.OIDC_ASKS_SECOND_FACTOR = True
    third = Client()
    assert go(third)["Location"] == DESK


@pytest.mark.parametrize("amr", [None, "mfa", ["pwd"], ["mfa"], {"mfa": 1}, 7])
def test_where_a_second_factor_is_required(
    client: Client, mara: User, provider: Provider, settings: Settings, amr: object
) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    provider.claims["amr"] = amr
    go(client)
    assert is_in(client) is (amr in ("mfa", ["mfa"]))


def test_new_accounts_are_made_for_the_groups_that_are_named(
    client: Client, provider: Provider, settings: Settings, db: None
) -> None:
    settings.OIDC_STAFF_GROUPS = ["reporters", "desk", "no such role"]
    Group.objects.create(name="reporters")
    Group.objects.create(name="admins")
    names = {"given_name": "Ana", "family_name": "Ruiz"}
    provider.claims = {"sub": "7", "email": "Ana@news.test", "email_verified": True, **names}
    provider.claims["groups"] = ["reporters", "admins", "no such role"]
    go(client)
    ana = User.objects.get()
    assert (ana.username, ana.email, ana.get_full_name()) == ("Ana@news.test", "Ana@news.test", "Ana Ruiz")
    assert (ana.is_staff, ana.is_superuser, ana.has_usable_password()) == (True, False, False)
    assert [group.name for group in ana.groups.all()] == ["reporters"]
    assert is_in(client)


@pytest.mark.parametrize("groups", [None, [], "", "admins", ["Reporters"], {"reporters": True}, [["reporters"]], 1])
def test_and_for_nobody_else(client: Client, provider: Provider, settings: Settings, groups: object, db: None) -> None:
    settings.OIDC_STAFF_GROUPS = ["reporters"]
    provider.claims["groups"] = groups
    assert refused(client, go(client)) == UNKNOWN
    assert not User.objects.exists()


@pytest.mark.parametrize("claims", [{"is_superuser": True, "is_staff": True}, {"email_verified": False}])
def test_claims_make_nobody_more_than_that(
    client: Client, provider: Provider, settings: Settings, claims: dict[str, bool], db: None
) -> None:
    settings.OIDC_STAFF_GROUPS = ["reporters"]
    provider.claims |= {"groups": "reporters"} | claims
    go(client)
    assert not User.objects.filter(is_superuser=True).exists()
    assert User.objects.exists() is ("is_superuser" in claims)


def test_another_claim_may_hold_the_groups(client: Client, provider: Provider, settings: Settings, db: None) -> None:
    settings.OIDC_STAFF_GROUPS = ["reporters"]
    settings.OIDC_GROUPS_CLAIM = "https://news.test/roles"
    provider.claims["https://news.test/roles"] = ["reporters"]
    go(client)
    assert is_in(client)


def test_an_account_that_is_called_like_a_new_ones_address_is_not_taken_over(
    client: Client, provider: Provider, settings: Settings, db: None
) -> None:
    settings.OIDC_STAFF_GROUPS = ["reporters"]
    User.objects.create_superuser("mara@news.test", "another@news.test")
    provider.claims["groups"] = ["reporters"]
    assert refused(client, go(client)) == UNKNOWN


@pytest.mark.parametrize("claims", [{"email": "m" * 200 + "@news.test"}, {"given_name": "\0"}, {"given_name": 7}])
def test_claims_that_no_column_takes(
    client: Client, provider: Provider, settings: Settings, claims: dict[str, object], db: None
) -> None:
    settings.OIDC_STAFF_GROUPS = ["reporters"]
    provider.claims |= {"groups": ["reporters"]} | claims
    assert go(client).status_code == 302


def test_the_account_page_says_whether_it_was_used(client: Client, mara: User, provider: Provider) -> None:
    go(client)
    assert "Courier ID Linked" in screen.texts(client.get(ACCOUNT).content, "h2")


def test_without_it_there_is_no_such_address(client: Client, db: None) -> None:
    assert [client.post(BEGIN).status_code, client.get(CALLBACK).status_code] == [404, 404]


def test_a_row_of_the_database_is_no_provider(client: Client, db: None) -> None:
    from allauth.socialaccount.models import SocialApp

    SocialApp.objects.create(
        provider="openid_connect", provider_id="oidc", client_id="x", settings={"server_url": "https://evil.example"}
    )
    assert client.post(BEGIN).status_code == 404


def test_a_session_that_was_only_begun_is_short(client: Client, mara: User, provider: Provider) -> None:
    begin(client)
    assert client.session.get_expiry_age() == 900
    go(client)
    assert client.session.get_expiry_age() == 14 * 24 * 3600
    assert Session.objects.count() >= 1


def test_the_tests_provider_signs_as_providers_do(provider: Provider) -> None:
    assert jwt.PyJWKSet.from_dict(provider.answer("/keys") or {}).keys[0].key_id == "one"
