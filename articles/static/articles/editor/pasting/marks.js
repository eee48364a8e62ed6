/** Writes marks as elements of the grammar around each stretch of text, whatever elements and styles they came from. */

import { classesOf, stylesOf } from "./styles.js"
import { isContainer, isInline } from "./elements.js"

const matches = (pattern, value) => new RegExp(`^(?:${pattern})$`).test(value)

/** Which marks are on within an element, given those around it. */
const within = (element, around, { marks, plain }) => {
  const on = new Set(around)
  const style = stylesOf(element)
  const tag = element.localName
  const named = classesOf(element)
  for (const [mark, { elements, classes }] of Object.entries(marks)) {
    if (tag === mark || elements.includes(tag) || classes.some((name) => named.includes(name))) on.add(mark)
  }
  for (const [mark, { styles }] of Object.entries(marks)) {
    for (const [name, pattern] of styles) {
      if (!style[name]) continue
      if (matches(pattern, style[name])) on.add(mark)
      else if (matches(plain[name], style[name])) on.delete(mark)
    }
  }
  return on
}

const wrapped = (text, on, { marks }) => {
  let node = text
  for (const mark of Object.keys(marks).reverse()) {
    if (!on.has(mark)) continue
    const outer = text.ownerDocument.createElement(mark)
    outer.append(node)
    node = outer
  }
  return node
}

/** Whether a block's style means marks on its words. Quotations and header cells differ in style anyway. */
const carriesMarks = (element, options) =>
  ["p", "li", "td"].includes(element.localName) || isContainer(element, options)

export const markPlainly = (element, options, around = new Set()) => {
  for (const child of [...element.childNodes]) {
    if (child.nodeType === Node.TEXT_NODE) {
      const place = child.nextSibling
      element.insertBefore(wrapped(child, around, options), place)
    } else if (child.localName === "pre" || child.localName === "br") continue
    else if (!isInline(child, options)) {
      markPlainly(child, options, carriesMarks(child, options) ? within(child, around, options) : around)
    }
    else {
      markPlainly(child, options, within(child, around, options))
      if (child.localName !== "a" && child.localName !== "cite") child.replaceWith(...child.childNodes)
    }
  }
}
