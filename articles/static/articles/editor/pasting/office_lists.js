/** Word writes list items as paragraphs that contain a bullet or number, and whose style says what they are. */

import { make } from "./elements.js"
import { readings } from "./numerals.js"
import { shows } from "./visible.js"
import { stylesOf } from "./styles.js"

/** The element with the bullet or number of an item, if that is apart from the text. */
const markerOf = (paragraph) => [...paragraph.querySelectorAll("span")].find((span) => stylesOf(span)["mso-list"] === "ignore")

/** A paragraph's place in lists: its depth, the kind of list, the numbers it may have. Null for any other paragraph. */
const levelOf = (paragraph, { inText }) => {
  const depth = /\blevel(\d)\b/.exec(stylesOf(paragraph)["mso-list"] ?? "")
  if (!depth) return null
  const marker = markerOf(paragraph)?.textContent ?? new RegExp(inText).exec(paragraph.textContent)?.[0] ?? ""
  const numbers = readings(marker)
  return { depth: Number(depth[1]), ordered: Boolean(numbers), numbers: numbers ?? [] }
}

const removeMarker = (paragraph, { inText }) => {
  const marker = markerOf(paragraph)
  if (marker) return marker.remove()
  let left = new RegExp(inText).exec(paragraph.textContent)?.[0].length ?? 0
  const texts = paragraph.ownerDocument.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT)
  while (left && texts.nextNode()) {
    const cut = Math.min(left, texts.currentNode.length)
    texts.currentNode.deleteData(0, cut)
    left -= cut
  }
}

/** Whether a list continues across a node between two items. */
const goesOn = (node) => {
  if (node.nodeType !== Node.ELEMENT_NODE) return node.nodeType === Node.COMMENT_NODE || !shows(node)
  return node.tagName === "P" && !shows(node) && !node.querySelector("img")
}

/** Word in the browser puts each item in a list of its own, and says how deep it is: items as Word itself has them. */
const flattenWebLists = (body) => {
  const document = body.ownerDocument
  for (const item of body.querySelectorAll("li[data-aria-level]")) {
    const list = item.parentElement
    if (!/^[1-9]$/.test(item.dataset.ariaLevel) || !/^[ou]l$/.test(list?.localName)) continue
    // Letters that are no Latin ones stand for any number.
    const marker = list.localName === "ol" ? `${list.getAttribute("start") ?? "б"}.` : ""
    const ignored = make(document, "span", [marker], { style: "mso-list:ignore" })
    list.before(make(document, "p", [ignored, ...item.childNodes], { style: `mso-list:l0 level${item.dataset.ariaLevel}` }))
    item.remove()
    if (!list.children.length) list.remove()
  }
  for (const wrapper of body.querySelectorAll(".ListContainerWrapper")) wrapper.replaceWith(...wrapper.childNodes)
}

export const listOfficeItems = (body, options) => {
  flattenWebLists(body)
  for (const paragraph of [...body.querySelectorAll("p")]) {
    const level = levelOf(paragraph, options)
    if (level && paragraph.isConnected && !paragraph.closest("[data-item]")) gather(paragraph, options)
  }
  for (const item of body.querySelectorAll("[data-item]")) item.removeAttribute("data-item")
}

/** The lists that begin with a paragraph, with all items that follow it. */
const gather = (first, options) => {
  const place = first.ownerDocument.createTextNode("")
  first.before(place)
  let open = []
  for (let node = first; node; ) {
    const next = node.nextSibling
    const level = node.tagName === "P" ? levelOf(node, options) : null
    if (level) {
      removeMarker(node, options)
      open = add(node, level, open, place)
    } else if (goesOn(node)) node.remove()
    else break
    node = next
  }
}

const add = (paragraph, level, open, place) => {
  paragraph.dataset.item = ""
  if (!shows(paragraph)) {
    place.before(paragraph)
    return open
  }
  const lists = listsFor(level, open, place)
  const item = paragraph.ownerDocument.createElement("li")
  item.dataset.item = ""
  item.append(paragraph)
  lists.at(-1).list.append(item)
  return lists
}

/** The open lists, from outside in; the last is the one that an item continues. */
const listsFor = (level, open, place) => {
  const skipped = () => open.length > 1 && open.at(-2).depth < level.depth
  while (open.length && open.at(-1).depth > level.depth && !skipped()) open.pop()
  if (open.length && open.at(-1).depth >= level.depth) {
    const { ordered, start, list } = open.at(-1)
    const beginsAgain = level.ordered && level.numbers.length && !level.numbers.includes(start + list.children.length)
    // An item holds one list at most, so a nested list always continues.
    if (ordered === level.ordered && (open.length > 1 || !beginsAgain)) return open
    open.pop()
  }
  const start = level.numbers[0] ?? 1
  const list = place.ownerDocument.createElement(level.ordered ? "ol" : "ul")
  if (level.ordered && start !== 1) list.setAttribute("start", start)
  const above = open.at(-1)?.list.lastElementChild
  if (above && !above.querySelector(":scope > ul, :scope > ol")) {
    above.append(list)
    return [...open, { ...level, start, list }]
  }
  place.before(list)
  return [{ ...level, start, list }]
}
