/** Subheadings. The id, to which links on the same page lead, is kept when a heading is split, for one part only. */

import { Heading as Subheading } from "django-prose-editor/editor"
import { ofGrammar } from "./content.js"

const nameOf = (element) => {
  const anchor = element.querySelector("[id], a[name]")
  return element.id || anchor?.id || anchor?.getAttribute("name") || null
}

export const Heading = ofGrammar(Subheading).extend({
  addAttributes() {
    return { ...this.parent?.(), id: { default: null, parseHTML: nameOf, keepOnSplit: false } }
  },
  parseHTML() {
    return Object.entries(this.options.elements).map(([tag, level]) => ({ tag, attrs: { level } }))
  },
})
