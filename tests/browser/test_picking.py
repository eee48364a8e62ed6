"""Tags, authors, the topic and related stories, each picked, made, ordered and removed in one field."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Permission, User
from playwright.sync_api import Page, expect

from articles.models import Article, Tag
from tests import factories
from tests.browser.conftest import PHONE, WIDE
from tests.browser.picking import box, options, pick, picked
from tests.browser.test_newsroom import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADD = "/admin/articles/article/add/"
REPORTER = ["view_article", "add_article", "change_article", "view_tag", "view_author", "view_topic"]


def save(page: Page) -> Article:
    with page.expect_navigation():
        page.locator("input[name=_continue]").click()
    expect(page.locator(".messagelist")).to_contain_text("Saved.")
    return Article.objects.get(headline="Harbour bridge reopens")


def begin(page: Page) -> None:
    sign_in(page)
    page.goto(ADD)
    page.locator("#id_headline").fill("Harbour bridge reopens")


def test_tags_are_made_while_typing_ordered_and_removed_by_keyboard(page: Page) -> None:
    User.objects.create_superuser("mara", password="a long enough password")
    factories.tag("Bridges")
    factories.tag("Ferries")
    begin(page)
    tags = box(page, "Tags")
    tags.focus()
    # Near names come first, even if they are spelt otherwise.
    page.keyboard.type("brigdes")
    expect(options(page)).to_have_text(["Bridges", "New tag: brigdes"])
    expect(tags).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Enter")
    # Somebody who types fast presses Enter before the answer.
    page.keyboard.type("Trams")
    page.keyboard.press("Enter")
    expect(picked(page, "tag_places")).to_have_text(["Bridges", "Trams"])
    pick(page, "Tags", "Ferries")
    page.keyboard.press("Backspace")
    expect(page.get_by_role("button", name="Ferries").first).to_be_focused()
    page.keyboard.press("Alt+ArrowLeft")
    expect(picked(page, "tag_places")).to_have_text(["Bridges", "Ferries", "Trams"])
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Delete")
    expect(picked(page, "tag_places")).to_have_text(["Ferries", "Trams"])
    assert [str(one) for one in save(page).tag_places.all()] == ["Ferries", "Trams"]
    expect(picked(page, "tag_places")).to_have_text(["Ferries", "Trams"])
    # What was there before is removed and moved by the mouse.
    first, last = picked(page, "tag_places").first, picked(page, "tag_places").last
    last.drag_to(first, target_position={"x": 2, "y": 5})
    expect(picked(page, "tag_places")).to_have_text(["Trams", "Ferries"])
    page.get_by_role("button", name="Remove Ferries").click()
    # What was typed and not chosen is not lost by saving.
    tags.fill("Quays")
    page.keyboard.press("Control+s")
    expect(page.get_by_role("alert").filter(has_text="“Quays” is not chosen")).to_be_visible()
    expect(tags).to_be_focused()
    tags.fill("")
    assert [str(one) for one in save(page).tag_places.all()] == ["Trams"]


def test_an_author_and_a_topic_are_made_where_they_are_missed(page: Page) -> None:
    User.objects.create_superuser("mara", password="a long enough password")
    factories.topic("Harbour")
    begin(page)
    pick(page, "Authors", "Ana Ruiz")
    expect(picked(page, "bylines")).to_have_text(["Ana Ruiz"])
    topic = box(page, "Topic")
    topic.click()
    expect(options(page)).to_have_text(["Harbour"])
    page.keyboard.type("City")
    expect(options(page)).to_have_text(["New topic: City"])
    page.keyboard.press("Enter")
    article = save(page)
    assert ([str(one) for one in article.authors.all()], str(article.topic)) == (["Ana Ruiz"], "City")
    expect(topic).to_have_value("City")
    topic.fill("")
    assert save(page).topic is None


def test_related_stories_are_suggested_found_and_begun_by_their_headlines(page: Page) -> None:
    User.objects.create_superuser("mara", password="a long enough password")
    city, bridges = factories.topic("City"), factories.tag("Bridges")
    factories.published("Storm damage", topic=factories.topic())
    factories.published("Budget vote", topic=city)
    factories.published("Ferry line closes", topic=city, tags=[bridges])
    begin(page)
    pick(page, "Topic", "City")
    pick(page, "Tags", "Bridges")
    related = box(page, "Related stories")
    related.click()
    expect(options(page)).to_have_text(["Ferry line closes", "Budget vote"])
    # Several at once: the list stays open.
    options(page).nth(1).click()
    expect(options(page)).to_have_text(["Ferry line closes"])
    options(page).first.click()
    for headline in ("What the bridge cost", "Who paid for the bridge"):
        page.keyboard.type(headline)
        page.keyboard.press("Enter")
    headlines = ["Budget vote", "Ferry line closes", "What the bridge cost", "Who paid for the bridge"]
    expect(picked(page, "related_stories")).to_have_text(headlines)
    page.locator("#related_stories-group select").last.select_option("background")
    article = save(page)
    links = [(link.story.headline, link.story.state, link.kind) for link in article.related_stories.all()]
    assert links == [
        ("Budget vote", "published", "related"),
        ("Ferry line closes", "published", "related"),
        ("What the bridge cost", "draft", "related"),
        ("Who paid for the bridge", "draft", "background"),
    ]
    expect(page.locator("#related_stories-group [data-note]")).to_have_text(["", "", "Draft", "Draft"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_pick(page: Page, scheme: Literal["light", "dark"]) -> None:
    User.objects.create_superuser("mara", password="a long enough password")
    tags = [factories.tag("Bridges"), factories.tag("Bridge tolls", kind=Tag.Kind.SERIES)]
    other = factories.draft("What the bridge cost")
    story = factories.draft("Harbour bridge reopens", tags=tags[:1], related=[other], lead=factories.image(credit=""))
    page.emulate_media(color_scheme=scheme)
    sign_in(page)
    page.goto(f"/admin/articles/article/{story.pk}/change/")
    for size in (PHONE, WIDE):
        page.set_viewport_size(size)
        for name, typed in (("Tags", "bridge"), ("Related stories", "bridge"), ("Topic", "topic")):
            box(page, name).fill(typed)
            expect(options(page).first).to_be_visible()
            # Colours are those of a page at rest: answers and an autosave may still be on their way.
            page.wait_for_load_state("networkidle")
            page.wait_for_timeout(300)
            assert Axe().run(page).response["violations"] == []
            assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
            box(page, name).fill("")
            page.keyboard.press("Escape")


class TestWithoutTheRight:
    @pytest.fixture
    def expected(self) -> list[str]:
        return ["Failed to load resource: the server responded with a status of 403"]

    def test_nothing_is_made(self, page: Page) -> None:
        person = User.objects.create_user("mara", password="a long enough password", is_staff=True)
        person.user_permissions.set(Permission.objects.filter(codename__in=REPORTER))
        factories.tag("Bridges")
        begin(page)
        tags = box(page, "Tags")
        tags.fill("bridge")
        expect(options(page)).to_have_text(["Bridges"])
        tags.fill("Trams")
        expect(options(page)).to_have_count(0)
        # The right is taken away while the list is open.
        person.user_permissions.add(Permission.objects.get(codename="add_tag"))
        tags.fill("Tram")
        expect(options(page)).to_have_text(["New tag: Tram"])
        person.user_permissions.remove(Permission.objects.get(codename="add_tag"))
        tags.press("Enter")
        expect(page.get_by_role("alert").filter(has_text="Your account may not add tags")).to_be_visible()
        expect(tags).to_have_value("Tram")
        expect(picked(page, "tag_places")).to_have_count(0)
        assert [str(tag) for tag in Tag.objects.all()] == ["Bridges"]
