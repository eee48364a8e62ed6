"""Links lead to addresses that can be followed."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.editor.driving import Editor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

REFUSED = {
    "javascript:alert(1)": "Links cannot lead to javascript: addresses.",
    " JavaScript:alert(1)": "Links cannot lead to javascript: addresses.",
    "data:text/html,x": "Links cannot lead to data: addresses.",
    "ftp://example.com/a": "Links cannot lead to ftp: addresses.",
    "file:///etc/passwd": "Links cannot lead to file: addresses.",
    "https://[insert-link-here]": "This address cannot be followed.",
    "https://exam ple.com/": "This address cannot be followed.",
    "https://a\u2100b.example/": "This address cannot be followed.",
    "https:example.com": "This address is not complete.",
    "http:/": "This address is not complete.",
    "mailto:nobody": "This is not an e-mail address.",
    "tel:call me": "This is not a telephone number.",
    "the harbour": "This is not an address.",
    "/a b/": "It contains spaces.",
    "": "An address is missing.",
}
TAKEN = {
    "https://example.com/a?b=1#c": "https://example.com/a?b=1#c",
    "HTTP://Example.com": "HTTP://Example.com",
    "www.example.com": "https://www.example.com",
    "example.com/a b": "https://example.com/a%20b",
    "example.com:8080/a": "https://example.com:8080/a",
    "münchen.example": "https://münchen.example",
    "//example.com/a": "https://example.com/a",
    "ana@example.com": "mailto:ana@example.com",
    "mailto:ana@example.com?subject=a%20b": "mailto:ana@example.com?subject=a%20b",
    "tel:+49 30 1234": "tel:+49%2030%201234",
    "/about/": "/about/",
    "../a": "../a",
    "?p=1": "?p=1",
    "#docks": "#docks",
}


def test_an_address_that_cannot_be_followed_is_refused_with_a_reason(editor: Editor, page: Page) -> None:
    editor.open("<p>word</p>")
    editor.run("editor.commands.selectAll()")
    editor.press("insert link")
    address = editor.dialog.get_by_label("Address")
    editor.dialog.get_by_label("Title").fill("kept")
    found = {}
    for typed in REFUSED:
        address.fill(typed)
        page.keyboard.press("Enter")
        expect(address).to_be_focused()
        expect(address).to_have_value(typed)
        expect(address).to_have_accessible_description(page.locator(".dialog-reason:not(:empty)").inner_text())
        found[typed] = page.locator(".dialog-reason:not(:empty)").inner_text().split(" Type one")[0]
    assert found == REFUSED
    expect(editor.dialog.get_by_label("Title")).to_have_value("kept")
    page.keyboard.press("Escape")
    assert "<a" not in editor.run("return editor.getHTML()")


def test_an_address_is_completed(editor: Editor, page: Page) -> None:
    found = {}
    for typed in TAKEN:
        editor.open("<p>word</p>")
        editor.run("editor.commands.selectAll()")
        page.keyboard.press("Control+k")
        editor.dialog.get_by_label("Address").fill(typed)
        editor.dialog.get_by_role("button", name="Add link").click()
        expect(editor.text.locator("a")).to_have_count(1)
        found[typed] = editor.run("return editor.state.doc.nodeAt(1).marks[0].attrs.href")
    assert found == TAKEN


def test_a_link_is_changed_where_the_cursor_is(editor: Editor, page: Page) -> None:
    editor.open('<p>a <a href="about.html">link</a></p>')
    editor.put_cursor("lin")
    editor.press("insert link")
    expect(editor.dialog.get_by_label("Address")).to_have_value("about.html")
    editor.dialog.get_by_label("Title").fill("About")
    page.keyboard.press("Enter")
    assert editor.html == '<p>a <a href="about.html" title="About">link</a></p>'


@pytest.mark.parametrize("text", ["javascript:alert(1)", "ftp://example.com/a", "https://[x]", "file:///a"])
def test_what_is_pasted_or_typed_links_nowhere_else(editor: Editor, page: Page, text: str) -> None:
    editor.open("<p>word</p>")
    editor.run("editor.commands.selectAll()")
    editor.paste(text=text)
    page.keyboard.type(f" {text} ")
    assert "<a" not in editor.html


def test_a_typed_address_becomes_a_link(editor: Editor, page: Page) -> None:
    editor.open("<p>see</p>")
    page.keyboard.type(" www.example.com ")
    assert editor.html == '<p>see <a href="https://www.example.com">www.example.com</a> </p>'
