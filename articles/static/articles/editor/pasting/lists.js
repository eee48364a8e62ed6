/** Lists: items of lines, each with at most one list inside. */

import { blocksOf, fits, fitted, linesOf } from "./blocks.js"
import { make } from "./elements.js"
import { shows } from "./visible.js"

const isList = (node) => /^[uo]l$/.test(node?.localName)

/** The content of one list element as items, and the blocks that are moved out of it. */
const itemsOf = (parts, document) => {
  const items = []
  const lifted = []
  let lines = []
  const end = () => {
    if (lines.length) items.push(make(document, "li", lines))
    lines = []
  }
  for (const part of parts) {
    const own = linesOf(part)
    if (isList(part)) {
      end()
      const above = items.at(-1)
      if (above && !isList(above.lastElementChild)) above.append(part)
      else if (above && above.lastElementChild.localName === part.localName) above.lastElementChild.append(...part.children)
      else items.push(make(document, "li", [make(document, "p"), part]))
    } else if (own) lines.push(...own)
    else lifted.push(part)
  }
  end()
  return [items, lifted]
}

const isBare = (item) => !shows(item.firstElementChild) && isList(item.lastElementChild)

fits("ul ol", (list, options) => {
  const { ownerDocument, localName } = list
  const items = []
  const lifted = []
  const add = (element) => {
    const [found, out] = itemsOf(fitted(blocksOf(element, options), options), ownerDocument)
    // A list directly inside a list belongs to the item before it.
    if (found.length && items.length && isBare(found[0]) && !isList(items.at(-1).lastElementChild)) {
      items.at(-1).append(found.shift().lastElementChild)
    }
    items.push(...found)
    lifted.push(...out)
  }
  let loose = make(ownerDocument, "div")
  for (const child of [...list.childNodes]) {
    if (child.localName !== "li") loose.append(child)
    else {
      add(loose)
      loose = make(ownerDocument, "div")
      add(child)
    }
  }
  add(loose)
  if (!items.length) return lifted
  if (items.length === 1 && isBare(items[0])) return [items[0].lastElementChild, ...lifted]
  const start = list.getAttribute("start") || list.querySelector(":scope > li")?.getAttribute("value")
  return [make(ownerDocument, localName, items, { start: localName === "ol" && start }), ...lifted]
})

fits("li", (item, options) => {
  const { ownerDocument } = item
  const [items, lifted] = itemsOf(fitted(blocksOf(item, options), options), ownerDocument)
  return [...(items.length ? [make(ownerDocument, "ul", items)] : []), ...lifted]
})
