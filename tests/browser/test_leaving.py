"""Leaving a form with something in it that was not sent."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Dialog, Page, expect

from articles.models import Article
from tests import factories
from tests.browser.test_newsroom import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def asked(page: Page) -> Iterator[list[str]]:
    """Every question that the browser asks before it leaves a page, which is always answered with yes."""
    kinds: list[str] = []

    def answer(dialog: Dialog) -> None:
        kinds.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    yield kinds
    page.remove_listener("dialog", answer)


@pytest.fixture
def story(page: Page) -> Article:
    User.objects.create_superuser("mara", password="a long enough password")
    story = factories.draft("Bridge opens", body="<p>The first tram crossed.</p>", tags=[factories.tag("Trams")])
    sign_in(page)
    page.goto(f"/admin/articles/article/{story.pk}/change/")
    return story


def write(page: Page) -> None:
    page.locator(".ProseMirror[contenteditable=true]").click()
    page.keyboard.type("Words. ")


def leave(page: Page) -> None:
    page.get_by_role("link", name="Collections").click()
    expect(page.locator("#content h1")).to_have_text("Collections")


def test_it_is_asked_whether_what_was_written_may_go(page: Page, asked: list[str], story: Article) -> None:
    write(page)
    leave(page)
    assert asked == ["beforeunload"]


def test_nothing_is_asked_of_somebody_who_only_looked(page: Page, asked: list[str], story: Article) -> None:
    page.locator(".ProseMirror[contenteditable=true]").click()
    page.keyboard.press("ArrowDown")
    leave(page)
    assert asked == []


def test_nor_after_saving(page: Page, asked: list[str], story: Article) -> None:
    write(page)
    page.locator("input[name=_continue]").click()
    expect(page.locator(".messagelist")).to_contain_text("Saved.")
    leave(page)
    assert asked == []


def test_a_form_that_came_back_unsaved_is_still_asked_about(
    page: Page, asked: list[str], story: Article, expected: list[str]
) -> None:
    # An autosave that comes before the save is told that the story is gone.
    expected.append("Failed to load resource: the server responded with a status of 410")
    Article.objects.filter(pk=story.pk).delete()
    write(page)
    page.locator("input[name=_continue]").click()
    expect(page.locator(".not-saved")).to_be_visible()
    page.locator("#id_headline").click()
    leave(page)
    assert asked == ["beforeunload"]
