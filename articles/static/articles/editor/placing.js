/** Inserts blocks that cannot be inside other blocks. */

import { pm } from "django-prose-editor/editor"

const { NodeSelection, Selection } = pm.state

/** Put blocks after the list, table, quotation or picture that the cursor is in, never into it. */
export const placeBehind = (tr, blocks) => {
  const { $from, to } = tr.selection
  const at = $from.depth ? $from.after(1) : to
  tr.insert(at, blocks)
  return goOn(tr, tr.mapping.map(at))
}

/** Put a block between two others, in the place of an empty paragraph before it. */
export const placeBetween = (tr, at, block) => {
  const before = tr.doc.resolve(at).nodeBefore
  const isEmpty = before?.type.name === "paragraph" && !before.content.size
  tr.replaceWith(isEmpty ? at - before.nodeSize : at, at, block)
  return goOn(tr, tr.mapping.map(at))
}

/** Put a block where the cursor is, or after the cursor's container if that cannot hold the block. */
export const place = (tr, block) => {
  const { selection } = tr
  if (selection.$from.depth > 1 || selection instanceof NodeSelection) return placeBehind(tr, block)
  tr.replaceSelectionWith(block)
  return goOn(tr, tr.selection.to)
}

/** Put the cursor after a block, adding a paragraph at the end of the text if needed. */
const goOn = (tr, end) => {
  if (end >= tr.doc.content.size) tr.insert(tr.doc.content.size, tr.doc.type.schema.nodes.paragraph.create())
  return tr.setSelection(Selection.near(tr.doc.resolve(Math.min(end, tr.doc.content.size)))).scrollIntoView()
}
