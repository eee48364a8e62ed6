/** Shortcuts of the writing screen, and the dialog that lists them. */

import { crel } from "../picking/elements.js"

const SHORTCUTS = [
  ["Ctrl+S", "Save"],
  ["Ctrl+Enter", "Go on to publish, or to submit; in a quotation, to who said it"],
  ["Ctrl+K", "Link; type words to find our own stories"],
  ["Ctrl+H", "Find and replace in the text"],
  ["/", "In the text, after a space: insert a heading, a list, a picture…"],
  ["Ctrl+B, Ctrl+I", "Bold, italic"],
  ["Ctrl+Alt+2, 3, 4", "Subheading of that level"],
  ["Ctrl+Z, Ctrl+Shift+Z", "Undo, redo"],
  ["Alt+F10", "To the toolbar; arrow keys go through it, Escape goes back"],
  ["Alt+↑, Alt+↓", "Move a tag, an author, a related story or a picture"],
  ["Ctrl+/", "This list"],
]

const press = (selector) => document.querySelector(selector)?.click()
const release = () => document.querySelector(".writing-buttons button.release")

export const list = () => {
  const before = document.activeElement
  const rows = SHORTCUTS.flatMap(([keys, does]) => [
    crel("dt", {}, [crel("kbd", { textContent: keys })]),
    crel("dd", { textContent: does }),
  ])
  const close = crel("button", { type: "button", textContent: "Close" })
  const dialog = crel("dialog", { className: "prose-editor-dialog shortcuts", "aria-labelledby": "shortcuts-title" }, [
    crel("h3", { id: "shortcuts-title", className: "prose-editor-dialog-title", textContent: "Shortcuts" }),
    crel("dl", {}, rows),
    crel("div", { className: "prose-editor-dialog-buttons" }, [close]),
  ])
  close.addEventListener("click", () => dialog.close())
  dialog.addEventListener("close", () => {
    dialog.remove()
    before?.focus()
  })
  document.body.append(dialog)
  dialog.showModal()
}

const KEYS = {
  s: () => press(".writing-buttons input[name=_continue]"),
  Enter: () => release()?.click(),
  "/": list,
}

export const listen = () => {
  document.addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event
    // The text handles some of these itself, and a dialog is about something else.
    if (!(ctrlKey || metaKey) || altKey || shiftKey || event.defaultPrevented || !KEYS[key]) return
    if (document.querySelector("dialog[open]") || event.target.closest(".comments")) return
    event.preventDefault()
    KEYS[key]()
  })
  document.addEventListener("articles:shortcuts", list)
  document.addEventListener("articles:release", KEYS.Enter)
}
