"""`python -m tests.benchmark.typing <address> <account> <password> [<words>]`: how long a key takes in a long text.

Types into a new story of a running newsroom, which has 20,000 words unless told otherwise, and prints the milliseconds
from a key until the browser has drawn what it changed: the median and the longest. Nothing is saved.
"""

import shutil
import statistics
import sys
from typing import Final

from playwright.sync_api import Page, sync_playwright

TYPED: Final = "the quick brown fox jumps over the lazy dog and goes on"
PARAGRAPH: Final = 50
FILL: Final = """([paragraphs, length]) => {
  const {editor} = document.querySelector(".ProseMirror")
  const words = Array.from({length}, (_, number) => "word" + number).join(" ")
  editor.commands.setContent(Array.from({length: paragraphs}, () => `<p>${words}</p>`).join(""))
  editor.commands.focus("end")
  globalThis.took = []
  addEventListener("keydown", () => {
    const begun = performance.now()
    requestAnimationFrame(() => {
      const {port1, port2} = new MessageChannel()
      port1.onmessage = () => took.push(performance.now() - begun)
      port2.postMessage(0)
    })
  }, true)
}"""


def measure(page: Page, words: int) -> list[float]:
    page.evaluate(FILL, [words // PARAGRAPH, PARAGRAPH])
    page.wait_for_timeout(2000)
    for key in TYPED:
        page.keyboard.press("Space" if key == " " else key)
        page.wait_for_timeout(80)
    took: list[float] = page.evaluate("took")
    return took


def main(address: str, account: str, password: str, words: str = "20000") -> None:
    path = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"{address}/admin/")
        page.get_by_label("Username").fill(account)
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Log in").click()
        page.locator("a.new-story").click()
        page.get_by_role("toolbar", name="Formatting").wait_for()
        took = measure(page, int(words))
        browser.close()
    print(f"{words} words, {len(took)} keys: {statistics.median(took):.1f} ms, at most {max(took):.1f} ms")


if __name__ == "__main__":
    main(*sys.argv[1:]) if len(sys.argv) in {4, 5} else sys.exit(__doc__)
