/** Marks, which can all be combined. Pasted text stays as it is: asterisks in it do not become marks. */

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
// The library's version excludes every other mark.
export const Code = Monospaced.extend({ ...typed, excludes: "code" })
