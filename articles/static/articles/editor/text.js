/** Paragraphs and line breaks. */

import { HardBreak as LineBreak, Paragraph as Words } from "django-prose-editor/editor"
import { ofGrammar } from "./content.js"

export const Paragraph = ofGrammar(Words)
export const HardBreak = ofGrammar(LineBreak)
