"""The search dialog of every page, by keyboard, and the page of results."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Page, Route, expect

from tests import factories
from tests.browser.conftest import PHONE
from tests.browser.test_newsroom import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def newsroom(page: Page) -> None:
    User.objects.create_superuser("mara", password="a long enough password")
    city = factories.topic("City")
    factories.draft("Harbour bridge opens", topic=city, notes="Ask the mayor.", authors=[factories.author("Ana Ruiz")])
    factories.published("Tram crosses the harbour", topic=city, body="<p>Words.</p>")
    sign_in(page)
    # Once its script has begun.
    expect(page.get_by_role("button", name="Search")).to_be_visible()


def chosen(page: Page) -> str | None:
    """The option that a screen reader is told of."""
    option = page.get_by_role("combobox", name="Search stories").get_attribute("aria-activedescendant")
    return page.locator(f"#{option}").text_content() if option else None


def test_a_story_is_found_and_opened_by_keyboard_from_anywhere(page: Page, newsroom: None) -> None:
    page.goto("/admin/media/image/")
    expect(page.locator("#finder-opener[role=button]")).to_be_visible()
    page.keyboard.press("/")
    options = page.get_by_role("option")
    expect(options.first).to_have_text("New story")
    page.keyboard.type("harb")
    expect(page.get_by_role("group", name="Stories").get_by_role("option")).to_have_count(3)
    assert "Tram crosses the harbour" in (chosen(page) or "")
    page.keyboard.press("ArrowDown")
    assert "Harbour bridge opens" in (chosen(page) or "")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert "Where “harb” was found" in (chosen(page) or "")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("#id_headline")).to_have_value("Harbour bridge opens")


def test_enter_waits_for_the_answer_to_what_was_typed(page: Page, newsroom: None) -> None:
    page.keyboard.press("Control+k")
    page.keyboard.type("new story")
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/article/add/")


def test_in_fields_and_in_the_text_it_stays_closed(page: Page, newsroom: None) -> None:
    page.goto("/admin/articles/article/add/")
    page.locator("#id_headline").press("/")
    expect(page.locator("#id_headline")).to_have_value("/")
    page.locator(".ProseMirror[contenteditable=true]").click()
    page.keyboard.type("Either/or")
    page.keyboard.press("Control+k")
    expect(page.locator("#finder")).not_to_be_visible()
    expect(page.locator(".ProseMirror[contenteditable=true]")).to_contain_text("Either/or")
    page.evaluate("window.onbeforeunload = null")


def test_an_older_answer_never_replaces_a_newer_one(page: Page, newsroom: None) -> None:
    page.keyboard.press("/")
    expect(page.get_by_role("option").first).to_be_visible()
    held: list[Route] = []
    page.route("**/find/?q=tram", lambda route: held.append(route))
    with page.expect_request("**/find/?q=tram"):
        page.keyboard.type("tram")
    page.get_by_role("combobox", name="Search stories").fill("bridge")
    expect(page.get_by_role("option", name="Harbour bridge opens")).to_be_visible()
    assert len(held) == 1
    held[0].fallback()
    expect(page.get_by_role("option", name="Tram crosses")).to_have_count(0)


def test_a_lost_network_and_an_ended_session_are_told(page: Page, newsroom: None, expected: list[str]) -> None:
    expected.append("Failed to load resource")
    status = page.locator("#finder [role=status]")
    page.keyboard.press("/")
    page.route("**/find/**", lambda route: route.abort())
    page.keyboard.type("tram")
    expect(status).to_have_text("The newsroom cannot be reached: try again.")
    page.unroute("**/find/**")
    page.context.clear_cookies()
    page.keyboard.type("s")
    expect(status).to_have_text("You are signed out: sign in again in another window.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wide_or_on_a_phone(page: Page, newsroom: None, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    found = []
    for size in (None, PHONE):
        if size:
            page.set_viewport_size(size)
        page.goto("/admin/articles/article/search/?q=harbour+mayor")
        expect(page.locator(".found .where")).to_have_text("in the notes Ask the mayor.")
        found.append(Axe().run(page).generate_report())
        page.locator("#finder-opener").click()
        page.keyboard.type("harb")
        expect(page.get_by_role("group", name="Stories")).to_be_visible()
        found.append(Axe().run(page).generate_report())
        width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert width <= 0
    assert [report for report in found if not report.startswith("Found 0")] == []
