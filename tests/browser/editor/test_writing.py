"""What helps while writing: the menu of “/”, finding and replacing, links to our own stories, counts and shortcuts."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from articles import body
from articles.body.length import measure
from articles.models import Article
from tests import factories
from tests.browser.editor.driving import Editor
from tests.browser.picking import options

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MIXED = (
    "<p>Night trams return, after nine years — at last.</p><h2>What it costs</h2>"
    "<blockquote><p>I don’t know.</p><footer>Mara Lind</footer></blockquote>"
    "<ul><li><p>One</p></li><li><p>Two</p></li></ul><table><tr><td><p>3.5 km</p></td><td><p>4 km</p></td></tr></table>"
    "<pre><code>a = 1</code></pre><p>東京 and Ελλάδα.<br>Below</p>"
)


def test_the_slash_menu_has_everything_a_text_may_hold(editor: Editor, page: Page) -> None:
    editor.open("<p>Text and/or</p>")
    expect(editor.text).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("/")
    menu = page.get_by_role("listbox", name="Insert").get_by_role("option")
    expect(menu).to_have_count(13)
    expect(editor.text).to_have_attribute("aria-activedescendant", "slash-menu-0")
    page.keyboard.press("Escape")
    page.keyboard.type(" or /head")
    expect(menu).to_have_text(["Subheading", "Smaller subheading", "Smallest subheading"])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert editor.html == "<p>Text and/or</p><h3>/ or </h3>"
    page.keyboard.press("Enter")
    page.keyboard.type("/quo")
    page.keyboard.press("Enter")
    page.keyboard.type("At last.")
    page.keyboard.press("Control+Enter")
    page.keyboard.type("Mara")
    page.keyboard.press("Enter")
    page.keyboard.type("/video")
    page.keyboard.press("Enter")
    editor.dialog.get_by_label("Its address").fill("https://example.com/a")
    page.keyboard.press("Enter")
    expect(editor.dialog.get_by_text("Only these can be embedded")).to_be_visible()
    editor.dialog.get_by_label("Its address").fill("vimeo.com/76979871")
    page.keyboard.press("Enter")
    expect(editor.dialog).to_have_count(0)
    expect(editor.text).to_be_focused()
    editor.settle()
    page.keyboard.type("/num")
    page.keyboard.press("Tab")
    page.keyboard.type("One")
    quotation = "<blockquote><p>At last.</p><footer>Mara</footer></blockquote>"
    expected = f"{quotation}<p>https://vimeo.com/76979871</p><ol><li><p>One</p></li></ol>"
    assert body.clean(editor.html) == f"<p>Text and/or</p><h3>/ or</h3>{expected}"


def test_words_are_found_and_replaced(editor: Editor, page: Page) -> None:
    editor.open("<p>The <strong>tram</strong> and the Tram.</p><ul><li><p>tram$</p></li></ul>")
    page.keyboard.press("Control+h")
    bar = page.get_by_role("search", name="Find and replace")
    expect(bar.get_by_label("Find", exact=True)).to_be_focused()
    page.keyboard.type("TRAM")
    expect(bar.get_by_role("status")).to_have_text("1 of 3")
    page.keyboard.press("Enter")
    expect(bar.get_by_role("status")).to_have_text("2 of 3")
    expect(editor.text.locator(".found-now")).to_have_text("Tram")
    bar.get_by_label("Replace with").fill("Ferry")
    page.keyboard.press("Enter")
    expect(bar.get_by_role("status")).to_have_text("2 of 2")
    bar.get_by_role("button", name="Replace all").click()
    expect(bar.get_by_role("status")).to_have_text("2 replaced")
    page.keyboard.press("Escape")
    expect(bar).to_have_count(0)
    expect(editor.text).to_be_focused()
    assert editor.html == "<p>The <strong>Ferry</strong> and the Ferry.</p><ul><li><p>Ferry$</p></li></ul>"
    page.keyboard.press("Control+z")
    assert "<strong>tram</strong>" in editor.html


def test_a_link_leads_to_a_story_of_ours_that_readers_see(editor: Editor, page: Page) -> None:
    factories.draft("Bridge draft")
    factories.published("Harbour bridge reopens")
    editor.open("<p>See the story.</p>")
    editor.run("editor.commands.setTextSelection({from: 5, to: 14})")
    page.keyboard.press("Control+k")
    address = editor.dialog.get_by_role("combobox", name="Address")
    expect(address).to_be_focused()
    page.keyboard.type("bridge")
    expect(options(page)).to_have_text(["Harbour bridge reopens"])
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(editor.text.locator("a")).to_have_text("the story")
    expect(editor.text).to_be_focused()
    editor.settle()
    page.keyboard.press("End")
    page.keyboard.type(" ")
    page.keyboard.press("Control+k")
    page.keyboard.type("bridge")
    page.keyboard.press("Enter")
    expect(address).to_have_value(page.url.split("/admin")[0] + "/articles/harbour-bridge-reopens/")
    page.keyboard.press("Enter")
    expect(editor.text.locator("a")).to_have_count(2)
    link = f'<a href="{page.url.split("/admin")[0]}/articles/harbour-bridge-reopens/">'
    assert editor.html == f"<p>See {link}the story</a>. {link}Harbour bridge reopens</a></p>"


def test_the_length_is_that_of_the_published_story(editor: Editor, page: Page) -> None:
    editor.open(MIXED)
    length = measure(body.plain_text(body.parse(body.clean(editor.html))), "en")
    expect(page.locator(".prose-length")).to_have_text(f"{length.words} words · {length.minutes} minute")


def test_shortcuts_save_and_are_listed(editor: Editor, page: Page) -> None:
    page.keyboard.press("Control+/")
    dialog = page.get_by_role("dialog", name="Shortcuts")
    expect(dialog).to_contain_text("Find and replace in the text")
    assert Axe().run(page).response["violations"] == []
    page.keyboard.press("Escape")
    headline = page.locator("#id_headline")
    headline.fill("Night trams return " * 5)
    expect(page.locator("#id_headline-counter")).to_have_text("94 of 80 characters: long for a headline")
    expect(headline).to_have_accessible_description("94 of 80 characters: long for a headline")
    editor.text.click()
    page.keyboard.type("They are back.")
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    expect(page.locator(".messagelist")).to_contain_text("Saved.")
    assert Article.objects.get().body == "<p>They are back.</p>"
    expect(page.locator("[data-previews] .found-title")).to_contain_text("Night trams return")
    page.get_by_role("button", name="shortcuts", exact=True).click()
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    editor.text.click()
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    expect(page.locator(".confirmation")).to_be_visible()


def test_the_toolbar_is_one_stop(editor: Editor, page: Page) -> None:
    editor.open("<p>Text</p>")
    page.keyboard.press("Alt+F10")
    expect(page.get_by_role("button", name="heading 2", exact=True)).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("button", name="shortcuts", exact=True)).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="heading 2", exact=True)).to_have_attribute("aria-pressed", "true")
    assert editor.html == "<h2>Text</h2>"
