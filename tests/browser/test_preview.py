"""A preview, from the editor who shares it to the person who gets its address."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles.models import Article, ViewTotal
from articles.publishing import previews
from tests import factories
from tests.browser.conftest import PHONE, WIDE
from tests.browser.test_newsroom import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def story() -> Article:
    User.objects.create_superuser("mara", password="a long enough password")
    inline = factories.image(caption="The old span.")
    return factories.draft(
        "Harbour bridge reopens",
        standfirst="Two years and 41 million later.",
        body=f'<p>The bridge is open.</p><figure><img data-file="{inline.pk}"></figure>',
        authors=[factories.author("Ana Ruiz", image=factories.image())],
        related=[factories.published("Ferry line closes", lead=factories.image())],
        lead=factories.image(caption="The first cars."),
        gallery=[factories.image()],
    )


def test_the_front_end_shows_beside_the_form_what_is_typed(page: Page, story: Article) -> None:
    sign_in(page)
    page.goto(f"/admin/articles/article/{story.pk}/change/")
    page.get_by_role("button", name="Preview").click()
    reader = page.frame_locator("iframe[title=Preview]")
    expect(reader.get_by_role("heading", level=1)).to_have_text("Harbour bridge reopens")
    page.locator("#id_headline").fill("Harbour bridge closes again")
    expect(reader.get_by_role("heading", level=1)).to_have_text("Harbour bridge closes again", timeout=15_000)
    page.get_by_role("complementary", name="Preview").get_by_role("button", name="Close").click()
    expect(page.locator("iframe[title=Preview]")).to_be_hidden()


def test_an_editor_shares_a_story_that_is_not_published(page: Page, story: Article) -> None:
    sign_in(page)
    page.goto(f"/admin/articles/article/{story.pk}/change/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_text("Share a preview").click()
    page.get_by_role("link", name="Make an address").click()
    page.get_by_label("For whom").fill("Our lawyer")
    page.get_by_role("button", name="Make an address").click()
    expect(page.get_by_role("heading", name="Our lawyer")).to_be_visible()
    page.get_by_role("link", name="Back to writing").click()
    page.get_by_text("Share a preview").click()
    page.get_by_role("button", name="Copy").click()
    expect(page.locator(".share [role=status]")).to_have_text("Copied.")
    address = page.evaluate("navigator.clipboard.readText()")
    assert address == page.locator("#preview-address").input_value()
    page.keyboard.press("Escape")
    expect(page.locator("#preview-address")).to_be_hidden()

    page.context.clear_cookies()
    page.goto(address)
    expect(page.get_by_role("note")).to_contain_text("Preview, not published.")
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbour bridge reopens")
    expect(page.locator(".byline")).to_have_text("By Ana Ruiz")
    expect(page.locator(".lead-picture .caption")).to_have_text("The first cars.")
    expect(page.locator("#related h3")).to_have_text(["Ferry line closes"])
    expect(page.locator("#views")).to_have_text("VIEW 0")
    page.wait_for_load_state("networkidle")
    images = page.locator("img")
    for place in range(images.count()):
        images.nth(place).scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    assert images.evaluate_all("images => images.map(image => image.naturalWidth > 0)") == [True] * 4
    assert not ViewTotal.objects.exists()


def test_a_preview_that_is_over_says_so(page: Page, expected: list[str]) -> None:
    expected.append("Failed to load resource")
    page.goto("/preview/nothing/")
    expect(page.get_by_role("heading", level=1)).to_have_text("This preview has expired")
    expect(page.get_by_text("Ask for another.")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_it(page: Page, story: Article, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    address = f"/preview/{previews.invite(story).token}/"
    sign_in(page)
    for window in (PHONE, WIDE):
        page.set_viewport_size(window)
        page.goto(address)
        page.locator("main:not([aria-busy]) h1").wait_for()
        assert [rule["id"] for rule in Axe().run(page).response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") == window["width"]
        page.goto(f"/admin/articles/article/{story.pk}/change/")
        page.get_by_text("Share a preview").click()
        expect(page.locator("#preview-address")).to_be_in_viewport(ratio=1)
        assert [rule["id"] for rule in Axe().run(page, context=".share").response["violations"]] == []
