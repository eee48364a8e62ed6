// Elements that are blocks, besides headings and containers.
const BLOCKS = new Set(
  "blockquote caption col colgroup figcaption figure hr iframe img li ol p pre table tbody td tfoot th thead tr ul".split(" "),
)

export const isContainer = (node, { containers }) => containers.includes(node.localName)

/** Whether an element is part of a line. */
export const isInline = (node, options) =>
  !BLOCKS.has(node.localName) && !options.headings.includes(node.localName) && !isContainer(node, options)

export const make = (document, tag, children = [], attributes = {}) => {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) if (value) element.setAttribute(name, value)
  element.append(...children)
  return element
}
