"""Editors order a collection by dragging, and readers see that order on the front page."""

from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles.models import Collection
from tests import factories
from tests.browser.conftest import PHONE, WIDE
from tests.browser.test_newsroom import add_row, choose, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def collection() -> Collection:
    User.objects.create_superuser("mara", password="a long enough password")
    topic = factories.topic("City")
    noon = datetime(2026, 5, 1, 12, tzinfo=UTC)
    chosen = [
        factories.published(name, topic=topic, at=noon + timedelta(hours=n))
        for n, name in enumerate(("One", "Two", "Three"))
    ]
    factories.draft("Tomorrow", topic=topic)
    factories.published("Newest", topic=topic)
    return factories.collection("Front page", chosen)


def order(collection: Collection) -> list[str]:
    return [str(entry.story) for entry in collection.entries.select_related("story")]


def drag(page: Page, row: int, onto: int) -> None:
    rows = page.locator("#entries-group .ordered-row:not(.empty-form)")
    rows.nth(row).locator("[data-drag]").hover()
    page.mouse.down()
    box = rows.nth(onto).bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 4, steps=8)
    page.mouse.up()


def test_stories_are_dragged_added_and_found_by_readers(page: Page, collection: Collection) -> None:
    sign_in(page)
    page.goto(f"/admin/articles/collection/{collection.pk}/change/")
    expect(page.locator(".field-status .pill")).to_have_text(["Live"] * 3)
    drag(page, 2, onto=0)
    place = add_row(page, "entries")
    place.locator(".select2-selection").focus()
    page.keyboard.press("Enter")
    page.locator(".select2-container--open .select2-search__field").fill("Tomorrow")
    expect(page.locator(".select2-results__option--highlighted")).to_have_text("Tomorrow · Draft")
    page.keyboard.press("Enter")
    place.locator("[data-move=up]").click()
    page.locator("input[name=_continue]").click()
    expect(page.locator(".field-status .pill")).to_have_text(["Live", "Live", "Draft", "Live"])
    assert order(collection) == ["Three", "One", "Tomorrow", "Two"]

    page.goto("/")
    expect(page.locator(".lead h2")).to_have_text("Three")
    expect(page.locator("section[aria-labelledby=top] h3")).to_have_text(["One", "Two"])
    expect(page.locator("section[aria-labelledby=latest] h3")).to_have_text(["Newest"])


def test_without_such_a_collection_the_newest_story_leads(page: Page, collection: Collection) -> None:
    collection.public = False
    collection.save()
    page.goto("/")
    expect(page.locator(".lead h2")).to_have_text("Newest")
    expect(page.locator("section[aria-labelledby=top]")).to_have_count(0)
    expect(page.locator("section[aria-labelledby=latest] h3")).to_have_text(["Three", "Two", "One"])


def test_a_new_collection(page: Page, collection: Collection) -> None:
    sign_in(page)
    page.goto("/admin/articles/collection/add/")
    page.locator("#id_name").fill("Editors' picks")
    choose(page, add_row(page, "entries"), "Newest")
    page.locator("input[name=_save]").click()
    expect(page.locator(".messagelist")).to_contain_text("was added")
    assert order(Collection.objects.get(slug="editors-picks")) == ["Newest"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_it(page: Page, collection: Collection, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    sign_in(page)
    for window in (PHONE, WIDE):
        page.set_viewport_size(window)
        for path in ("", f"{collection.pk}/change/"):
            page.goto(f"/admin/articles/collection/{path}")
            page.wait_for_load_state("networkidle")
            found = Axe().run(page).response["violations"]
            assert [(path, rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
