/** Word shows items of lists as paragraphs with a bullet or number in them, and says in their style what they are. */

import { shows } from "./visible.js"
import { stylesOf } from "./styles.js"

const NUMBER = /^\(?(\d{1,6}|[a-z]{1,4})[.)]/i
const BULLET = /^[\s\u00a0]*(?:[·•◦▪§o‣–-]|\(?(?:\d{1,6}|[a-zA-Z]{1,4})[.)])[\s\u00a0]+/

const isMarker = (element) => stylesOf(element)["mso-list"] === "ignore"

/** Where a paragraph stands in lists: how deep, in which kind, from which number. Null for any other. */
const levelOf = (paragraph) => {
  const depth = /\blevel(\d)\b/.exec(stylesOf(paragraph)["mso-list"] ?? "")
  if (!depth) return null
  const marker = [...paragraph.querySelectorAll("span")].find(isMarker)
  const number = NUMBER.exec((marker ?? paragraph).textContent.trim().slice(0, 12))
  return { depth: Number(depth[1]), ordered: Boolean(number), start: Number(number?.[1]) || 1 }
}

const withoutMarker = (paragraph) => {
  for (const span of paragraph.querySelectorAll("span")) if (isMarker(span)) span.remove()
  let left = BULLET.exec(paragraph.textContent)?.[0].length ?? 0
  const texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT)
  while (left && texts.nextNode()) {
    const cut = Math.min(left, texts.currentNode.length)
    texts.currentNode.deleteData(0, cut)
    left -= cut
  }
}

const listFor = ({ ordered, start }, document) => {
  const list = document.createElement(ordered ? "ol" : "ul")
  if (ordered && start !== 1) list.setAttribute("start", start)
  return list
}

/** Whether a node between two items leaves them in one list. */
const goesOn = (node) => node.nodeType !== Node.ELEMENT_NODE ? node.nodeType === Node.COMMENT_NODE || !shows(node) : node.tagName === "P" && !levelOf(node) && !shows(node) && !node.querySelector("img")

export const listOfficeItems = (body) => {
  for (const paragraph of [...body.querySelectorAll("p")]) {
    const level = levelOf(paragraph)
    if (level && paragraph.isConnected && !paragraph.closest("[data-item]")) gather(paragraph)
  }
  for (const item of body.querySelectorAll("[data-item]")) item.removeAttribute("data-item")
}

/** The lists that begin with a paragraph, with all items that follow it. */
const gather = (first) => {
  const place = first.ownerDocument.createTextNode("")
  first.before(place)
  let open = []
  for (let node = first; node; ) {
    const next = node.nextSibling
    const level = node.tagName === "P" ? levelOf(node) : null
    if (level) open = add(node, level, open, place)
    else if (goesOn(node)) node.remove()
    else break
    node = next
  }
}

const add = (paragraph, level, open, place) => {
  while (open.length && open.at(-1).depth > level.depth) open.pop()
  if (open.length && open.at(-1).depth === level.depth && open.at(-1).ordered !== level.ordered) open.pop()
  if (!open.length || open.at(-1).depth < level.depth) {
    const list = listFor(level, paragraph.ownerDocument)
    const above = open.at(-1)?.list.lastElementChild
    if (above && !above.querySelector(":scope > ul, :scope > ol")) above.append(list)
    else {
      open = []
      place.before(list)
    }
    open.push({ ...level, list })
  }
  const item = paragraph.ownerDocument.createElement("li")
  item.dataset.item = ""
  withoutMarker(paragraph)
  paragraph.removeAttribute("style")
  item.append(paragraph)
  open.at(-1).list.append(item)
  return open
}
