/** Asks for text, and shows at the fields what is wrong with it. */

import { crel } from "../picking/elements.js"

let count = 0

const submits = (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return
  event.preventDefault()
  event.target.form.requestSubmit()
}

const field = ({ name, label, value = "", placeholder = "", inputMode = "text", begins = false, isLong = false }, id) => {
  const reason = crel("p", { id: `${id}-reason`, className: "dialog-reason", role: "alert" })
  const common = { id, name, value, placeholder, inputMode, autocomplete: "off", autofocus: begins }
  const input = isLong ? crel("textarea", { ...common, rows: 2 }) : crel("input", { ...common, type: "text" })
  // A line of its own takes Shift+Enter, as Enter says that all is written.
  if (isLong) input.addEventListener("keydown", submits)
  input.addEventListener("input", () => complain({ input, reason }))
  return { name, input, reason, row: crel("div", { className: "prose-editor-dialog-field" }, [
    crel("label", { htmlFor: id, textContent: label }), input, reason,
  ]) }
}

const complain = ({ input, reason }, text) => {
  reason.textContent = text ?? ""
  if (text) {
    input.setAttribute("aria-invalid", "true")
    input.setAttribute("aria-describedby", reason.id)
  } else {
    input.removeAttribute("aria-invalid")
    input.removeAttribute("aria-describedby")
  }
}

/**
 * Resolves to the typed values by name, or to null. The dialog stays open while `check` returns reasons, by name, or a
 * promise of them. `begin` takes the inputs, by name, before they are shown.
 * `lead` takes the inputs and returns what to show above the fields, {element, complain}; its reason is named `lead`.
 */
export const ask = ({ title, submit, fields, check = () => ({}), lead: leading = () => null, begin = () => {} }) =>
  new Promise((resolve) => {
    const id = `prose-dialog-${++count}`
    const rows = fields.map((one, index) => field(one, `${id}-${index}`))
    const lead = leading(Object.fromEntries(rows.map(({ name, input }) => [name, input])))
    const cancel = crel("button", { type: "button", textContent: "Cancel" })
    const form = crel("form", { noValidate: true }, [
      crel("h3", { id: `${id}-title`, className: "prose-editor-dialog-title", textContent: title }),
      ...(lead ? [lead.element] : []),
      ...rows.map(({ row }) => row),
      crel("div", { className: "prose-editor-dialog-buttons" }, [
        crel("button", { type: "submit", textContent: submit }),
        cancel,
      ]),
    ])
    const dialog = crel("dialog", { className: "prose-editor-dialog", "aria-labelledby": `${id}-title` }, [form])
    let answer = null
    let isChecking = false
    form.addEventListener("submit", async (event) => {
      event.preventDefault()
      if (isChecking) return
      isChecking = true
      const values = Object.fromEntries(rows.map(({ name, input }) => [name, input.value.trim()]))
      const checked = check(values)
      const reasons = checked instanceof Promise ? await checked : checked
      isChecking = false
      for (const row of rows) complain(row, reasons[row.name])
      lead?.complain(reasons.lead)
      const wrong = rows.find(({ name }) => reasons[name])
      if (wrong) return wrong.input.focus()
      if (reasons.lead) return
      answer = values
      dialog.close()
    })
    cancel.addEventListener("click", () => dialog.close())
    dialog.addEventListener("close", () => {
      dialog.remove()
      resolve(answer)
    })
    document.body.append(dialog)
    begin(Object.fromEntries(rows.map(({ name, input }) => [name, input])))
    dialog.showModal()
  })
