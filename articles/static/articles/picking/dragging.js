/** Rows of a list that are dragged to their place, with the mouse by any part of them, by a finger by their handle. */

const FAR = 4

export const drag = ({ list, kept, changed }) => {
  let row = null
  let start = null

  list.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest("[data-drag]")
    const held = event.target.closest(".picked-row")
    if (!held || event.button || event.target.closest("select, input, textarea, label, details, p, [data-remove]")) return
    if (event.pointerType !== "mouse" && !handle) return
    start = { row: held, x: event.clientX, y: event.clientY, id: event.pointerId }
  })

  list.addEventListener("pointermove", (event) => {
    if (!start) return
    if (!row) {
      if (Math.hypot(event.clientX - start.x, event.clientY - start.y) < FAR) return
      row = start.row
      row.classList.add("dragged")
      list.setPointerCapture(start.id)
    }
    const under = document.elementFromPoint(event.clientX, event.clientY)?.closest(".picked-row")
    if (!under || under === row || under.parentElement !== list) return
    const rows = kept()
    rows.indexOf(under) < rows.indexOf(row) ? under.before(row) : under.after(row)
  })

  const drop = () => {
    start = null
    if (!row) return
    row.classList.remove("dragged")
    row = null
    changed()
  }
  list.addEventListener("pointerup", drop)
  list.addEventListener("pointercancel", drop)
}
