"""Two windows, one story; and the history that both leave behind."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles.models import Article
from tests import factories
from tests.browser.conftest import PHONE, WIDE
from tests.browser.test_newsroom import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def story() -> Article:
    User.objects.create_superuser("mara", password="a long enough password")
    return factories.draft("Bridge opens", standfirst="On Monday.", body="<p>The first tram crossed at six.</p>")


def change(page: Page, story: Article) -> Page:
    """The story in another window of the same editor."""
    page.goto(f"/admin/articles/article/{story.pk}/change/")
    return page


def save(page: Page) -> None:
    page.locator("input[name=_continue]").click()


def test_nobody_overwrites_what_the_other_wrote(page: Page, story: Article) -> None:
    sign_in(page)
    other = change(page.context.new_page(), story)
    change(page, story)
    other.locator("#id_standfirst").fill("On Tuesday.")
    other.locator("#id_headline").fill("Bridge reopens")
    save(other)
    expect(other.locator(".messagelist")).to_contain_text("Saved.")

    page.locator("#id_standfirst").fill("On Wednesday.")
    page.locator(".ProseMirror[contenteditable=true]").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" It rained.")
    save(page)
    expect(page.locator(".clashes legend")).to_have_text(["Standfirst: what mara wrote"])
    expect(page.locator(".clashes blockquote")).to_have_text(["On Tuesday."])
    expect(page.locator("#id_standfirst")).to_have_value("On Wednesday.")
    expect(page.locator(".ProseMirror[contenteditable=true]")).to_have_text("The first tram crossed at six. It rained.")

    page.get_by_label("Take this instead").check()
    save(page)
    expect(page.locator(".messagelist")).to_contain_text("Saved.")
    story.refresh_from_db()
    assert (story.headline, story.standfirst) == ("Bridge reopens", "On Tuesday.")
    assert story.body == "<p>The first tram crossed at six. It rained.</p>"


def test_a_version_is_compared_and_restored(page: Page, story: Article) -> None:
    sign_in(page)
    change(page, story).locator("#id_headline").fill("Bridge reopens")
    save(page)
    page.get_by_role("link", name="History").click()
    page.get_by_role("link", name="with now").last.click()
    expect(page.locator(".comparison h3")).to_have_text(["Headline", "Address"])
    page.get_by_role("button", name="Restore headline").click()
    expect(page.locator("#id_headline")).to_have_value("Bridge opens")
    expect(page.locator(".messagelist")).to_contain_text("Restored headline of version 1.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_it(page: Page, story: Article, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    sign_in(page)
    change(page, story).locator("#id_standfirst").fill("On Tuesday.")
    save(page)
    other = change(page.context.new_page(), story)
    other.locator("#id_standfirst").fill("On Thursday.")
    change(page, story).locator("#id_standfirst").fill("On Wednesday.")
    save(page)
    expect(page.locator(".messagelist")).to_contain_text("Saved.")
    save(other)
    expect(other.locator(".clashes")).to_be_visible()
    page.goto(f"/admin/articles/article/{story.pk}/history/?from=1&to=copy")
    for window in (PHONE, WIDE):
        for one in (page, other):
            one.emulate_media(color_scheme=scheme)
            one.set_viewport_size(window)
            found = Axe().run(one)
            assert found.violations_count == 0, found.generate_report()
            assert one.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
