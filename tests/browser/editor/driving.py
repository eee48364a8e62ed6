"""Drives the text editor, with its own commands for tests with hundreds of texts."""

from collections.abc import Sequence
from typing import Any

from playwright.sync_api import Locator, Page, expect

PASTE = """([html, text, files]) => {
  const editor = document.querySelector(".ProseMirror").editor
  const data = new DataTransfer()
  if (html !== null) data.setData("text/html", html)
  if (text !== null) data.setData("text/plain", text)
  for (const [name, type] of files) data.items.add(new File(["x"], name, {type}))
  editor.view.dom.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}))
}"""


class Editor:
    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def text(self) -> Locator:
        return self.page.locator(".ProseMirror[contenteditable=true]")

    @property
    def html(self) -> str:
        """What would be sent, after the last dialog has taken effect."""
        expect(self.dialog).to_have_count(0)
        self.settle()
        return str(self.page.locator("#id_body").input_value())

    def run(self, script: str, *args: Any) -> Any:
        """Run JavaScript with `editor` and `args`, and wait for its effects."""
        self.page.locator(".ProseMirror").first.wait_for()
        given = self.page.evaluate(
            f"(args) => {{ const editor = document.querySelector('.ProseMirror').editor; {script} }}", list(args)
        )
        self.settle()
        return given

    def settle(self) -> None:
        """Wait until the editor has the focus and the browser its selection: both happen in the next frame."""
        self.page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))")

    def open(self, html: str) -> None:
        """Open a text with the cursor at its end."""
        self.run("editor.commands.setContent(args[0]); editor.commands.focus('end')", html)

    def put_cursor(self, words: str, *, end: bool = True) -> None:
        """Put the cursor behind, or before, words that occur once."""
        self.run(
            """let at = null
            editor.state.doc.descendants((node, pos) => {
              const index = node.isText ? node.text.indexOf(args[0]) : -1
              if (index >= 0) at = pos + index + (args[1] ? args[0].length : 0)
            })
            editor.chain().focus().setTextSelection(at).run()""",
            words,
            end,
        )

    def paste(self, html: str | None = None, text: str | None = None, files: Sequence[tuple[str, str]] = ()) -> None:
        self.page.evaluate(PASTE, [html, text, [list(file) for file in files]])

    @property
    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog")

    def press(self, button: str) -> None:
        self.page.get_by_role("toolbar", name="Formatting").get_by_role("button", name=button, exact=True).click()
