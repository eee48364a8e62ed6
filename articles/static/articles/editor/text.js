/** Paragraphs and line breaks. */

import { HardBreak as LineBreak, Paragraph as Words } from "django-prose-editor/editor"
import { ofGrammar } from "./content.js"

export const Paragraph = ofGrammar(Words)
// Ctrl+Enter goes on to publish: see ../writing/keys.js.
export const HardBreak = ofGrammar(LineBreak).extend({
  addKeyboardShortcuts() {
    return { "Shift-Enter": () => this.editor.commands.setHardBreak() }
  },
})
