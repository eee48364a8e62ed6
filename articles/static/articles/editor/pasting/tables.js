/** Tables: rows of cells that hold lines. What cannot be a line is moved after the table. */

import { blocksOf, fits, fitted, isLine, linesAndRest, wordsAndRest } from "./blocks.js"
import { make } from "./elements.js"
import { stylesOf } from "./styles.js"

// The widest table allowed: see articles/body/tables.py.
const WIDEST = 200

fits("table", (table, options) => {
  const { ownerDocument } = table
  const lifted = []
  const inside = (element) => fitted(blocksOf(element, options), options)
  const captions = [...table.children].filter(({ localName }) => localName === "caption")
  const [caption, out] = wordsAndRest(captions.flatMap(inside))
  lifted.push(...out)
  const rows = withoutBareRows([...table.rows])
  const cells = rows.flatMap((row) => [...row.cells])
  if (!caption && cells.length === 1) {
    const parts = inside(cells[0])
    // A layout table.
    if (!parts.every(isLine)) return parts
    cells[0].replaceChildren(...parts)
  }
  for (const cell of cells) {
    const [lines, rest] = linesAndRest(inside(cell))
    cell.replaceChildren(...lines)
    cell.colSpan = Math.min(cell.colSpan, WIDEST)
    if (stylesOf(cell)["mso-ignore"] === "colspan") putBeside(cell)
    lifted.push(...rest)
  }
  if (!rows.length) return [...(caption ? [make(ownerDocument, "p", [caption])] : []), ...lifted]
  const head = caption ? [make(ownerDocument, "caption", [caption])] : []
  return [make(ownerDocument, "table", [...head, make(ownerDocument, "tbody", rows)]), ...lifted]
})

/** Put empty cells in columns into which a cell's text only overflows, as Excel marks it. */
const putBeside = (cell) => {
  for (; cell.colSpan > 1; cell.colSpan -= 1) cell.after(make(cell.ownerDocument, cell.localName, [], { rowspan: cell.getAttribute("rowspan") }))
}

/** Drop rows that cells of other rows cover completely, which no browser shows, and shorten those cells. */
const withoutBareRows = (rows) => {
  rows.forEach((row, number) => {
    for (const cell of row.cells) {
      const end = cell.rowSpan ? Math.min(rows.length, number + cell.rowSpan) : rows.length
      cell.rowSpan = rows.slice(number, end).filter(({ cells }) => cells.length).length
    }
  })
  return rows.filter(({ cells }) => cells.length)
}

fits("caption tr td th thead tbody tfoot", (stray, options) => fitted(blocksOf(stray, options), options))
