/** The rows of a formset, as a list that is picked. They stay what the form sends: keys, numbers, and what is removed. */

const named = (row, name) => row.querySelector(`[name$="-${name}"]`)

export const rowsOf = (picker) => {
  const list = picker.querySelector(".picked")
  const { picker: kind, prefix } = picker.dataset
  const template = picker.querySelector("template")
  const total = picker.querySelector(`input[name="${prefix}-TOTAL_FORMS"]`)
  const all = () => [...list.querySelectorAll(":scope > .picked-row")]
  const kept = () => all().filter((row) => !row.hidden)

  const changed = () => {
    for (const [at, row] of kept().entries()) named(row, "position").value = at
    list.dispatchEvent(new Event("input", { bubbles: true }))
  }

  const setRemoved = (row, isRemoved) => {
    row.hidden = isRemoved
    const box = named(row, "DELETE")
    if (box) box.checked = isRemoved
  }

  const show = (row, { id, name, note }) => {
    named(row, kind).value = id ?? ""
    row.querySelector("[data-name]").textContent = name
    row.querySelector("[data-note]").textContent = note ?? ""
  }

  const fresh = () => {
    const number = total.value
    const row = template.content.firstElementChild.cloneNode(true)
    for (const element of row.querySelectorAll("[name], [id], [for]")) {
      for (const name of ["name", "id", "for"]) {
        const value = element.getAttribute(name)
        if (value) element.setAttribute(name, value.replace("__prefix__", number))
      }
    }
    total.value = Number(number) + 1
    for (const select of row.querySelectorAll(".picked-kind select")) select.tabIndex = -1
    return row
  }

  // After an error the form returns the rows in its own order, with their numbers.
  const place = (row) => Number(named(row, "position").value) || 0
  list.append(...all().sort((a, b) => place(a) - place(b)))
  for (const row of all()) if (named(row, "DELETE")?.checked) row.hidden = true

  return {
    list,
    all,
    kept,
    changed,
    keyOf: (row) => named(row, kind).value,
    /** The row of something chosen now: a new one, or the one from which it was removed before. */
    add: (option) => {
      const known = option.id && all().find((row) => named(row, kind).value === option.id)
      const row = known || fresh()
      show(row, option)
      setRemoved(row, false)
      list.append(row)
      changed()
      return row
    },
    /** Makes a row that of something that has been made since. */
    set: (row, option) => {
      show(row, option)
      changed()
    },
    remove: (row) => {
      setRemoved(row, true)
      changed()
    },
    move: (row, by) => {
      const rows = kept()
      const other = rows[rows.indexOf(row) + by]
      if (!other) return false
      by < 0 ? other.before(row) : other.after(row)
      changed()
      return true
    },
  }
}
