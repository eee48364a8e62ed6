/** Makes elements, so that no text is ever read as HTML. */

let last = 0

/** An element with properties, and attributes whose names begin with data-, aria- or role. As the editor's own. */
export const crel = (tag, properties = {}, children = []) => {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(properties)) {
    if (/^(data-|aria-|role)/.test(name)) element.setAttribute(name, value)
    else element[name] = value
  }
  element.append(...children)
  return element
}

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
