/** Unwraps containers, leaving a flat list of blocks with loose text in paragraphs. */

import { isContainer, isInline, make } from "./elements.js"
import { leads } from "../address.js"
import { shows } from "./visible.js"

// By tag, functions of an element and the options that return the blocks it becomes: see the other modules here.
const FITS = {}

export const fits = (tags, fit) => {
  for (const tag of tags.split(" ")) FITS[tag] = fit
}

/** Blocks as the grammar allows them. Elements in places where it does not are moved out, in order. */
export const fitted = (blocks, options) =>
  blocks.flatMap((block) => {
    const fit = FITS[options.headings.includes(block.localName) ? "heading" : block.localName]
    return fit ? fit(block, options) : [block]
  })

export const isLine = (block) => block.localName === "p"
const goesOn = (node, options) => {
  let after = node.nextSibling
  while (after && (after.localName === "br" || !shows(after))) after = after.nextSibling
  return after && (after.nodeType === Node.TEXT_NODE || isInline(after, options))
}

/** The blocks in an element. `quoting` keeps attributions apart, which only quotations have. */
export const blocksOf = (element, options, quoting = false) => {
  const { ownerDocument } = element
  const blocks = []
  let line = null

  const end = () => {
    if (line && shows(line)) blocks.push(line)
    line = null
  }
  const put = (node, link) => {
    line ??= make(ownerDocument, "p")
    if (!link) return line.append(node)
    const copy = link.cloneNode()
    copy.append(node)
    line.append(copy)
  }
  const walk = (parent, link) => {
    for (const node of [...parent.childNodes]) {
      if (node.nodeType === Node.TEXT_NODE || node.localName === "br") put(node, link)
      else if (node.localName === "a") {
        const href = node.getAttribute("href")?.trim()
        walk(node, leads(href, options.schemes) && !new RegExp(`^(?:${options.note})$`).test(href) ? make(ownerDocument, "a", [], { href, title: node.title }) : link)
      } else if (quoting && (node.localName === "footer" || (isCite(node) && (!line || !shows(line)) && !goesOn(node, options)))) {
        end()
        blocks.push(make(ownerDocument, "footer", [node]))
      } else if (isCite(node)) walk(node, link)
      else if (node.localName === "p" || isContainer(node, options)) {
        end()
        walk(node, link)
        end()
      } else if (isInline(node, options)) put(node, link)
      else {
        end()
        blocks.push(node)
      }
    }
  }
  walk(element, null)
  end()
  return blocks
}

const isCite = (node) => node.localName === "cite"

/** A block as paragraphs, for places that hold only those; null if it cannot be written so. */
export const linesOf = (block) => {
  const { localName, ownerDocument } = block
  if (localName === "table" || localName === "figure") return null
  if (localName === "hr") return []
  if (localName === "p") return [block]
  if (localName === "blockquote") return [...block.children].map((line) => make(ownerDocument, "p", [...line.childNodes]))
  if (localName === "pre") return codeLines(block)
  if (/^[uo]l$/.test(localName)) return [...block.querySelectorAll("p")].filter(shows)
  return [make(ownerDocument, "p", [make(ownerDocument, "strong", [block.textContent])])]
}

const codeLines = (pre) => {
  const lines = pre.textContent.split("\n").map((line) => make(pre.ownerDocument, "code", [line]))
  return [make(pre.ownerDocument, "p", lines.flatMap((line) => [line, pre.ownerDocument.createElement("br")]))]
}

/** Blocks as lines, and separately the blocks that cannot be lines. */
export const linesAndRest = (blocks) => {
  const lines = []
  const rest = []
  for (const block of blocks) (linesOf(block) ?? (rest.push(block), [])).forEach((line) => lines.push(line))
  return [lines, rest]
}

/** The words of blocks in one line, and the blocks that cannot be in it. */
export const wordsAndRest = (blocks) => {
  const [lines, rest] = linesAndRest(blocks)
  const words = lines.flatMap(textLines).map((text) => text.trim()).filter(Boolean)
  return [words.join(" "), rest]
}

const SIGNS = { sup: ["0123456789+−-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ"], sub: ["0123456789+−-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎"] }

/** The signs of Unicode for a power or an index, if there are such: 10⁶ is no 106. */
const raised = ({ localName, textContent }) => {
  const [plain, signs] = SIGNS[localName]
  const known = [...textContent].every((sign) => plain.includes(sign))
  return known ? [...textContent].map((sign) => signs[plain.indexOf(sign)]).join("") : textContent
}

const textLines = (line) => {
  for (const element of line.querySelectorAll("sup, sub")) if (!element.children.length) element.replaceWith(raised(element))
  for (const lineEnd of line.querySelectorAll("br")) lineEnd.replaceWith(" ")
  return [line.textContent]
}
