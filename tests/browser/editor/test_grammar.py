"""The editor supports exactly what the grammar has."""

import pytest
from playwright.sync_api import Page, expect

from articles.body.grammar import MARKS, NODES
from tests.browser.editor.driving import Editor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BUTTONS = [
    *("heading 2", "heading 3", "heading 4"),
    *("bold", "italic", "subscript", "superscript", "Code", "insert link"),
    *("unordered list", "ordered list", "blockquote", "horizontal rule", "picture from the library"),
    *("video or other embed", "code block"),
    *("Insert table", "undo", "redo", "find and replace", "shortcuts"),
]
IN_A_TABLE = [
    *("Add column", "Delete column", "Add row", "Delete row", "Merge cells", "Split cell", "Toggle header cell"),
    *("Delete table", "caption of the table"),
]


def shown(page: Page) -> list[str]:
    buttons = page.get_by_role("toolbar", name="Formatting").get_by_role("button").all()
    return [str(button.get_attribute("aria-label")) for button in buttons]


def test_the_schema_is_the_grammar(editor: Editor) -> None:
    nodes = editor.run(
        "return Object.fromEntries(Object.entries(editor.schema.nodes).map(([n, t]) => [n, t.spec.content]))"
    )
    assert nodes == {node.name: node.content for node in NODES} | {"doc": "block+", "text": None}
    blocks = editor.run(
        "return Object.values(editor.schema.nodes).filter((t) => t.spec.group?.includes('block')).map((t) => t.name)"
    )
    assert set(blocks) == {node.name for node in NODES if node.block}
    plain = editor.run(
        "return Object.values(editor.schema.nodes)"
        ".filter(({spec}) => spec.content === 'text*' && spec.marks === '').map((type) => type.name)"
    )
    assert set(plain) == {node.name for node in NODES if node.content == "text*"}


def test_marks_are_nested_in_the_order_of_the_grammar_and_go_together(editor: Editor) -> None:
    marks = editor.run("return Object.values(editor.schema.marks).map((m) => [m.name, m.excluded.map((e) => e.name)])")
    assert marks == [[mark.name, [mark.name]] for mark in MARKS]


def test_the_buttons_are_those_of_the_grammar(editor: Editor, page: Page) -> None:
    assert shown(page) == BUTTONS
    editor.open("<table><tbody><tr><td>a</td></tr></tbody></table>")
    editor.put_cursor("a")
    assert [name for name in shown(page) if name not in BUTTONS] == IN_A_TABLE
    editor.open("<ol><li>a</li></ol>")
    assert [name for name in shown(page) if name not in BUTTONS] == ["number of the first item"]
    editor.open("<blockquote><p>a</p></blockquote>")
    assert [name for name in shown(page) if name not in BUTTONS] == ["name who said it"]


def test_a_list_begins_at_a_number(editor: Editor, page: Page) -> None:
    editor.open("<ol><li>a</li></ol>")
    editor.press("number of the first item")
    editor.dialog.get_by_label("Number of the first item").fill("seven")
    editor.dialog.get_by_role("button", name="Save").click()
    expect(editor.dialog.get_by_role("alert")).to_have_text("Type a whole number from 0 to 999999.")
    editor.dialog.get_by_label("Number of the first item").fill("7")
    page.keyboard.press("Enter")
    assert editor.html == '<ol start="7"><li><p>a</p></li></ol>'


def test_a_table_has_a_caption(editor: Editor, page: Page) -> None:
    editor.open("<table><tbody><tr><td>a</td></tr></tbody></table>")
    editor.put_cursor("a")
    editor.press("caption of the table")
    editor.dialog.get_by_label("What the table shows").fill("Trips <a> day")
    page.keyboard.press("Enter")
    expect(editor.text.locator("caption")).to_have_text("Trips <a> day")
    assert editor.html.startswith("<table><caption>Trips &lt;a&gt; day</caption><tbody>")
