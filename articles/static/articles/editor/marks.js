/** Marks, each of which goes with every other. What is pasted stays as it is: asterisks in it are no marks. */

import {
  Bold as Strong,
  Code as Monospaced,
  Italic as Emphasis,
  Subscript as Below,
  Superscript as Above,
} from "django-prose-editor/editor"

const typed = { addPasteRules: () => [] }

export const Bold = Strong.extend(typed)
export const Italic = Emphasis.extend(typed)
export const Subscript = Below.extend(typed)
export const Superscript = Above.extend(typed)
// The library's shuts out every other mark.
export const Code = Monospaced.extend({ ...typed, excludes: "code" })
