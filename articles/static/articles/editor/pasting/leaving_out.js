/** What is no part of a text: scripts, what tracked changes have deleted, comments, what was hidden, trackers. */

import { fileOf } from "../library.js"
import { stylesOf } from "./styles.js"

const hidden = (element) => {
  const style = stylesOf(element)
  return (
    style.display === "none" ||
    style["mso-hide"]?.includes("all") ||
    style["mso-list"] === "ignore" ||
    [style["mso-element"], style["mso-special-character"]].some((value) => /ignore|comment/.test(value ?? ""))
  )
}

export const leaveOut = (body, { dropped, renditions }) => {
  const found = document.createTreeWalker(body, NodeFilter.SHOW_COMMENT)
  const comments = []
  while (found.nextNode()) comments.push(found.currentNode)
  for (const comment of comments) comment.remove()
  for (const element of body.querySelectorAll([...dropped, "link", "meta"].join())) element.remove()
  for (const element of body.querySelectorAll("[style]")) if (hidden(element)) element.remove()
  for (const image of body.querySelectorAll("img")) {
    if (image.classList.contains("emoji")) image.replaceWith(image.alt)
    else if ([image.getAttribute("width"), image.getAttribute("height")].some((size) => size === "0" || size === "1")) {
      image.remove()
    }
  }
  // A caption as we publish it ends with the credit, which is the library's.
  for (const figure of body.querySelectorAll("figure")) {
    const image = figure.querySelector("img")
    if (image && fileOf(image, renditions)) for (const credit of figure.querySelectorAll("figcaption small")) credit.remove()
  }
}
