/** Subheadings. The name that links on the same page lead to is kept, for one of them. */

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
