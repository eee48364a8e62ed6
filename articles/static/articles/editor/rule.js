/** A line between two parts of the text, which cannot be inside a list, a table or a quotation. */

import { HorizontalRule as Line } from "django-prose-editor/editor"
import { ofGrammar } from "./content.js"
import { place } from "./placing.js"

export const HorizontalRule = ofGrammar(Line).extend({
  addCommands() {
    return {
      setHorizontalRule:
        () =>
        ({ tr, dispatch }) => {
          if (dispatch) place(tr, this.type.create())
          return true
        },
    }
  },
  addInputRules() {
    const rules = this.parent()
    for (const rule of rules) {
      const { handler } = rule
      rule.handler = (props) => (props.state.doc.resolve(props.range.from).depth > 1 ? null : handler(props))
    }
    return rules
  },
})
