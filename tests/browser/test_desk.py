"""A story on its way: written, submitted, talked about, sent back, and moved on the calendar."""

from datetime import timedelta
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles.editing import commenting
from articles.editing.handing_over import hand_over
from articles.models import Article, Comment, PublishedArticle
from articles.publishing import verbs
from tests import factories
from tests.articles.admin.conftest import in_role
from tests.browser.conftest import PHONE, WIDE
from tests.browser.test_newsroom import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "a long enough password"


def account(name: str, role: str) -> User:
    person = in_role(name, role)
    person.set_password(PASSWORD)
    person.save()
    return person


def test_a_passage_is_marked_talked_about_and_the_story_goes_back(page: Page) -> None:
    ana, ben = account("ana", "Reporter"), account("ben", "Editor")
    story = factories.draft("Bridge", body="<p>It cost nine millions, they said.</p>", created_by=ana)
    hand_over(story, "submit", ana, to=ben, note="Please.")
    sign_in(page, "ben")
    page.get_by_role("region", name="Waiting for me").get_by_role("link", name="Bridge").click()
    page.get_by_role("button", name="Comments").click()
    panel = page.get_by_role("complementary", name="Comments")
    expect(panel).to_be_visible()
    page.locator(".ProseMirror[contenteditable=true] p").evaluate(
        "(words) => getSelection().setBaseAndExtent(words.firstChild, 8, words.firstChild, 21)"
    )
    panel.get_by_label("New comment").fill("Whose figure, @ana?")
    panel.get_by_role("button", name="Comment", exact=True).click()
    expect(panel.locator(".thread .passage")).to_have_text("nine millions")
    said = Comment.objects.get()
    assert (said.passage, list(said.addressed.all())) == ("nine millions", [ana])

    # What is typed for another comment stays while a thread is resolved.
    panel.get_by_label("New comment").fill("And another")
    panel.get_by_role("button", name="Resolve").click()
    expect(panel.get_by_role("button", name="Reopen")).to_be_visible()
    expect(panel.get_by_label("New comment")).to_have_value("And another")
    panel.get_by_role("button", name="Close").click()

    page.locator(".more summary").click()
    page.get_by_role("button", name="Send back…").click()
    expect(page.get_by_role("heading", name="Send this story back?")).to_be_visible()
    page.get_by_label("Note").fill("Name the source.")
    page.get_by_role("button", name="Send it back").click()
    expect(page.locator(".messagelist")).to_contain_text("“Bridge” is sent back.")
    story.refresh_from_db()
    assert (story.stage, story.assigned_to) == (Article.Stage.WRITING, ana)


def test_a_story_is_dragged_to_another_day(page: Page) -> None:
    account("ben", "Editor")
    noon = (timezone.localtime() + timedelta(days=8)).replace(hour=12, minute=0, second=0, microsecond=0)
    day = noon - timedelta(days=noon.weekday())
    verbs.schedule(factories.draft("Bridge"), day)
    sign_in(page, "ben")
    page.goto(f"/admin/articles/article/calendar/?view=week&on={day:%Y-%m-%d}")
    wednesday = page.locator(f"[data-day='{day + timedelta(days=2):%Y-%m-%d}']")
    page.locator("li[draggable]").drag_to(wednesday)
    expect(wednesday.get_by_role("link", name="Bridge", exact=True)).to_be_visible()
    expect(page.locator(".messagelist")).to_contain_text("“Bridge” is scheduled for another time.")
    assert PublishedArticle.objects.get().visible_from == day + timedelta(days=2)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_it(page: Page, scheme: Literal["light", "dark"]) -> None:
    """axe finds no violation of WCAG, and nothing is wider than the window."""
    page.emulate_media(color_scheme=scheme)
    ana, mara = account("ana", "Reporter"), account("mara", "Chief editor")
    story = factories.draft("Bridge", created_by=ana, lead=factories.image(credit=""))
    hand_over(story, "submit", ana, to=mara, note="Please.")
    verbs.schedule(factories.draft("Soon"), timezone.now() + timedelta(minutes=90))
    live = factories.published("Live", topic=factories.topic("City"))
    commenting.resolve(commenting.comment(live, ana, "Done"), mara)
    commenting.comment(live, ana, "Wrong, @mara", passage="Something", asks_correction=True)
    sign_in(page, "mara")
    for address in (
        "/admin/",
        "/admin/administration/",
        "/admin/articles/article/calendar/",
        "/admin/articles/article/calendar/?view=week",
        f"/admin/articles/article/{live.pk}/comments/",
        f"/admin/articles/article/{live.pk}/change/#comments",
        f"/admin/articles/article/{story.pk}/hand-over/send_back/",
        f"/admin/auth/user/{ana.pk}/change/",
    ):
        page.goto(address)
        if "#" in address:
            expect(page.locator(".thread")).to_have_count(2)
        for size in (WIDE, PHONE):
            page.set_viewport_size(size)
            found = Axe().run(page)
            assert found.violations_count == 0, f"{address}: {found.generate_report()}"
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
