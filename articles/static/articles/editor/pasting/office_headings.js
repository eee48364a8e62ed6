/** Word's headings beyond the sixth, its title, and headings of pages that are not heading elements. */

import { make } from "./elements.js"
import { classesOf, stylesOf } from "./styles.js"

const NAMED = /^mso(?:heading([1-9])|title)$/

/** The level of the heading that a paragraph is meant to be; 0 for any other paragraph. */
const levelOf = (paragraph) => {
  const named = classesOf(paragraph).map((name) => NAMED.exec(name)).find(Boolean)
  const role = paragraph.getAttribute("role") === "heading"
  const level = role ? paragraph.getAttribute("aria-level") : named?.[1] || stylesOf(paragraph)["mso-outline-level"]
  if (named && !named[1]) return 1
  return /^[1-9]$/.test(level ?? "") ? Math.min(Number(level), 6) : 0
}

export const nameOfficeHeadings = (body) => {
  for (const paragraph of body.querySelectorAll("p, div")) {
    const level = levelOf(paragraph)
    if (level) paragraph.replaceWith(make(body.ownerDocument, `h${level}`, [...paragraph.childNodes], { id: paragraph.id }))
  }
}
