/** Code keeps its lines; pictures in it follow it. */

import { fits, fitted } from "./blocks.js"
import { make } from "./elements.js"

fits("pre", (pre, options) => {
  const images = [...pre.querySelectorAll("img")]
  for (const lineEnd of pre.querySelectorAll("br")) lineEnd.replaceWith("\n")
  const text = pre.textContent.replace(/\r\n?|[\v\f]/g, "\n").replaceAll("\u00a0", " ").replace(/[^\S\n]+$/gm, "").replace(/^\n+|\n+$/g, "")
  const code = make(pre.ownerDocument, "pre", [make(pre.ownerDocument, "code", [text])])
  return [...(text ? [code] : []), ...fitted(images, options)]
})
