"""Saves that fail, in the browser: what was typed stays on the screen or comes back to it."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect
from pytest_django import Settings

from articles.models import Article
from tests import factories
from tests.browser.picking import pick, picked
from tests.browser.test_newsroom import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADD = "/admin/articles/article/add/"


@pytest.fixture(autouse=True)
def _mara() -> None:
    User.objects.create_superuser("mara", password="a long enough password")
    factories.author("Ana Ruiz")


def write(page: Page) -> None:
    sign_in(page)
    page.goto(ADD)
    page.locator("#id_headline").fill("Night trams return")
    page.locator("#id_standfirst").fill("After nine years & a <vote>.")
    pick(page, "Authors", "Ana Ruiz")
    page.locator(".ProseMirror[contenteditable=true]").click()
    page.keyboard.type("They are back.")


def everything_is_there(page: Page) -> None:
    expect(page.locator("#id_headline")).to_have_value("Night trams return")
    expect(page.locator("#id_standfirst")).to_have_value("After nine years & a <vote>.")
    expect(picked(page, "bylines")).to_have_text(["Ana Ruiz"])
    expect(page.locator(".ProseMirror[contenteditable=true]")).to_have_text("They are back.")


def save(page: Page) -> None:
    page.locator("input[name=_continue]").click()


def saved(page: Page) -> None:
    save(page)
    expect(page.locator(".messagelist")).to_contain_text("Saved.")
    article = Article.objects.get()
    assert (article.headline, article.body) == ("Night trams return", "<p>They are back.</p>")
    assert [str(one) for one in article.bylines.all()] == ["Ana Ruiz"]


@pytest.mark.parametrize("cookies", [True, False])
def test_a_session_that_has_ended(page: Page, cookies: bool) -> None:
    write(page)
    Session.objects.all().delete()
    if not cookies:
        page.context.clear_cookies()
    save(page)
    expect(page.get_by_role("alert")).to_contain_text("You are signed out")
    assert Axe().run(page).response["violations"] == []
    page.get_by_label("Username").fill("mara")
    page.get_by_label("Password").fill("a long enough password")
    page.get_by_role("button", name="Log in").click()
    expect(page.locator(".not-saved")).to_contain_text("You are signed in again")
    everything_is_there(page)
    assert not Article.objects.exists()
    saved(page)


def test_somebody_who_signed_in_anew_in_another_window_notices_nothing(page: Page) -> None:
    write(page)
    other = page.context.new_page()
    # Whoever signs out is asked whether words that are kept in the browser may go.
    other.on("dialog", lambda dialog: dialog.accept())
    other.goto("/admin/")
    other.get_by_role("button", name="Log out").click()
    other.goto("/admin/login/?next=/admin/")
    other.get_by_label("Username").fill("mara")
    other.get_by_label("Password").fill("a long enough password")
    other.get_by_role("button", name="Log in").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Desk")
    saved(page)


def test_a_token_that_is_lost(page: Page) -> None:
    write(page)
    page.context.clear_cookies(name="csrftoken")
    save(page)
    expect(page.locator(".not-saved")).to_contain_text("Everything you wrote is still here")
    everything_is_there(page)
    saved(page)


def test_something_unforeseen(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise ValueError("Invalid IPv6 URL")

    write(page)
    with monkeypatch.context() as broken:
        broken.setattr("articles.models.Article.save", fail)
        save(page)
        expect(page.locator(".not-saved")).to_contain_text("take out what you pasted")
        expect(page.locator(".errornote")).to_be_hidden()
    everything_is_there(page)
    saved(page)


def test_too_much_never_leaves_the_page(page: Page, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 20_000
    write(page)
    page.locator("#id_notes").fill("Harbour " * 3000)
    save(page)
    expect(page.get_by_role("alert")).to_contain_text("This is more than can be saved at once")
    everything_is_there(page)
    page.locator("#id_notes").fill("")
    saved(page)


def test_a_file_that_is_too_large_never_leaves_the_page(page: Page, settings: Settings, tmp_path: Path) -> None:
    settings.IMAGE_MAX_BYTES = 1_000
    sign_in(page)
    page.goto("/admin/media/image/add/")
    (tmp_path / "quay.jpg").write_bytes(factories.picture())
    page.locator("input[type=file]").set_input_files(tmp_path / "quay.jpg")
    page.locator("#id_caption").fill("The quay at night.")
    page.locator("input[name=_save]").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose a smaller one")
    expect(page.locator("#id_caption")).to_have_value("The quay at night.")


class TestOut:
    @pytest.fixture
    def expected(self) -> list[str]:
        return ["Failed to load resource"]

    def test_of_reach(self, page: Page) -> None:
        write(page)
        page.context.set_offline(True)
        save(page)
        expect(page.get_by_role("alert")).to_contain_text("The newsroom cannot be reached")
        everything_is_there(page)
        page.context.set_offline(False)
        saved(page)


def test_a_correction_survives_a_session_that_has_ended(page: Page) -> None:
    article = factories.published("Harbour bridge reopens")
    sign_in(page)
    page.goto(f"/admin/articles/article/{article.pk}/correct/")
    page.locator("#id_text").fill("It was 1962.")
    Session.objects.all().delete()
    page.locator("button.release").click()
    page.get_by_label("Username").fill("mara")
    page.get_by_label("Password").fill("a long enough password")
    page.get_by_role("button", name="Log in").click()
    expect(page.locator("#id_text")).to_have_value("It was 1962.")
    assert not article.corrections.exists()
    page.locator("button.release").click()
    expect(page.locator(".messagelist")).to_contain_text("is public")
