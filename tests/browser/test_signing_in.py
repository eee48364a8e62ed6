"""Signing in with a browser: an authenticator app, passkeys of a virtual device, a provider, and kept forms."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from playwright.sync_api import CDPSession, Page, expect
from pytest_django import Settings

from tests import factories
from tests.browser.conftest import PHONE
from tests.browser.picking import pick
from tests.browser.test_failing_saves import everything_is_there, save, saved, write
from tests.browser.test_newsroom import sign_in
from tests.newsroom.sign_in import provider as oidc
from tests.newsroom.sign_in.provider import Provider
from tests.newsroom.sign_in.steps import KEY, code, factors, with_app

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "a long enough password"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(autouse=True)
def mara(settings: Settings, page: Page) -> User:
    settings.PUBLIC_HOST = "localhost"
    factories.author("Ana Ruiz")
    return User.objects.create_superuser("mara", "mara@news.test", password=PASSWORD)


class Device(NamedTuple):
    """A virtual device that keeps passkeys for one window."""

    session: CDPSession
    id: str

    def passkeys(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.session.send("WebAuthn.getCredentials", {"authenticatorId": self.id})[
            "credentials"
        ]
        return found

    def take(self, passkeys: list[dict[str, Any]]) -> None:
        for passkey in passkeys:
            self.session.send("WebAuthn.addCredential", {"authenticatorId": self.id, "credential": passkey})

    def disagree(self) -> None:
        self.session.send("WebAuthn.setUserVerified", {"authenticatorId": self.id, "isUserVerified": False})


def device_of(page: Page) -> Device:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return Device(session, made["authenticatorId"])


@pytest.fixture
def device(page: Page) -> Device:
    """A device whose owner always agrees."""
    return device_of(page)


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    with oidc.running() as running:
        settings.OIDC_SERVER_URL = running.url
        settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = oidc.CLIENT, oidc.SECRET
        settings.OIDC_NAME = "Courier ID"
        yield running


def on_desk(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Desk")


def sign_out(page: Page) -> None:
    page.goto("/admin/")
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Logged out")


def with_password(page: Page) -> None:
    page.goto("/admin/")
    page.get_by_label("Username").fill("mara")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def add_passkey(page: Page, name: str = "Telephone") -> None:
    page.goto("/admin/account/passkeys/add/")
    page.get_by_label("What to call it").fill(name)
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.locator(".messagelist")).to_contain_text("The passkey was added.")


def test_an_authenticator_app_from_the_account_page_to_the_next_signing_in(page: Page) -> None:
    sign_in(page)
    page.get_by_role("link", name="Your account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account: sign-in")
    page.get_by_role("link", name="Set up an authenticator app").click()
    expect(page.get_by_role("img", name=re.compile("QR code"))).to_be_visible()
    page.get_by_text("Type the key instead").click()
    key = page.locator(".key").inner_text().replace(" ", "")
    page.get_by_label("six digits").fill(code(key=key))
    page.get_by_role("button", name="Turn on").click()
    expect(page.locator(".codes li")).to_have_count(10)
    recovery = page.locator(".codes li").first.inner_text()
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_role("heading", name=re.compile("Authenticator app"))).to_contain_text("On")

    sign_out(page)
    with_password(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step")
    page.get_by_label("Code of your authenticator app").fill("000000")
    page.get_by_role("button", name="Continue", exact=True).click()
    expect(page.locator(".errorlist")).to_contain_text("This code is wrong")
    page.get_by_label("Code of your authenticator app").fill(recovery)
    page.keyboard.press("Enter")
    on_desk(page)


def test_a_passkey_is_added_asked_for_and_signs_in_alone(page: Page, device: Device, mara: User) -> None:
    sign_in(page)
    add_passkey(page)
    page.get_by_role("link", name="I have kept them").click()
    expect(page.locator(".passkeys")).to_contain_text("Telephone")
    assert factors(mara) == ["recovery_codes", "webauthn"]

    sign_out(page)
    with_password(page)
    page.get_by_role("button", name="Use a passkey").click()
    on_desk(page)

    sign_out(page)
    page.goto("/admin/login/?next=/admin/media/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(page.url.partition("/admin/")[0] + "/admin/media/")

    page.goto("/admin/account/")
    page.get_by_role("link", name="Remove Telephone").click()
    page.get_by_role("button", name="Remove this passkey").click()
    expect(page.locator(".messagelist")).to_contain_text("The passkey was removed.")
    assert factors(mara) == []
    sign_out(page)
    page.goto("/admin/login/")
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_have_count(0)


def test_a_passkey_of_another_account_on_the_same_device(page: Page, device: Device) -> None:
    User.objects.create_user("tom", password=PASSWORD, is_staff=True)
    sign_in(page)
    add_passkey(page)
    add = page.get_by_role("button", name="Add a passkey")
    page.goto("/admin/account/passkeys/add/")
    add.click()
    expect(page.get_by_role("alert")).to_have_text(
        "This device already holds one of your passkeys: there is nothing to add."
    )
    expect(add).to_be_focused()


def test_a_device_whose_owner_does_not_agree(page: Page, device: Device) -> None:
    sign_in(page)
    add_passkey(page)
    sign_out(page)
    page.goto("/admin/login/")
    device.disagree()
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_have_text("Nothing was chosen, or it took too long. Try again.")
    page.get_by_label("Username").fill("mara")


def test_by_keyboard_alone(page: Page, mara: User) -> None:
    with_app(mara)
    page.goto("/admin/")
    expect(page.get_by_label("Username")).to_be_focused()
    page.keyboard.type("mara")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Code of your authenticator app")).to_be_focused()
    page.keyboard.type(code())
    page.keyboard.press("Enter")
    on_desk(page)


def test_a_provider_leads_there_and_back(page: Page, provider: Provider) -> None:
    page.goto("/admin/articles/article/add/")
    page.get_by_role("button", name="Sign in with Courier ID").click()
    expect(page).to_have_url(page.url.partition("/admin/")[0] + "/admin/articles/article/add/")
    expect(page.locator("#id_headline")).to_be_visible()


def test_a_session_that_ends_gives_every_word_back_after_the_code(page: Page, mara: User) -> None:
    write(page)
    with_app(mara)
    Session.objects.all().delete()
    save(page)
    expect(page.get_by_role("alert")).to_contain_text("You are signed out")
    page.get_by_label("Username").fill("mara")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("alert")).to_contain_text("One more step")
    assert Axe().run(page).response["violations"] == []
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Continue", exact=True).click()
    expect(page.locator(".errorlist")).to_contain_text("This code is wrong")
    page.get_by_label("Code").fill(code())
    page.keyboard.press("Enter")
    expect(page.locator(".not-saved")).to_contain_text("You are signed in again")
    everything_is_there(page)
    saved(page)


def test_or_after_a_passkey_in_a_new_window(page: Page, device: Device) -> None:
    sign_in(page)
    add_passkey(page)
    sign_out(page)
    page.goto("/admin/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    on_desk(page)
    write_signed_in(page)
    Session.objects.all().delete()
    save(page)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in another way").click()
    other = opened.value
    device_of(other).take(device.passkeys())
    other.get_by_role("button", name="Sign in with a passkey").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Your account: sign-in")
    other.close()
    page.get_by_role("button", name="continue here").click()
    expect(page.locator(".not-saved")).to_contain_text("Everything you wrote is still here")
    everything_is_there(page)
    saved(page)


def test_or_after_setting_up_what_is_required(page: Page, settings: Settings) -> None:
    write(page)
    settings.REQUIRE_SECOND_FACTOR = True
    save(page)
    expect(page.get_by_role("alert")).to_contain_text("this newsroom requires a second factor")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Set up a second factor").click()
    other = opened.value
    other.get_by_role("link", name="Set up an authenticator app").click()
    other.get_by_text("Type the key instead").click()
    key = other.locator(".key").inner_text().replace(" ", "")
    other.get_by_label("six digits").fill(code(key=key))
    other.get_by_role("button", name="Turn on").click()
    expect(other.locator(".codes li")).to_have_count(10)
    other.close()
    page.get_by_role("button", name="Continue", exact=True).click()
    everything_is_there(page)
    saved(page)


PAGES = [
    "account/",
    "account/app/",
    "account/app/off/",
    "account/passkeys/add/",
    "account/recovery-codes/",
    "account/recovery-codes/new/",
    "account/confirm/code/",
    "account/of/{pk}/",
]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_one_for_everybody(page: Page, device: Device, mara: User, width: int, scheme: str) -> None:
    """axe finds no violation of WCAG, nothing is wider than the window, and no policy is broken."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page.set_viewport_size(PHONE | {"width": width})
    sign_in(page)
    add_passkey(page)
    for path in ["account/app/", *PAGES]:
        if path == "account/app/off/":
            with_app_of(mara)
        page.goto("/admin/" + path.format(pk=mara.pk))
        look(page, path)
    sign_out(page)
    page.goto("/admin/login/")
    look(page, "login")
    with_password(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step")
    look(page, "second")


def look(page: Page, name: str) -> None:
    found = Axe().run(page).response["violations"]
    assert [(name, one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name


def with_app_of(person: User) -> None:
    TOTP.activate(person, KEY)


def write_signed_in(page: Page) -> None:
    page.goto("/admin/articles/article/add/")
    page.locator("#id_headline").fill("Night trams return")
    page.locator("#id_standfirst").fill("After nine years & a <vote>.")
    pick(page, "Authors", "Ana Ruiz")
    page.locator(".ProseMirror[contenteditable=true]").click()
    page.keyboard.type("They are back.")
