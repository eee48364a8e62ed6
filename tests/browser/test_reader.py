"""The reference reader in a browser: the page that newsroom was made for, drawn from the API alone."""

import json
import re
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from articles.models import Article, ViewTotal
from articles.publishing import verbs
from tests import factories
from tests.browser.conftest import PHONE, WIDE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def story() -> Article:
    region = factories.topic("Region")
    city = factories.topic("City", parent=region)
    inline = factories.image(caption="The old span.", credit="Courier/Ana Ruiz")
    article = factories.published(
        "Harbour bridge reopens",
        standfirst="Two years and 41 million later.",
        body=(
            '<p>The bridge is <strong>open</strong>, <a href="/articles/story-1/">as we said</a>.</p>'
            "<h2>What changed</h2>"
            "<blockquote><p>At last.</p><footer>Mara Lindqvist, harbour master</footer></blockquote>"
            f'<figure><img data-file="{inline.pk}"></figure><h2>Who pays</h2><ul><li>One<ul><li>Two</li></ul></li></ul>'
            "<table><tr><th>Year</th></tr><tr><td>2026</td></tr></table><p>https://vimeo.com/76979871</p><hr>"
        ),
        topic=city,
        authors=[factories.author("Ana Ruiz", bio="Knows bridges."), factories.author("Tom Okafor")],
        tags=[factories.tag("Bridges"), factories.tag("Port Hale", kind="place")],
        related=[factories.published(f"Story {n}", topic=city) for n in range(1, 7)],
        lead=factories.image(caption="The first cars."),
        gallery=[inline],
    )
    verbs.correct(article, "correction", "It is 412 metres long.")
    ViewTotal.objects.create(published=article.published, views=532)
    return article


def test_the_story_page(page: Page, story: Article) -> None:
    page.goto("/articles/harbour-bridge-reopens/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbour bridge reopens")
    expect(page.locator(".byline")).to_have_text("By Ana Ruiz and Tom Okafor")
    expect(page.locator("#views")).to_have_text("VIEW 533")
    lead = page.locator(".lead-picture")
    expect(lead.get_by_alt_text("A harbour at dusk")).to_be_visible()
    expect(lead.locator(".caption")).to_have_text("The first cars.")
    expect(lead.locator(".credit")).to_have_text("© Halewood Pictures/Pool")
    expect(page.locator(".standfirst")).to_have_text("Two years and 41 million later.")
    expect(page.locator(".text h2")).to_have_text(["What changed", "Who pays"])
    expect(page.locator(".quote blockquote")).to_have_text("At last.")
    expect(page.locator(".quote figcaption")).to_have_text("Mara Lindqvist, harbour master")
    expect(page.locator(".text .credit")).to_have_text("Courier/Ana Ruiz")
    expect(page.locator(".text li li")).to_have_text("Two")
    expect(page.locator(".corrections")).to_contain_text("It is 412 metres long.")
    expect(page.locator(".tags a")).to_have_text(["Bridges", "Port Hale"])
    expect(page.locator("#related h3")).to_have_text([f"Story {n}" for n in range(1, 7)])
    expect(page).to_have_title(re.compile("^Harbour bridge reopens · "))
    loaded = "images => images.every(image => !image.complete || image.naturalWidth > 0)"
    assert page.locator("img").evaluate_all(loaded)


def test_a_view_is_counted_once_for_a_reader(page: Page, story: Article) -> None:
    page.goto("/articles/harbour-bridge-reopens/")
    expect(page.locator("#views")).to_have_text("VIEW 533")
    page.reload()
    expect(page.locator("#views")).to_have_text("VIEW 533")


def test_links_lead_through_the_paper_without_loading_it_again(page: Page, story: Article) -> None:
    page.goto("/")
    page.evaluate("window.stayed = true")
    page.get_by_role("link", name="Harbour bridge reopens").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.get_by_role("link", name="Ana Ruiz").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ana Ruiz")
    page.go_back()
    page.get_by_role("link", name="Bridges").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bridges")
    page.get_by_role("navigation", name="Topics").get_by_role("link", name="Region").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Region")
    expect(page.locator("#announcer")).to_contain_text("Region")
    assert page.evaluate("window.stayed")


