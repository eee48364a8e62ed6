/** Several things in the editors' order, chosen in one field: tags, authors, related stories. */

import { post } from "./answers.js"
import { find } from "./asking.js"
import { combobox } from "./combobox.js"
import { drag } from "./dragging.js"
import { walkable } from "./list.js"
import { rowsOf } from "./rows.js"

export const pickMany = (picker) => {
  const input = picker.querySelector(":scope > .module > .picker-box")
  if (!input) return
  const rows = rowsOf(picker)
  for (const select of picker.querySelectorAll(".picked-kind select")) select.tabIndex = -1

  const put = (option) => list.dress(rows.add(option))

  const choose = async (option) => {
    if (!option.isNew) {
      put(option)
      box.say(`${option.name} is added.`)
      return
    }
    const row = put({ name: option.name })
    row.setAttribute("aria-busy", "true")
    try {
      const made = await post(picker.dataset.address, { name: option.name })
      if (rows.kept().some((one) => one !== row && rows.keyOf(one) === made.id)) rows.remove(row)
      else rows.set(row, made)
      list.dress(row)
      box.say(`${made.name} is made and added.`)
    } catch (error) {
      rows.remove(row)
      input.value ||= option.name
      box.complain(error.message)
    }
    row.removeAttribute("aria-busy")
  }

  const box = combobox(input, {
    label: input.getAttribute("aria-label"),
    find: async (typed, signal) => {
      const chosen = new Set(rows.kept().map(rows.keyOf))
      return (await find(picker.dataset, typed, signal)).filter(({ id }) => !chosen.has(id))
    },
    choose,
    keeps: true,
  })
  const list = walkable(rows, { behind: input, say: box.say })
  input.addEventListener("keydown", ({ key }) => {
    if (key === "Backspace" && !input.value) list.enter()
  })
  // What was typed and not chosen would be gone with the page.
  input.form.addEventListener(
    "submit",
    (event) => {
      const left = input.value.trim()
      if (!left) return
      event.preventDefault()
      event.stopImmediatePropagation()
      input.focus()
      box.complain(`Not saved yet: “${left}” is not chosen. Press Enter, or clear the field.`)
    },
    true,
  )
  drag(rows)
  picker.classList.add("is-picking")
}
