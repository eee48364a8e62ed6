/** Makes elements, so that no text is ever read as HTML. */

let last = 0

export const newId = () => `picker-${++last}`

/** An element with attributes, of which those that are undefined or null are left out. */
export const make = (tag, attributes = {}, children = []) => {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null) element.setAttribute(name, value)
  }
  element.append(...children)
  return element
}
