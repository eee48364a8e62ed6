/** Removes what is not part of a text: scripts, comments, trackers, hidden text, text deleted by tracked changes. */

import { fileOf } from "../library.js"
import { classesOf, stylesOf } from "./styles.js"

const isDeleted = (element, gone) => {
  const named = classesOf(element)
  const struck = ["s", "strike"].includes(element.localName) && named.some((name) => name.startsWith("mso"))
  return struck || named.some((name) => gone.includes(name))
}

/** Whether a rule only separates footnotes at the end of what was copied. */
const isRuleOfNotes = (element) =>
  element.localName === "hr" && (stylesOf(element.parentElement)["mso-element"] ?? "").includes("note-list")

const hidden = (element, { gone }) => {
  const style = stylesOf(element)
  return (
    element.hasAttribute("hidden") ||
    isDeleted(element, gone) ||
    isRuleOfNotes(element) ||
    // Docs' check boxes are pictures before their items.
    element.getAttribute("aria-roledescription") === "checkbox" ||
    style.display === "none" ||
    ["hidden", "collapse"].includes(style.visibility) ||
    style["mso-hide"]?.includes("all") ||
    style["mso-list"] === "ignore" ||
    [style["mso-element"], style["mso-special-character"]].some((value) => /ignore|comment/.test(value ?? ""))
  )
}

const MAY_BE_HIDDEN = "[style], [class], [hidden], [aria-roledescription], hr"

export const leaveOut = (body, options) => {
  const { dropped, renditions } = options
  const found = document.createTreeWalker(body, NodeFilter.SHOW_COMMENT)
  const comments = []
  while (found.nextNode()) comments.push(found.currentNode)
  for (const comment of comments) comment.remove()
  for (const element of body.querySelectorAll([...dropped, "link", "meta"].join())) element.remove()
  for (const element of body.querySelectorAll(MAY_BE_HIDDEN)) {
    if (!hidden(element, options)) continue
    // Cells from above span past a hidden row.
    if (element.localName === "tr") element.replaceChildren()
    else element.remove()
  }
  for (const image of body.querySelectorAll("img")) {
    if (image.classList.contains("emoji")) image.replaceWith(image.alt)
    else if ([image.getAttribute("width"), image.getAttribute("height")].some((size) => size === "0" || size === "1")) {
      image.remove()
    }
  }
  // A caption copied from one of our pages ends with the credit, which the library supplies.
  for (const figure of body.querySelectorAll("figure")) {
    const image = figure.querySelector("img")
    if (image && fileOf(image, renditions)) for (const credit of figure.querySelectorAll("figcaption small")) credit.remove()
  }
}
