/**
 * The text editor's extensions, by their names in articles/body/grammar.py and articles/admin/writing/editor.py.
 * They replace the library's extensions of the same names.
 */

export { CodeBlock } from "./code.js"
export { Caption, Figure, Image } from "./figure.js"
export { Finding } from "./finding.js"
export { Freeing } from "./freeing.js"
export { Heading } from "./heading.js"
export { Keeping } from "./keeping.js"
export { Keys } from "./keys.js"
export { Link } from "./link.js"
export { BulletList, ListItem, OrderedList } from "./lists.js"
export { Bold, Code, Italic, Subscript, Superscript } from "./marks.js"
export { Pasting } from "./pasting/index.js"
export { Pictures } from "./pictures.js"
export { Attribution, Blockquote } from "./quotation.js"
export { HorizontalRule } from "./rule.js"
export { Slash } from "./slash.js"
export { Table, TableCell, TableHeader, TableRow } from "./table.js"
export { HardBreak, Paragraph } from "./text.js"
