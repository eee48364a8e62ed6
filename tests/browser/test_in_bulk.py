"""Desk work in bulk, by clicks: twenty stories retagged, and every page usable by everybody."""

from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Locator, Page, expect

from articles.models import ArticleTag
from tests import factories
from tests.browser.conftest import PHONE, WIDE
from tests.browser.test_newsroom import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def _stories() -> None:
    User.objects.create_superuser("mara", password="a long enough password")
    old, topic, author = factories.tag("Harbor"), factories.topic("City"), factories.author("Ana Ruiz")
    factories.tag("Harbour")
    for number in range(20):
        make = factories.published if number % 4 == 0 else factories.draft
        make(f"Story {number}", tags=[old], topic=topic, authors=[author])


def pick(page: Page, name: str, text: str) -> int:
    """Choose from a box that searches. Returns the clicks."""
    page.locator(f".question:has(#id_{name}) .select2-selection").click()
    page.keyboard.type(text)
    expect(page.locator(".select2-results__option--highlighted")).to_have_text(text)
    page.keyboard.press("Enter")
    return 1


def look(page: Page) -> list[Any]:
    """What axe finds on both widths, and whether the page is wider than its window."""
    found: list[Any] = []
    for window in (PHONE, WIDE):
        page.set_viewport_size(window)
        found += [(rule["id"], rule["nodes"][0]["html"]) for rule in Axe().run(page).response["violations"]]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append(("wider than the window", page.url))
    return found


@pytest.mark.usefixtures("_stories")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_twenty_stories_are_retagged_in_eight_clicks(page: Page, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    sign_in(page)
    page.goto("/admin/articles/article/")
    clicks = 0

    def click(place: Locator) -> None:
        nonlocal clicks
        place.click()
        clicks += 1

    click(page.locator("#action-toggle"))
    # Opening the list of actions, and choosing one.
    page.locator("select[name=action]").select_option("change_tags")
    clicks += 2
    click(page.get_by_role("button", name="Go"))
    expect(page.locator(".state")).to_contain_text("20 stories selected.")
    assert look(page) == []
    clicks += pick(page, "add", "Harbour")
    clicks += pick(page, "remove", "Harbor")
    click(page.get_by_role("button", name="Show what changes"))
    expect(page.locator(".plan tbody tr")).to_have_count(20)
    expect(page.locator(".plan tbody tr").first.locator("td")).to_have_text(["Harbor", "Harbour"])
    assert look(page) == []
    click(page.get_by_role("button", name="Change the tags of 20 stories"))
    expect(page.locator(".told")).to_have_text("The tags of 20 stories are changed.")
    expect(page.locator(".confirmation")).to_contain_text("5 of them are live: readers do not see the change yet.")
    assert look(page) == []
    assert clicks == 8
    assert {str(one.tag) for one in ArticleTag.objects.select_related("tag")} == {"Harbour"}

    page.get_by_role("button", name="Publish these changes…").click()
    page.get_by_role("button", name="Show what changes").click()
    expect(page.locator(".plan tbody tr")).to_have_count(5)
    assert look(page) == []
    page.get_by_role("button", name="Publish the changes of 5 stories").click()
    expect(page.locator(".told")).to_have_text("The changes of 5 stories are live.")


@pytest.mark.usefixtures("_stories")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_tags_are_merged_and_brought_back_by_keyboard(page: Page, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    sign_in(page)
    page.goto("/admin/articles/tag/")
    for name in ("Harbor", "Harbour"):
        page.get_by_role("row", name=name, exact=False).get_by_role("checkbox").first.focus()
        page.keyboard.press("Space")
    page.locator("select[name=action]").select_option("merge_selected")
    page.get_by_role("button", name="Go").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".stays")).to_have_count(2)
    assert look(page) == []
    page.locator("input[name=stays]:checked").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("merged into")
    assert look(page) == []
    page.get_by_role("link", name="Undo…").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    assert look(page) == []
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".messagelist")).to_contain_text("brought back.")


@pytest.mark.usefixtures("_stories")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_filter_is_saved_and_used(page: Page, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    sign_in(page)
    page.goto("/admin/articles/article/?status=live")
    page.get_by_text("Save this filter").click()
    page.get_by_label("Name", exact=True).fill("What readers see")
    page.get_by_label("For everybody").check()
    assert look(page) == []
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("Saved the filter")
    page.goto("/admin/articles/article/")
    page.get_by_role("link", name="What readers see").click()
    expect(page.locator("#result_list tbody tr")).to_have_count(5)
    assert look(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert download.value.path().read_text().count("\n") == 6
