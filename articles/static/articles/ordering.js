/**
 * Rows of an ordered inline: moved by dragging their handle or with their buttons, and numbered in their order.
 * The numbers are hidden as soon as this runs.
 */

const rowsOf = (list) => [...list.querySelectorAll(":scope > .ordered-row:not(.empty-form)")]
const position = (row) => row.querySelector("input.position")

const renumber = (list) => {
  const rows = rowsOf(list)
  rows.forEach((row, index) => {
    position(row).value = index
    row.querySelector("[data-move=up]").disabled = index === 0
    row.querySelector("[data-move=down]").disabled = index === rows.length - 1
  })
}

const say = (list, text) => {
  list.parentElement.querySelector("[role=status]").textContent = text
}

const move = (list, button) => {
  const row = button.closest(".ordered-row")
  const rows = rowsOf(list)
  const index = rows.indexOf(row)
  const up = button.dataset.move === "up"
  const other = rows[up ? index - 1 : index + 1]
  if (!other) return
  up ? other.before(row) : other.after(row)
  renumber(list)
  // At either end the pressed button is now disabled and would lose the focus.
  const next = button.disabled ? row.querySelector("[data-move]:not(:disabled)") : button
  next?.focus()
  say(list, `Moved to place ${rowsOf(list).indexOf(row) + 1} of ${rows.length}.`)
}

const drag = (list) => {
  let dragged = null
  list.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest("[data-drag]")
    if (!handle || handle.closest("[data-ordered]") !== list) return
    event.preventDefault()
    dragged = handle.closest(".ordered-row")
    dragged.classList.add("dragged")
    handle.setPointerCapture(event.pointerId)
  })
  list.addEventListener("pointermove", (event) => {
    if (!dragged) return
    const others = rowsOf(list).filter((row) => row !== dragged)
    const below = others.find((row) => {
      const box = row.getBoundingClientRect()
      return event.clientY < box.top + box.height / 2
    })
    if (below ? below.previousElementSibling === dragged : others.at(-1)?.nextElementSibling === dragged) return
    below ? below.before(dragged) : others.at(-1)?.after(dragged)
  })
  const drop = () => {
    if (!dragged) return
    dragged.classList.remove("dragged")
    dragged = null
    renumber(list)
  }
  list.addEventListener("pointerup", drop)
  list.addEventListener("pointercancel", drop)
}

for (const list of document.querySelectorAll("[data-ordered]")) {
  // After an error the form returns the rows in its own order, with their numbers.
  const first = list.querySelector(":scope > .empty-form, :scope > .add-row")
  const sorted = rowsOf(list).sort((a, b) => position(a).value - position(b).value)
  for (const row of sorted) first ? first.before(row) : list.append(row)
  list.classList.add("is-ordered")
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]")
    if (button) move(list, button)
  })
  list.addEventListener("formset:added", () => renumber(list))
  document.addEventListener("formset:removed", () => renumber(list))
  drag(list)
  renumber(list)
}
