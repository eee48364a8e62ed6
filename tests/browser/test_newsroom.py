"""The whole way: an editor signs in, uploads, writes and publishes; a reader finds the story and is counted."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from articles.models import Article, Delivery, PublishedArticle, Webhook
from articles.readership import counting, windows
from tests import factories
from tests.browser.conftest import choose_first
from tests.browser.picking import pick

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EARLIER = ["Budget vote", "Derby won", "Ferry line closes", "Library on Sundays", "Storm damage", "Tram in spring"]


@pytest.fixture
def _newsroom() -> None:
    """An editor, and the newsroom's content before the story is written."""
    User.objects.create_superuser("mara", password="a long enough password")
    city = factories.topic("City")
    factories.author("Ana Ruiz", job_title="City reporter")
    factories.author("Tom Okafor")
    factories.tag("Bridges")
    for headline in EARLIER:
        factories.published(headline, topic=city)


def sign_in(page: Page, name: str = "mara") -> None:
    page.goto("/admin/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill("a long enough password")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Desk")


def add_row(page: Page, group: str) -> Locator:
    page.locator(f"#{group}-group .add-row a").click()
    return page.locator(f"#{group}-group .ordered-row:not(.empty-form)").last


def choose(page: Page, place: Locator, text: str) -> None:
    """Pick from an autocomplete by keyboard."""
    place.locator(".select2-selection").focus()
    page.keyboard.press("Enter")
    page.locator(".select2-container--open .select2-search__field").fill(text)
    expect(page.locator(".select2-results__option--highlighted")).to_have_text(text)
    page.keyboard.press("Enter")


def upload(page: Page, tmp_path: Path) -> None:
    picture = tmp_path / "bridge.jpg"
    picture.write_bytes(factories.picture((1600, 1000)))
    page.goto("/admin/media/image/add/")
    page.locator("input[type=file]").set_input_files(picture)
    expect(page.locator(".focal-picture canvas")).to_be_visible()
    page.locator("#id_title").fill("The bridge at noon")
    page.locator("#id_caption").fill("The first cars.")
    page.locator("#id_credit").fill("© Halewood Pictures/Pool")
    page.locator("#id_alt_text").fill("Cars on a red bridge")
    page.locator("input[name=_save]").click()
    expect(page.locator(".messagelist")).to_contain_text("was added")


def write(page: Page) -> None:
    page.goto("/admin/articles/article/add/")
    page.locator("#id_headline").fill("Harbour bridge reopens")
    page.locator("#id_standfirst").fill("Two years and 41 million later.")
    pick(page, "Authors", "Ana Ruiz", "Tom Okafor")
    page.locator(".ProseMirror[contenteditable=true]").click()
    page.keyboard.type("The bridge is open.")
    page.keyboard.press("Enter")
    page.locator(".prose-menubar button[title='heading 2']").click()
    page.keyboard.type("What changed")
    page.keyboard.press("Enter")
    page.keyboard.type("At last.")
    page.locator(".prose-menubar button[title='blockquote']").click()
    page.keyboard.press("Control+Enter")
    page.keyboard.type("Mara Lindqvist, harbour master")
    pick(page, "Topic", "City")
    pick(page, "Tags", "Bridges")
    pick(page, "Related stories", *EARLIER)


def choose_lead(page: Page) -> None:
    with page.expect_popup() as popup:
        page.get_by_role("button", name="From the library…").click()
    choose_first(popup.value)
    # The first picture is the lead.
    expect(page.locator("#image_uses-group select[name$=role]")).to_have_value("lead")


