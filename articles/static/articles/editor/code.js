/** Code and other text whose line breaks and spaces matter. */

import { CodeBlock as Lines } from "django-prose-editor/editor"
import { ofGrammar } from "./content.js"

export const CodeBlock = ofGrammar(Lines).extend({
  addAttributes: () => ({}),
  renderHTML: () => ["pre", ["code", 0]],
  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "codeBlock",
      groups: "code",
      button: buttons.material("data_object", "code block"),
      command: (editor) => editor.chain().focus().toggleCodeBlock().run(),
      active: (editor) => editor.isActive("codeBlock"),
    })
  },
})
