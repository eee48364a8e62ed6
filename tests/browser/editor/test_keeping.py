"""A selected picture or rule stays, whatever is typed or pasted."""

import pytest
from playwright.sync_api import Page, expect

from articles import body
from articles.models import Article
from tests.browser.editor.driving import Editor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PICTURE = '<figure><img alt="a"><figcaption>At noon</figcaption></figure>'
SELECT = """let at = null
editor.state.doc.descendants((node, pos) => { if (at === null && node.type.name === args[0]) at = pos })
editor.chain().focus().setNodeSelection(at).run()"""


@pytest.mark.parametrize("first", [PICTURE, "<hr>", PICTURE + PICTURE])
def test_a_text_that_begins_with_no_words_opens_at_its_first_words(editor: Editor, page: Page, first: str) -> None:
    story = Article.objects.create(headline="A story", body=f"{first}<p>Text</p>")
    page.goto(f"/admin/articles/article/{story.pk}/change/")
    expect(editor.text).to_contain_text("Text")
    editor.run("editor.commands.focus()")
    page.keyboard.type("My ")
    assert body.clean(editor.html) == f"{first}<p>My Text</p>"


def test_a_text_of_a_picture_alone_is_gone_on_with_behind_it(editor: Editor, page: Page) -> None:
    story = Article.objects.create(headline="A story", body=PICTURE)
    page.goto(f"/admin/articles/article/{story.pk}/change/")
    editor.run("editor.commands.focus()")
    page.keyboard.type("Text")
    assert body.clean(editor.html) == f"{PICTURE}<p>Text</p>"


@pytest.mark.parametrize(("selected", "block"), [("figure", PICTURE), ("image", PICTURE), ("horizontalRule", "<hr>")])
class TestSelected:
    @pytest.fixture(autouse=True)
    def select(self, editor: Editor, selected: str, block: str) -> None:
        editor.open(f"<p>One</p>{block}<p>Two</p>")
        editor.run(SELECT, selected)

    def test_what_is_typed_goes_behind_it(self, editor: Editor, page: Page, block: str) -> None:
        page.keyboard.type("ab")
        assert body.clean(editor.html) == f"<p>One</p>{block}<p>ab</p><p>Two</p>"

    def test_a_letter_composed_of_several_keys_goes_behind_it(self, editor: Editor, page: Page, block: str) -> None:
        session = page.context.new_cdp_session(page)
        session.send("Input.imeSetComposition", {"text": "か", "selectionStart": 1, "selectionEnd": 1})
        session.send("Input.insertText", {"text": "蚊"})
        # Chromium keeps what the first key composed, because the cursor has moved.
        assert body.clean(editor.html).replace("か", "") == f"<p>One</p>{block}<p>蚊</p><p>Two</p>"

    def test_enter_goes_on_behind_it(self, editor: Editor, page: Page, block: str) -> None:
        page.keyboard.press("Enter")
        page.keyboard.type("ab")
        assert body.clean(editor.html) == f"<p>One</p>{block}<p>ab</p><p>Two</p>"

    @pytest.mark.parametrize(
        ("html", "text", "behind"),
        [
            (None, "ab", "<p>ab</p>"),
            (None, "a\nb", "<p>a</p><p>b</p>"),
            ("<b>a</b>b", "ab", "<p><strong>a</strong>b</p>"),
            ("<ul><li>a</li></ul>", "a", "<ul><li><p>a</p></li></ul>"),
            (
                "<table><tr><td>a</td><td>b</td></tr></table>",
                "a b",
                "<table><tbody><tr><td><p>a</p></td><td><p>b</p></td></tr></tbody></table>",
            ),
            ("<hr>", "", "<hr>"),
        ],
    )
    def test_what_is_pasted_goes_behind_it(
        self, editor: Editor, block: str, html: str | None, text: str, behind: str
    ) -> None:
        editor.paste(html, text)
        assert body.clean(editor.html) == f"<p>One</p>{block}{behind}<p>Two</p>"

    def test_the_keys_for_it_remove_it(self, editor: Editor, page: Page) -> None:
        page.keyboard.press("Delete")
        assert body.plain_text(body.parse(editor.html)) == "One\nTwo"
