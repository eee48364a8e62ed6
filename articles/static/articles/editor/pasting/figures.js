/** Pictures, and captions of whatever a figure holds. */

import { blocksOf, fits, fitted, wordsAndRest } from "./blocks.js"
import { make } from "./elements.js"
import { shows } from "./visible.js"

fits("img", (image) => [make(image.ownerDocument, "figure", [image])])

fits("figure", (figure, options) => {
  const captions = [...figure.children].filter(({ localName }) => localName === "figcaption")
  for (const caption of captions) caption.remove()
  const parts = fitted(blocksOf(figure, options), options)
  const words = fitted(captions.flatMap((caption) => blocksOf(caption, options)), options)
  const captioned = parts.filter(({ localName }) => localName === "figure" || localName === "table")
  if (captioned.length === 1 && !captioned[0].querySelector("figcaption, caption") && words.some(shows)) {
    const [text, rest] = wordsAndRest(words)
    caption(captioned[0], text)
    return [...parts, ...rest]
  }
  return [...parts, ...words]
})

const caption = (block, text) => {
  if (block.localName === "table") block.prepend(make(block.ownerDocument, "caption", [text]))
  else block.append(make(block.ownerDocument, "figcaption", [text]))
}

fits("figcaption", (caption, options) => fitted(blocksOf(caption, options), options))
