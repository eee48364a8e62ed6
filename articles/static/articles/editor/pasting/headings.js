/** Subheadings hold only text. */

import { blocksOf, fits, fitted, wordsAndRest } from "./blocks.js"
import { make } from "./elements.js"

fits("heading", (heading, options) => {
  const anchor = heading.querySelector("[id], a[name]")
  const id = heading.id || anchor?.id || anchor?.getAttribute("name")
  const [text, rest] = wordsAndRest(fitted(blocksOf(heading, options), options))
  return [...(text ? [make(heading.ownerDocument, heading.localName, [text], { id })] : []), ...rest]
})
