/** A list of rows that is one stop of the Tab key: arrow keys walk in it, move rows and remove them. */

import { make, newId } from "./elements.js"

const HINT = "Arrow keys go from one to the next, Alt with an arrow key moves one, Delete removes it."
const STEPS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }

/** `behind` gets the focus after the last row; `say` tells somebody who cannot see the list what has happened. */
export const walkable = (rows, { behind, say }) => {
  const hint = make("p", { class: "visually-hidden", id: newId() }, [HINT])
  rows.list.after(hint)
  const button = (row) => row.querySelector("button.picked-button")
  const nameOf = (row) => row.querySelector("[data-name]").textContent

  const reach = (row) => {
    for (const one of rows.all()) button(one).tabIndex = one === row ? 0 : -1
  }

  /** Gives a row its buttons, or their names again once it shows something else. */
  const dress = (row) => {
    if (!button(row)) {
      const parts = [row.querySelector("[data-name]"), row.querySelector("[data-note]")]
      const attributes = { type: "button", class: "picked-button", "aria-describedby": hint.id, tabindex: "-1" }
      const whole = make("button", attributes)
      parts[0].before(whole)
      whole.append(...parts)
      row.append(make("button", { type: "button", class: "picked-remove", tabindex: "-1", "data-remove": "" }, ["×"]))
      row.prepend(make("span", { class: "picked-handle", "data-drag": "", "aria-hidden": "true" }, ["⠿"]))
    }
    row.querySelector("[data-remove]").setAttribute("aria-label", `Remove ${nameOf(row)}`)
    if (rows.kept().length === 1) reach(row)
    return row
  }

  const remove = (row) => {
    const before = rows.kept()
    const next = before[before.indexOf(row) + 1] ?? before[before.indexOf(row) - 1]
    rows.remove(row)
    if (next) reach(next)
    const target = next ? button(next) : behind
    target.focus()
    say(`${nameOf(row)} is removed.`)
  }

  const move = (row, by) => {
    const isMoved = rows.move(row, by)
    button(row).focus()
    if (isMoved) say(`Moved to place ${rows.kept().indexOf(row) + 1} of ${rows.kept().length}.`)
  }

  const walk = (row, by) => {
    const kept = rows.kept()
    const next = kept[kept.indexOf(row) + by]
    if (!next) return by > 0 && behind.focus()
    reach(next)
    button(next).focus()
  }

  rows.list.addEventListener("keydown", (event) => {
    const row = event.target.closest(".picked-row")
    const { key, altKey, ctrlKey, metaKey } = event
    const inKind = event.target.closest(".picked-kind")
    if (inKind && (key === "ArrowLeft" || key === "Escape")) button(row).focus()
    else if (event.target !== (row && button(row))) return
    else if (key === "Delete" || key === "Backspace") remove(row)
    else if (STEPS[key] && (altKey || ctrlKey || metaKey)) move(row, STEPS[key])
    else if (key === "ArrowRight" && row.querySelector(".picked-kind")) row.querySelector(".picked-kind select").focus()
    else if (STEPS[key]) walk(row, STEPS[key])
    else return
    event.preventDefault()
  })
  rows.list.addEventListener("click", (event) => {
    const row = event.target.closest(".picked-row")
    if (event.target.closest("[data-remove]")) remove(row)
    else if (event.target.closest(".picked-button")) reach(row)
  })

  for (const row of rows.all()) dress(row)
  if (rows.kept().length) reach(rows.kept()[0])
  return {
    dress,
    /** Puts the focus on the last row, if there is any. */
    enter: () => {
      const last = rows.kept().at(-1)
      if (!last) return
      reach(last)
      button(last).focus()
    },
  }
}
