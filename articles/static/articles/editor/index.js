/**
 * The text editor's extensions, by the names that articles/body/grammar.py and articles/admin/editor.py call them by.
 * Where the library has one of the same name, ours takes its place.
 */

export { CodeBlock } from "./code.js"
export { Caption, Figure, Image } from "./figure.js"
export { Freeing } from "./freeing.js"
export { Heading } from "./heading.js"
export { Link } from "./link.js"
export { BulletList, ListItem, OrderedList } from "./lists.js"
export { Bold, Code, Italic, Subscript, Superscript } from "./marks.js"
export { Pasting } from "./pasting/index.js"
export { Pictures } from "./pictures.js"
export { Attribution, Blockquote } from "./quotation.js"
export { HorizontalRule } from "./rule.js"
export { Table, TableCell, TableHeader, TableRow } from "./table.js"
export { HardBreak, Paragraph } from "./text.js"