@pytest.mark.usefixtures("_newsroom")
def test_a_story_from_the_desk_to_a_reader(page: Page, tmp_path: Path) -> None:
    sign_in(page)
    upload(page, tmp_path)
    write(page)
    page.locator("button[name=_publish]").click()
    # Nothing is public yet, and the page shows what readers will see.
    expect(page.locator(".confirmation")).to_contain_text("Harbour bridge reopens")
    assert not PublishedArticle.objects.filter(slug="harbour-bridge-reopens").exists()
    page.goto(f"/admin/articles/article/{Article.objects.get(slug='harbour-bridge-reopens').pk}/change/")
    choose_lead(page)
    page.locator("button[name=_publish]").click()
    expect(page.locator(".confirmation")).to_contain_text("© Halewood Pictures/Pool")
    page.locator("button.release").click()
    expect(page.locator(".messagelist")).to_be_visible()
    expect(page.locator(".state")).to_contain_text("Live")

    page.goto("/articles/harbour-bridge-reopens/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbour bridge reopens")
    expect(page.locator(".byline")).to_have_text("By Ana Ruiz and Tom Okafor")
    expect(page.locator(".lead-picture .caption")).to_have_text("The first cars.")
    expect(page.locator(".lead-picture .credit")).to_have_text("© Halewood Pictures/Pool")
    expect(page.locator(".standfirst")).to_have_text("Two years and 41 million later.")
    expect(page.locator(".text h2")).to_have_text("What changed")
    expect(page.locator(".quote blockquote")).to_have_text("At last.")
    expect(page.locator(".quote figcaption")).to_have_text("Mara Lindqvist, harbour master")
    expect(page.locator(".tags a")).to_have_text(["Bridges"])
    expect(page.locator("#related h3")).to_have_text(EARLIER)
    expect(page.locator("#views")).to_have_text("VIEW 1")


@pytest.mark.usefixtures("_newsroom")
def test_edits_wait_and_a_story_can_be_taken_back(page: Page) -> None:
    sign_in(page)
    article = factories.published("First headline")
    form = f"/admin/articles/article/{article.pk}/change/"
    page.goto(form)
    page.locator("#id_headline").fill("Second headline")
    page.locator("input[name=_continue]").click()
    expect(page.locator(".state")).to_contain_text("not public")
    page.goto("/articles/first-headline/")
    expect(page.get_by_role("heading", level=1)).to_have_text("First headline")
    page.goto(form)
    page.locator("button[name=_publish]").click()
    page.locator("button.release").click()
    expect(page.locator(".messagelist")).to_contain_text("are live")
    page.goto("/articles/first-headline/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Second headline")
    page.goto(form)
    page.locator(".more summary").click()
    page.locator("button[name=_unpublish]").click()
    page.get_by_role("button", name="Unpublish", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("no longer see")
    expect(page.locator(".state")).to_contain_text("Unpublished")
    article.refresh_from_db()
    assert article.state == Article.State.UNPUBLISHED


@pytest.mark.usefixtures("_newsroom")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_editor_can_use_the_desk(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    sign_in(page)
    article = factories.published("A story", lead=factories.image())
    with connection.cursor() as cursor:
        counting.add(cursor, [(article.published.pk, windows.hour_of(timezone.now()), 7)])
    webhook = Webhook.objects.create(name="Website", address="https://www.example.com/hook", note="Gone.")
    sent = Delivery.objects.create(webhook=webhook, article=article, event="article.published", payload="{}")
    found = {}
    for path in (
        "",
        "articles/article/",
        "articles/article/add/",
        f"articles/article/{article.pk}/change/",
        f"articles/article/{article.pk}/views/",
        "articles/topic/",
        "articles/webhook/",
        f"articles/webhook/{webhook.pk}/change/",
        "articles/delivery/",
        f"articles/delivery/{sent.pk}/change/",
        "media/image/",
        "media/image/add/",
        "media/image/picker/",
    ):
        page.goto(f"/admin/{path}")
        page.wait_for_load_state("networkidle")
        violations = Axe().run(page).response["violations"]
        found[path] = [(rule["id"], rule["nodes"][0]["html"]) for rule in violations]
    assert {path: rules for path, rules in found.items() if rules} == {}
