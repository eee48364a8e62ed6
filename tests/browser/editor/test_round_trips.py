"""Every stored text can be opened and saved again, and only what was typed changes."""

import re
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from articles import body
from articles.admin.writing.editor import BodyField
from articles.models import Article
from tests import factories
from tests.articles.body.every import every
from tests.articles.body.stored import STORED
from tests.browser.editor.driving import Editor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OPENED = """return args[0].map((html) => {
  editor.commands.setContent(html, {emitUpdate: false})
  return editor.getHTML()
})"""
TYPED = """return args[0].map((html) => {
  editor.commands.setContent(html, {emitUpdate: false})
  let end = null
  editor.state.doc.descendants((node, pos) => {
    if (node.type.name === "paragraph") end ??= pos + 1 + node.content.size
  })
  editor.chain().setTextSelection(end).command(({tr}) => tr.insertText("x")).run()
  return editor.getHTML()
})"""


def with_letter(html: str) -> str:
    """The text with a letter added to the first paragraph; the editor has a paragraph in empty cells too."""
    html = re.sub(r"(<t[hd][^>]*>)</t", r"\1<p></p></t", html)
    return re.sub(r"((?:</(?:a|strong|em|code|sub|sup)>)*)</p>", r"x\1</p>", html, count=1)


def test_opening_and_saving_changes_nothing(editor: Editor) -> None:
    opened = editor.run(OPENED, STORED)
    assert [body.clean(html) for html in opened] == STORED


def test_a_letter_changes_that_letter_alone(editor: Editor) -> None:
    stored = [html for html in STORED if "</p>" in html]
    assert len(stored) > 150
    typed = editor.run(TYPED, stored)
    assert [body.clean(html) for html in typed] == [body.clean(with_letter(html)) for html in stored]


def test_the_same_through_the_writing_screen(editor: Editor, page: Page) -> None:
    picture = factories.image()
    for html in (every(picture.pk), "<p>a</p><pre><code>b\n  c</code></pre>"):
        story = Article.objects.create(headline="A story", body=html)
        page.goto(f"/admin/articles/article/{story.pk}/change/")
        expect(editor.text).to_be_visible()
        page.locator("input[name=_continue]").click()
        expect(page.locator(".messagelist")).to_contain_text("Saved.")
        story.refresh_from_db()
        assert story.body == html
        editor.run("editor.commands.focus('start')")
        page.keyboard.type("x")
        with page.expect_navigation():
            page.locator("input[name=_continue]").click()
        expect(page.locator(".messagelist")).to_contain_text("Saved.")
        story.refresh_from_db()
        assert story.body == html.replace("<p>", "<p>x", 1)


@pytest.mark.parametrize("html", ["", every(UUID(int=7))])
def test_a_text_that_was_only_opened_has_not_changed(html: str) -> None:
    field = BodyField()
    assert not field.has_changed(html, field.prepare_value(html))
    assert field.has_changed(html, html + "<p>x</p>")
