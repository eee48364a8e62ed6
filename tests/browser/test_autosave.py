"""The writing screen saves by itself; what cannot be sent is kept in the browser and offered back."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from playwright.sync_api import Locator, Page, expect

from articles.models import Article, Version
from tests import factories
from tests.browser.conftest import PHONE, WIDE
from tests.browser.picking import pick

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = ".ProseMirror[contenteditable=true]"
SAVED = re.compile(r"^Saved at \d\d:\d\d")


@pytest.fixture
def story() -> Article:
    User.objects.create_superuser("mara", password="a long enough password")
    tags = [factories.tag("Trams"), factories.tag("Port")]
    return factories.draft("Bridge opens", standfirst="On Monday.", body="<p>The first tram crossed.</p>", tags=tags)


def address(story: Article) -> str:
    return f"/admin/articles/article/{story.pk}/change/"


def change(page: Page, story: Article) -> Page:
    page.goto(address(story))
    expect(page.locator(TEXT)).to_be_visible()
    page.clock.fast_forward(1_000)
    return page


def write(page: Page, words: str) -> None:
    page.locator(TEXT).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def sign_in(page: Page, name: str = "mara") -> None:
    page.clock.install()
    page.goto("/admin/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill("a long enough password")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Desk")


def pause(page: Page) -> Locator:
    """Stop typing for some seconds. Returns where the state is told."""
    page.clock.fast_forward(1_000)
    page.clock.fast_forward(4_000)
    return page.locator("#autosave-state")


def is_saved(page: Page) -> None:
    expect(pause(page)).to_have_text(SAVED)


def test_it_saves_soon_after_typing_and_the_cursor_stays(page: Page, story: Article) -> None:
    sign_in(page)
    change(page, story)
    write(page, " It rained.")
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    is_saved(page)
    story.refresh_from_db()
    assert story.body == "<p>The first tram crossed. It rained.</p>"
    page.keyboard.type("!")
    expect(page.locator(TEXT)).to_have_text("The first tram crossed. It rai!ned.")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(page.locator(TEXT)).to_have_text("The first tram crossed.")


def test_rows_are_neither_doubled_nor_lost(page: Page, story: Article) -> None:
    factories.tag("Quay")
    sign_in(page)
    change(page, story)
    pick(page, "Tags", "Quay")
    page.keyboard.press("Backspace")
    page.keyboard.press("Alt+ArrowLeft")
    is_saved(page)
    page.locator("#id_standfirst").fill("On Tuesday.")
    pause(page)
    page.locator("input[name=_continue]").click()
    expect(page.locator(".messagelist")).to_contain_text("Saved.")
    story.refresh_from_db()
    assert story.standfirst == "On Tuesday."
    assert [place.tag.name for place in story.tag_places.all()] == ["Trams", "Quay", "Port"]
    assert list(Version.objects.values_list("origin", flat=True)) == ["saved", "elsewhere"]


def test_a_new_story_becomes_a_draft_at_its_own_address(page: Page, story: Article) -> None:
    factories.author("Ana Ruiz")
    sign_in(page)
    page.goto("/admin/articles/article/add/")
    write(page, "It rained.")
    expect(pause(page)).to_contain_text("headline missing")
    page.locator("#id_headline").fill("Night trams return")
    pick(page, "Authors", "Ana Ruiz")
    is_saved(page)
    draft = Article.objects.get(headline="Night trams return")
    expect(page).to_have_url(re.compile(address(draft)))
    page.locator("#id_standfirst").fill("After nine years.")
    page.locator("input[name=_continue]").click()
    expect(page.locator(".messagelist")).to_contain_text("Saved.")
    assert [str(one) for one in draft.bylines.all()] == ["Ana Ruiz"]
    assert Article.objects.count() == 2


def test_what_a_colleague_writes_appears_and_what_both_write_waits(page: Page, story: Article) -> None:
    User.objects.create_superuser("ana", password="a long enough password", first_name="Ana")
    sign_in(page)
    change(page, story)
    other = page.context.browser.new_context(base_url=page.url.split("/admin")[0]).new_page()  # type: ignore[union-attr]
    sign_in(other, "ana")
    change(other, story)
    other.locator("#id_headline").fill("Bridge reopens")
    is_saved(other)
    write(page, " It rained.")
    is_saved(page)
    expect(page.locator("#autosave-state")).to_contain_text("Ana has changed this: headline")
    expect(page.locator("#id_headline")).to_have_value("Bridge reopens")
    expect(page.locator("#autosave-company")).to_have_text("Ana is in this story, typing in the headline.")

    other.locator("#id_standfirst").fill("On Tuesday.")
    page.locator("#id_standfirst").fill("On Wednesday.")
    is_saved(other)
    expect(pause(page)).to_contain_text("Ana has changed this: standfirst")
    expect(page.locator("#id_standfirst")).to_have_value("On Wednesday.")
    page.locator("input[name=_continue]").click()
    expect(page.locator(".clashes legend")).to_have_text(["Standfirst: what Ana wrote"])
    other.context.set_offline(True)
    other.context.close()


class TestOut:
    """Without the newsroom."""

    @pytest.fixture
    def expected(self) -> list[str]:
        return ["Failed to load resource"]

    def test_of_reach_it_is_kept_and_sent_later(self, page: Page, story: Article) -> None:
        sign_in(page)
        change(page, story)
        page.context.set_offline(True)
        write(page, " It rained.")
        expect(pause(page)).to_have_text("Offline: kept in this browser.")
        page.context.set_offline(False)
        is_saved(page)
        story.refresh_from_db()
        assert story.body == "<p>The first tram crossed. It rained.</p>"
        assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('newsroom:kept')).length") == 0

    def test_of_reach_in_a_closed_tab_it_is_offered_back(self, page: Page, story: Article) -> None:
        sign_in(page)
        change(page, story)
        page.context.set_offline(True)
        write(page, " It rained.")
        expect(pause(page)).to_have_text("Offline: kept in this browser.")
        again = page.context.new_page()
        again.clock.install()
        page.close()
        page.context.set_offline(False)
        change(again, story)
        box = again.locator(".kept-words")
        expect(box).to_contain_text("and it was never saved")
        box.get_by_text("Show the difference").click()
        expect(box.locator("ins")).to_have_text(" It rained.")
        for window in (PHONE, WIDE):
            again.set_viewport_size(window)
            found = Axe().run(again)
            assert found.violations_count == 0, found.generate_report()
        again.get_by_role("button", name="Take it").click()
        expect(again.locator(".not-saved")).to_contain_text("Not saved yet")
        expect(again.locator(TEXT)).to_have_text("The first tram crossed. It rained.")
        is_saved(again)
        expect(again.locator(".not-saved")).to_have_count(0)
        change(again, story)
        expect(again.locator(TEXT)).to_have_text("The first tram crossed. It rained.")
        expect(again.locator(".kept-words")).to_have_count(0)

    def test_of_a_session_one_signs_in_on_the_spot(self, page: Page, story: Article) -> None:
        sign_in(page)
        change(page, story)
        Session.objects.all().delete()
        write(page, " It rained.")
        pause(page)
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("What you wrote is still here")
        assert Axe().run(page).response["violations"] == []
        dialog.get_by_label("Username").fill("mara")
        dialog.get_by_label("Password").fill("wrong")
        dialog.get_by_role("button", name="Sign in").click()
        expect(dialog.get_by_role("alert")).to_contain_text("correct username and password")
        dialog.get_by_label("Username").fill("mara")
        dialog.get_by_label("Password").fill("a long enough password")
        dialog.get_by_role("button", name="Sign in").click()
        expect(dialog).to_be_hidden()
        is_saved(page)
        page.keyboard.type(" More.")
        page.locator("input[name=_continue]").click()
        expect(page.locator(".messagelist")).to_contain_text("Saved.")
        story.refresh_from_db()
        assert story.body == "<p>The first tram crossed. It rained. More.</p>"
