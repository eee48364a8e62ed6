"""Pictures come from the library. The writing screen describes others and does not load them."""

import pytest
from playwright.sync_api import Page, expect

from articles import body
from articles.models import Article
from media.picker import whole
from tests import factories
from tests.browser.conftest import choose_first
from tests.browser.editor.driving import Editor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GONE = "0f9c0000-0000-4000-8000-000000000000"
NOTICE = (
    "Pictures come from the library, with their credit: upload this one there, and insert it with the picture button."
)


def choose(editor: Editor) -> None:
    """Choose the only picture of the library in the pop-up that the dialog opens."""
    with editor.page.expect_popup() as popup:
        editor.dialog.get_by_role("button", name="picture…").or_(
            editor.dialog.get_by_role("button", name="library…")
        ).click()
    choose_first(popup.value)


def test_a_picture_is_chosen_from_the_library(editor: Editor, page: Page) -> None:
    picture = factories.image(caption="The quay", alt_text="A quay")
    editor.open("<p>Text</p>")
    editor.press("picture from the library")
    editor.dialog.get_by_role("button", name="Insert picture").click()
    expect(editor.dialog.get_by_text("Choose a picture from the library.")).to_be_visible()
    choose(editor)
    # Empty fields mean the picture's own words.
    expect(editor.dialog.get_by_label("Alternative text")).to_have_attribute("placeholder", "A quay")
    editor.dialog.get_by_label("Caption").fill("At noon")
    editor.dialog.get_by_role("button", name="Insert picture").click()
    expect(editor.text.locator("img")).to_have_js_property("naturalWidth", 640)
    figure = f'<figure><img data-file="{picture.pk}" alt=""><figcaption>At noon</figcaption></figure>'
    assert body.clean(editor.html) == f"<p>Text</p>{figure}"
    editor.text.locator("figcaption").click()
    editor.press("picture from the library")
    editor.dialog.get_by_label("Alternative text").fill("Our quay")
    editor.dialog.get_by_label("Caption").fill("")
    page.keyboard.press("Enter")
    assert body.clean(editor.html) == f'<p>Text</p><figure><img data-file="{picture.pk}" alt="Our quay"></figure>'


def test_stored_pictures_are_shown_and_others_named_without_being_loaded(editor: Editor, page: Page) -> None:
    picture = factories.image()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    html = (
        f'<figure><img data-file="{picture.pk}" alt="a"></figure><figure><img data-file="{GONE}" alt="b"></figure>'
        '<figure><img src="https://tracker.example/a.gif?b=1&amp;c" alt="c"><figcaption>C</figcaption></figure>'
        '<figure><img alt="d"></figure><p>End</p>'
    )
    story = Article.objects.create(headline="A story", body=html)
    page.goto(f"/admin/articles/article/{story.pk}/change/")
    expect(editor.text.locator("img")).to_have_count(1)
    expect(editor.text.locator("img")).to_have_attribute("src", whole(picture).path)
    expect(editor.text.locator(".picture-missing span")).to_have_text(
        [
            "This picture is no longer in the library. Choose another one, or remove it.",
            "This picture is not from the library: https://tracker.example/a.gif?b=1&c. "
            "Upload it there, and insert it from there.",
            "This picture is not from the library. Upload it there, and insert it from there.",
        ]
    )
    # Typing rewrites the text as HTML.
    editor.text.locator("p").last.click()
    page.keyboard.type("x")
    page.locator("input[name=_continue]").click()
    expect(page.locator(".messagelist")).to_contain_text("Saved.")
    story.refresh_from_db()
    assert story.body.replace("Endx", "End").replace("xEnd", "End") == html
    assert [url for url in asked if "tracker" in url] == []


def test_a_picture_from_elsewhere_is_replaced_and_keeps_its_words(editor: Editor, page: Page) -> None:
    picture = factories.image()
    editor.open('<figure><img src="https://tracker.example/a.gif" alt="c"><figcaption>C</figcaption></figure>')
    editor.text.get_by_role("button", name="Choose from the library…").click()
    choose(editor)
    editor.dialog.get_by_role("button", name="Change picture").click()
    expected = f'<figure><img data-file="{picture.pk}" alt="c"><figcaption>C</figcaption></figure>'
    assert body.clean(editor.html) == expected


@pytest.mark.parametrize(
    "src", ["data:image/png;base64,iVBORw0KGgo=", "blob:https://x/1", "file:///C:/a.png", "https://t.example/a.png"]
)
def test_a_pasted_picture_is_refused_with_what_to_do(editor: Editor, page: Page, src: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    editor.paste(f'<p>Before <img src="{src}" alt="a"> behind</p>')
    notice = page.locator(".prose-notice")
    expect(notice.locator("p")).to_have_text(NOTICE)
    assert body.plain_text(body.parse(editor.html)) == "Before\nbehind"
    notice.get_by_role("button", name="Dismiss").click()
    expect(notice).to_have_count(0)
    assert asked == []


def test_files_other_than_pictures_are_left_alone(editor: Editor, page: Page) -> None:
    editor.open("<p>Text</p>")
    editor.paste(text="more", files=[("notes.txt", "text/plain")])
    assert body.clean(editor.html) == "<p>Textmore</p>"


def test_a_caption_is_left_and_removed_by_keyboard(editor: Editor, page: Page) -> None:
    editor.open('<figure><img alt="a"><figcaption>Caption</figcaption></figure>')
    editor.put_cursor("Caption")
    page.keyboard.press("Enter")
    page.keyboard.type("Text")
    assert body.clean(editor.html) == '<figure><img alt="a"><figcaption>Caption</figcaption></figure><p>Text</p>'


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("One\n\nTwo", "<p>One</p><p>Two</p>"),
        ("One\r\nline\r\n \r\nTwo\n", "<p>One<br>line</p><p>Two</p>"),
        ("One\nTwo", "<p>One</p><p>Two</p>"),
        ("One\vline\u2028more\nTwo", "<p>One<br>line<br>more</p><p>Two</p>"),
        ("One\fTwo\u2029Three", "<p>One</p><p>Two</p><p>Three</p>"),
        ("**One** <b>two</b>", "<p>**One** &lt;b&gt;two&lt;/b&gt;</p>"),
    ],
)
def test_plain_text_becomes_paragraphs(editor: Editor, text: str, after: str) -> None:
    editor.paste(text=text)
    assert body.clean(editor.html) == after
