/** Quotations and their attributions. */

import { blocksOf, fits, fitted, isLine, wordsAndRest } from "./blocks.js"
import { make } from "./elements.js"

const DASH = /^[—–―]/

fits("blockquote", (quote, options) => {
  const { ownerDocument } = quote
  const quoted = []
  const said = []
  let lines = []
  const end = () => {
    if (lines.length) quoted.push(make(ownerDocument, "blockquote", lines))
    lines = []
  }
  for (const block of blocksOf(quote, options, true)) {
    if (block.localName === "footer") {
      const [text, rest] = wordsAndRest(fitted(blocksOf(block, options), options))
      if (text) said.push(text)
      if (rest.length) end()
      quoted.push(...rest)
      continue
    }
    for (const part of fitted([block], options)) {
      if (isLine(part)) lines.push(part)
      else {
        end()
        quoted.push(part)
      }
    }
  }
  end()
  attribute(quoted, said.join(" "), ownerDocument)
  return quoted
})

/** Attribute the last quotation. A last line that begins with a dash is an attribution, too. */
const attribute = (quoted, said, document) => {
  const last = quoted.findLast(({ localName, lastElementChild }) => localName === "blockquote" && lastElementChild.localName !== "footer")
  let who = said
  const line = last?.lastElementChild
  const before = line?.previousElementSibling
  if (!who && before && DASH.test(line.textContent.trim()) && !DASH.test(before.textContent.trim())) {
    who = line.textContent
    line.remove()
  }
  who = who.replace(/^[\s—–―-]+/, "")
  if (who) last ? last.append(make(document, "footer", [who])) : quoted.push(make(document, "p", [who]))
}
