/** Several things in the editors' order, chosen in one field: tags, authors, related stories. */

import { post } from "./answers.js"
import { find } from "./asking.js"
import { combobox } from "./combobox.js"
import { drag } from "./dragging.js"
import { make, newId } from "./elements.js"
import { rowsOf } from "./rows.js"

const HINT = "Arrow keys go from one to the next, Alt with an arrow key moves one, Delete removes it."
const STEPS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }

export const pickMany = (picker) => {
  const rows = rowsOf(picker)
  const input = picker.querySelector(":scope > .module > .picker-box")
  if (!input) return
  const hint = make("p", { class: "visually-hidden", id: newId() }, [HINT])
  rows.list.after(hint)
  const button = (row) => row.querySelector("button.picked-button")
  const nameOf = (row) => row.querySelector("[data-name]").textContent

  /** Only one row is reached with Tab; the arrow keys lead to the others. */
  const reach = (row) => {
    for (const one of rows.all()) button(one).tabIndex = one === row ? 0 : -1
  }

  const dress = (row) => {
    const parts = [row.querySelector("[data-name]"), row.querySelector("[data-note]")]
    const whole = make("button", { type: "button", class: "picked-button", "aria-describedby": hint.id, tabindex: "-1" })
    parts[0].before(whole)
    whole.append(...parts)
    const remove = make("button", { type: "button", class: "picked-remove", tabindex: "-1", "data-remove": "" }, ["×"])
    row.append(remove)
    row.prepend(make("span", { class: "picked-handle", "data-drag": "", "aria-hidden": "true" }, ["⠿"]))
    name(row)
    const kind = row.querySelector("select")
    if (kind) kind.tabIndex = -1
    return row
  }
  const name = (row) => row.querySelector("[data-remove]").setAttribute("aria-label", `Remove ${nameOf(row)}`)

  const remove = (row) => {
    const before = rows.kept()
    const next = before[before.indexOf(row) + 1] ?? before[before.indexOf(row) - 1]
    rows.remove(row)
    if (next) reach(next)
    const target = next ? button(next) : input
    target.focus()
    box.say(`${nameOf(row)} is removed.`)
  }

  const put = (option) => {
    const row = rows.add(option)
    if (!button(row)) dress(row)
    name(row)
    if (rows.kept().length === 1) reach(row)
    return row
  }

  const choose = async (option) => {
    input.value = ""
    if (!option.isNew) {
      put(option)
      box.say(`${option.name} is added.`)
      return
    }
    const row = put({ name: option.name })
    row.setAttribute("aria-busy", "true")
    try {
      const made = await post(picker.dataset.address, { name: option.name })
      const twin = rows.kept().find((one) => one !== row && rows.keyOf(one) === made.id)
      if (twin) rows.remove(row)
      else rows.setKey(row, made)
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

  const walk = (row, by) => {
    const kept = rows.kept()
    const next = kept[kept.indexOf(row) + by]
    if (!next) return by > 0 && input.focus()
    reach(next)
    button(next).focus()
  }

  const onKey = (event) => {
    const row = event.target.closest(".picked-row")
    const { key, altKey, ctrlKey, metaKey } = event
    if (!row || event.target.matches("select")) {
      if (row && (key === "ArrowLeft" || key === "Escape")) {
        event.preventDefault()
        button(row).focus()
      }
      return
    }
    const kind = row.querySelector("select")
    if (key === "Delete" || key === "Backspace") remove(row)
    else if (STEPS[key] && (altKey || ctrlKey || metaKey)) {
      if (rows.move(row, STEPS[key])) box.say(`Moved to place ${rows.kept().indexOf(row) + 1} of ${rows.kept().length}.`)
      button(row).focus()
    } else if (key === "ArrowRight" && kind) kind.focus()
    else if (STEPS[key]) walk(row, STEPS[key])
    else return
    event.preventDefault()
  }

  rows.list.addEventListener("keydown", onKey)
  rows.list.addEventListener("click", (event) => {
    const row = event.target.closest(".picked-row")
    if (event.target.closest("[data-remove]")) remove(row)
    else if (row) reach(row)
  })
  input.addEventListener("keydown", ({ key }) => {
    const lastRow = rows.kept().at(-1)
    if (key !== "Backspace" || input.value || !lastRow) return
    reach(lastRow)
    button(lastRow).focus()
  })
  for (const row of rows.all()) dress(row)
  if (rows.kept().length) reach(rows.kept()[0])
  drag(rows)
  picker.classList.add("is-picking")
}
