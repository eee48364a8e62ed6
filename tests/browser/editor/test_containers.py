"""Blocks that a list, table or quotation cannot contain are put after it, and no key or button breaks the text."""

from uuid import UUID

import pytest
from playwright.sync_api import Page

from articles import body
from tests import factories
from tests.articles.body.every import every
from tests.articles.body.pasted import ID
from tests.articles.body.stored import ODD
from tests.browser.editor.driving import Editor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TABLE = "<table><tbody><tr><td><p>cell</p></td><td><p>next</p></td></tr></tbody></table>"
QUOTE = "<blockquote><p>said</p><footer>Ana</footer></blockquote>"
# Every key at both ends and in the middle of every line of a text, each on the original text.
EVERY_KEY = """
const [texts, keys] = args
const found = []
for (const html of texts) {
  editor.commands.setContent(html, {emitUpdate: false})
  const {doc} = editor.state
  const places = []
  doc.descendants((node, pos) => {
    if (node.isTextblock) places.push(pos + 1, pos + 1 + Math.floor(node.content.size / 2), pos + 1 + node.content.size)
  })
  for (const key of keys) {
    const parts = key.split("+")
    const init = {key: parts.at(-1), bubbles: true, cancelable: true}
    for (const part of parts.slice(0, -1)) init[`${part.toLowerCase()}Key`] = true
    for (const [index, place] of [...new Set(places)].entries()) {
      const {state, view} = editor
      if (!state.doc.eq(doc)) view.dispatch(state.tr.replaceWith(0, state.doc.content.size, doc.content))
      const to = index % 3 === 2 ? Math.min(place + 9, doc.content.size) : place
      editor.commands.setTextSelection({from: place, to: doc.resolve(to).parent.inlineContent ? to : place})
      try {
        view.someProp("handleKeyDown", (handle) => handle(view, new KeyboardEvent("keydown", init)))
        editor.state.doc.check()
      } catch (error) {
        found.push([html.slice(0, 300), key, place, String(error), error.stack.slice(0, 900)])
      }
    }
  }
}
return found"""
KEYS = (
    *("Enter", "Shift+Enter", "Ctrl+Enter", "Backspace", "Delete", "Tab", "Shift+Tab", "Ctrl+a"),
    *("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"),
    *("Ctrl+Alt+2", "Ctrl+Alt+c", "Ctrl+Shift+8", "Ctrl+Shift+7", "Ctrl+Shift+b", "Ctrl+b", "Ctrl+e"),
)


@pytest.mark.parametrize(
    ("html", "at", "press", "after"),
    [
        (TABLE, "cell", "unordered list", TABLE),
        (TABLE, "cell", "heading 2", TABLE),
        (TABLE, "cell", "code block", TABLE),
        (TABLE, "cell", "blockquote", TABLE),
        (TABLE, "cell", "horizontal rule", TABLE + "<hr>"),
        (QUOTE, "said", "horizontal rule", QUOTE + "<hr>"),
        (QUOTE, "said", "unordered list", QUOTE),
        ("<ul><li><p>item</p></li></ul>", "item", "horizontal rule", "<ul><li><p>item</p></li></ul><hr>"),
        ("<ul><li><p>item</p></li></ul>", "item", "heading 2", "<h2>item</h2>"),
        ("<ul><li><p>item</p></li></ul>", "item", "ordered list", "<ol><li><p>item</p></li></ol>"),
        ("<ul><li><p>item</p></li></ul>", "item", "code block", "<pre><code>item</code></pre>"),
        ("<p>a <strong>b</strong></p>", "b", "heading 3", "<h3>a b</h3>"),
    ],
)
def test_a_button_inside_a_container(editor: Editor, html: str, at: str, press: str, after: str) -> None:
    editor.open(html)
    editor.put_cursor(at)
    editor.press(press)
    assert body.clean(editor.run("return editor.getHTML()")) == after


def test_a_table_is_put_behind_the_table_that_holds_the_cursor(editor: Editor, page: Page) -> None:
    editor.open(TABLE)
    editor.put_cursor("cell")
    editor.press("Insert table")
    editor.dialog.get_by_label("Rows").fill("1")
    editor.dialog.get_by_label("Columns").fill("1")
    editor.dialog.get_by_role("button", name="Insert Table").click()
    page.keyboard.type("new")
    assert body.clean(editor.html) == TABLE + "<table><tbody><tr><td><p>new</p></td></tr></tbody></table>"


