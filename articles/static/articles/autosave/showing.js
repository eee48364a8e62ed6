/** Puts what a colleague has changed into the form, where nobody is writing. */

import { field, form, textEditor } from "./form.js"

const isBusy = (element) => element === document.activeElement || element.contains(document.activeElement)

const showText = (html) => {
  const editor = textEditor()
  if (!editor || editor.isFocused) return false
  editor.commands.setContent(html, { emitUpdate: true })
  return true
}

/** The picker beside the key shows its name: see ../picking/one.js. */
const choose = (key, { value, words }) =>
  key.dispatchEvent(new CustomEvent("picker:choose", { detail: { id: value ?? "", name: value ? words : "" } }))

/** Returns the names that the form shows now. `unchanged` tells whether an input is still as it was sent. */
export const show = (values, unchanged) => {
  const shown = []
  for (const [name, value] of Object.entries(values)) {
    const input = field(name)
    if (!input || !unchanged(name)) continue
    if (name === "body") {
      if (showText(value)) shown.push(name)
      continue
    }
    if (isBusy(input)) continue
    if (typeof value === "string") input.value = value
    else choose(input, value)
    // Inputs that grow with their words follow.
    input.dispatchEvent(new Event("input", { bubbles: true }))
    shown.push(name)
  }
  return shown
}

/** The story has been made: from now on the form, the address bar and a reload mean it. */
export const becomeDraft = (address) => {
  form.querySelector("input[name=_new]")?.remove()
  history.replaceState(history.state, "", address)
  const title = document.querySelector("#content h1")
  if (title) title.textContent = "Edit story"
}
