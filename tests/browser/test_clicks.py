"""How many clicks a whole story takes, from an empty writing screen until readers see it."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Locator, Page, expect

from articles.models import Article, ImageUse
from tests import factories
from tests.browser.picking import box, options, picked
from tests.browser.test_newsroom import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RELATED = [f"{word} bridge in figures" for word in ("First", "Second", "Third", "Fourth", "Fifth", "Sixth")]
# The browser counts: those that a mouse made, on whatever page.
COUNT = """addEventListener("click", (event) => {
  if (event.isTrusted && event.detail) sessionStorage.clicks = Number(sessionStorage.clicks ?? 0) + 1
}, true)"""


def choose(page: Page, field: Locator, prefix: str, texts: list[str], *, mouse: bool) -> None:
    """Go into a field once, then type each text and choose what there is, or what is made, by Enter or by a click."""
    field.click()
    for number, text in enumerate(texts, 1):
        page.keyboard.type(text)
        option = options(page).filter(has_text=text)
        expect(option).to_have_count(1)
        if mouse:
            option.click()
        else:
            page.keyboard.press("Enter")
        if prefix:
            expect(picked(page, prefix)).to_have_count(number)


@pytest.mark.parametrize(("mouse", "most"), [(False, 10), (True, 20)])
def test_a_story_with_everything_takes_few_clicks(page: Page, tmp_path: Path, mouse: bool, most: int) -> None:
    User.objects.create_superuser("mara", password="a long enough password")
    (tmp_path / "bridge.jpg").write_bytes(factories.picture((1600, 1000)))
    page.add_init_script(COUNT)
    sign_in(page)
    page.goto("/admin/articles/article/add/")
    page.evaluate("sessionStorage.clicks = 0")

    page.keyboard.type("Harbour bridge reopens")
    page.keyboard.press("Enter")
    page.keyboard.type("Two years and 41 million later.")
    choose(page, box(page, "Authors"), "bylines", ["Ana Ruiz"], mouse=mouse)
    page.locator(".ProseMirror[contenteditable=true]").click()
    page.keyboard.type("The bridge is open.")
    choose(page, box(page, "Topic"), "", ["City"], mouse=mouse)
    choose(page, box(page, "Tags"), "tag_places", ["Bridges", "Trams"], mouse=mouse)
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Upload…").click()
    chooser.value.set_files(tmp_path / "bridge.jpg")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Credit line")).to_be_focused()
    page.keyboard.type("© Halewood Pictures/Pool")
    if mouse:
        dialog.get_by_label("Alternative text").click()
    else:
        page.keyboard.press("Tab")
    page.keyboard.type("Cars on a red bridge")
    if mouse:
        dialog.get_by_role("button", name="Save words").click()
    else:
        page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    choose(page, box(page, "Related stories"), "related_stories", RELATED, mouse=mouse)
    page.locator("button[name=_publish]").click()
    page.locator("button.release").click()
    expect(page.locator(".state .pill").first).to_have_text("Live")

    assert int(page.evaluate("sessionStorage.clicks")) <= most
    article = Article.objects.get(slug="harbour-bridge-reopens")
    assert article.published.visible_from
    assert article.standfirst == "Two years and 41 million later."
    assert [str(one) for one in article.authors.all()] == ["Ana Ruiz"]
    assert str(article.topic) == "City"
    assert [str(one) for one in article.tag_places.all()] == ["Bridges", "Trams"]
    assert [str(one) for one in article.related_stories.all()] == RELATED
    use = article.image_uses.get()
    assert (use.role, use.image.credit) == (ImageUse.Role.LEAD, "© Halewood Pictures/Pool")


def test_from_the_headline_to_publish_is_a_short_way_by_keyboard(page: Page) -> None:
    User.objects.create_superuser("mara", password="a long enough password")
    tags = [factories.tag(f"Tag {number}") for number in range(6)]
    related = [factories.draft(f"Other {number}") for number in range(6)]
    story = factories.draft("Harbour bridge reopens", tags=tags, related=related, lead=factories.image())
    sign_in(page)
    page.goto(f"/admin/articles/article/{story.pk}/change/")
    expect(page.get_by_role("toolbar", name="Formatting")).to_be_visible()
    page.locator("#id_headline").focus()
    presses = 0
    while not page.evaluate("document.activeElement.matches('button[name=_publish]')") and presses < 60:
        page.keyboard.press("Tab")
        presses += 1
    assert presses <= 25