@pytest.mark.parametrize(
    ("html", "at", "key", "after"),
    [
        ("<ul><li>a</li><li>b</li></ul>", "b", "Tab", "<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>"),
        # Into the existing list, of either kind.
        (
            "<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>",
            "c",
            "Tab",
            "<ul><li><p>a</p><ol><li><p>b</p></li><li><p>c</p></li></ol></li></ul>",
        ),
        ("<ul><li>a</li></ul>", "a", "Tab", "<ul><li><p>a</p></li></ul>"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "b", "Shift+Tab", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
        # What follows stays below, after the item's own list.
        (
            "<ul><li>a<ol><li>b<ul><li>c</li></ul></li><li>d</li></ol></li></ul>",
            "b",
            "Shift+Tab",
            "<ul><li><p>a</p></li><li><p>b</p><ul><li><p>c</p></li><li><p>d</p></li></ul></li></ul>",
        ),
        (
            '<ol start="4"><li>a</li><li>b</li><li>c</li></ol>',
            "b",
            "Shift+Tab",
            '<ol start="4"><li><p>a</p></li></ol><p>b</p><ol start="5"><li><p>c</p></li></ol>',
        ),
        ("<ul><li>a</li></ul>", "a", "Enter", "<ul><li><p>a</p></li><li><p>x</p></li></ul>"),
        ("<h2 id='a'>head</h2>", "he", "Enter", '<h2 id="a">he</h2><h2>xad</h2>'),
    ],
)
def test_a_key_in_a_list(editor: Editor, page: Page, html: str, at: str, key: str, after: str) -> None:
    editor.open(html)
    editor.put_cursor(at)
    page.keyboard.press(key)
    if key == "Enter":
        page.keyboard.type("x")
    assert body.clean(editor.run("return editor.getHTML()")) == after


@pytest.mark.parametrize(
    ("pasted", "after"),
    [
        ("<p>one</p>", "<table><tbody><tr><td><p>cellone</p></td><td><p>next</p></td></tr></tbody></table>"),
        ("<h2>one</h2>", "<table><tbody><tr><td><p>cellone</p></td><td><p>next</p></td></tr></tbody></table>"),
        ("<hr>", f"{TABLE}<hr>"),
        ("<ul><li>one</li><li>two</li></ul>", f"{TABLE}<ul><li><p>one</p></li><li><p>two</p></li></ul>"),
        ("<p>one</p><h2>two</h2>", f"{TABLE}<p>one</p><h2>two</h2>"),
        (
            '<img src="https://p.example/a.jpg" alt="a">',
            f'{TABLE}<figure><img src="https://p.example/a.jpg" alt="a"></figure>',
        ),
        (
            "<table><tr><td>one</td><td>two</td></tr></table>",
            "<table><tbody><tr><td><p>one</p></td><td><p>two</p></td></tr></tbody></table>",
        ),
    ],
)
def test_what_is_pasted_into_a_cell(editor: Editor, pasted: str, after: str) -> None:
    editor.open(TABLE)
    editor.put_cursor("cell")
    editor.paste(pasted)
    assert body.clean(editor.html) == after


@pytest.mark.parametrize(
    "block",
    ["<ul><li><p>one</p></li></ul>", TABLE, '<figure><img src="https://p.example/a.jpg" alt="a"></figure>'],
)
def test_what_is_pasted_into_a_quotation_lands_outside_it(editor: Editor, block: str) -> None:
    editor.open(QUOTE)
    editor.put_cursor("said")
    editor.paste(block)
    assert body.clean(editor.html) == QUOTE + block


def test_a_picture_that_is_dropped_on_a_cell_lands_beside_the_table(editor: Editor, page: Page) -> None:
    picture = factories.image()
    editor.open(f'<p>a</p><figure><img data-file="{picture.pk}" alt="a"></figure>{TABLE}')
    page.locator("figure").drag_to(page.locator("td").first)
    cleaned = body.clean(editor.run("return editor.getHTML()"))
    assert cleaned.count("<table>") == cleaned.count("<figure>") == 1
    assert f"{TABLE}" in cleaned


def test_no_key_breaks_any_text(editor: Editor) -> None:
    assert editor.run(EVERY_KEY, [*ODD, every(UUID(ID))], KEYS) == []