def test_searching(page: Page, story: Article) -> None:
    page.goto("/")
    page.get_by_role("searchbox").fill("harbour")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("“harbour”")
    expect(page.locator(".teaser h2")).to_have_text(["Harbour bridge reopens"])


def test_searching_with_a_slip(page: Page, story: Article) -> None:
    page.goto("/search/?q=harbuor")
    expect(page.get_by_role("heading", level=1)).to_have_text("“harbuor”")
    expect(page.locator(".lede")).to_have_text("No story has these words. 1 story for “harbour”")
    expect(page.locator(".teaser h2")).to_have_text(["Harbour bridge reopens"])


def test_a_list_goes_on(page: Page) -> None:
    topic = factories.topic("City")
    for n in range(14):
        factories.published(f"Story {n}", topic=topic)
    page.goto("/topics/city/")
    expect(page.locator(".teaser")).to_have_count(12)
    page.get_by_role("button", name="More stories").click()
    expect(page.locator(".teaser")).to_have_count(14)
    expect(page.get_by_role("button", name="More stories")).to_be_hidden()


def test_a_film_loads_only_when_it_is_wanted(page: Page, story: Article) -> None:
    page.route("https://player.vimeo.com/**", lambda route: route.fulfill(body="", content_type="text/html"))
    page.goto("/articles/harbour-bridge-reopens/")
    expect(page.locator("iframe")).to_have_count(0)
    page.get_by_role("button", name="Play on Vimeo").click()
    expect(page.locator("iframe")).to_have_attribute("src", "https://player.vimeo.com/video/76979871?dnt=1")


def test_what_is_gone_says_so(page: Page, story: Article, expected: list[str]) -> None:
    expected.append("Failed to load resource")
    verbs.kill(story, "The figures were wrong.")
    page.goto("/articles/harbour-bridge-reopens/")
    expect(page.get_by_role("heading", level=1)).to_have_text("This story was withdrawn")
    expect(page.get_by_text("The figures were wrong.")).to_be_visible()
    page.goto("/articles/unknown/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Not found")


def test_a_server_that_is_away_can_be_tried_again(page: Page, story: Article, expected: list[str]) -> None:
    expected.append("Failed to load resource")
    page.goto("/most-viewed/")
    page.route("**/api/v1/articles/**", lambda route: route.abort())
    page.get_by_role("link", name="Region").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("No connection")
    page.unroute("**/api/v1/articles/**")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Region")


def test_dark_and_light_are_remembered(page: Page, story: Article) -> None:
    page.goto("/")
    background = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(background)
    page.get_by_role("button", name="Change between light and dark").click()
    assert page.evaluate(background) != light
    page.reload()
    assert page.evaluate(background) != light


def test_machines_find_feeds_and_the_news_article(page: Page, story: Article) -> None:
    feed, data = page.locator("link[type='application/rss+xml']"), page.locator("#structured-data")
    page.goto("/tags/bridges/")
    expect(feed).to_have_attribute("href", "/feeds/articles.rss?tag=bridges")
    page.get_by_role("link", name="Harbour bridge reopens").first.click()
    expect(data).to_have_count(1)
    expect(feed).to_have_attribute("href", "/feeds/articles.rss")
    assert json.loads(data.inner_text())["headline"] == "Harbour bridge reopens"
    page.get_by_role("link", name="City").first.click()
    expect(feed).to_have_attribute("href", "/feeds/articles.rss?topic=city")
    expect(data).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_it(page: Page, story: Article, scheme: Literal["light", "dark"]) -> None:
    """WCAG 2.2 AA as far as axe can check, on a phone and on a wide screen, and nothing wider than the window."""
    page.emulate_media(color_scheme=scheme)
    addresses = ("/", "/articles/harbour-bridge-reopens/", "/topics/region/", "/tags/bridges/", "/authors/ana-ruiz/")
    for window in (PHONE, WIDE):
        page.set_viewport_size(window)
        for address in (*addresses, "/search/?q=harbour", "/most-viewed/"):
            page.goto(address)
            page.locator("main:not([aria-busy]) h1").wait_for()
            found = Axe().run(page).response["violations"]
            assert [(address, rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
            assert page.evaluate("document.documentElement.scrollWidth") == window["width"]
