/** Indenting and outdenting list items. The library's way leaves items with two lists, which the grammar forbids. */

import { pm } from "django-prose-editor/editor"

const { Fragment } = pm.model
const { TextSelection } = pm.state

const isList = (node) => node?.type.name === "bulletList" || node?.type.name === "orderedList"

/** The selected items of one list. */
const selected = ({ selection: { $from, $to } }) => $from.blockRange($to, (node) => isList(node))

const select = (tr, { anchor, head }, moved) =>
  tr.setSelection(TextSelection.between(tr.doc.resolve(moved(anchor)), tr.doc.resolve(moved(head)))).scrollIntoView()

const children = (node, from = 0, to = node.childCount) => node.children.slice(from, to)

/** An item with more items in the list at its end. */
const withItems = (item, list, items) => {
  if (!items.length) return item
  const own = isList(item.lastChild) ? item.lastChild : null
  const inner = own ? own.copy(own.content.append(Fragment.from(items))) : list.type.create(null, items)
  return item.copy(Fragment.from([...children(item, 0, item.childCount - (own ? 1 : 0)), inner]))
}

/** Make the selected items part of the one before them. */
export const sinkItems = (state, tr, dispatch) => {
  const range = selected(state)
  if (!range || !range.startIndex) return false
  if (!dispatch) return true
  const list = range.parent
  const before = list.child(range.startIndex - 1)
  const items = children(list, range.startIndex, range.endIndex)
  tr.replaceWith(range.start - before.nodeSize, range.end, withItems(before, list, items))
  // If the item already has a list, the items move across two boundaries: the ends of that list and of its item.
  const by = isList(before.lastChild) ? -2 : 0
  select(tr, state.selection, (pos) => pos + by)
  return true
}

/** Take the selected items out of their list: into the list around it, or into the text. */
export const liftItems = (state, tr, dispatch) => {
  const range = selected(state)
  if (!range) return false
  if (!dispatch) return true
  const outer = range.$from.node(range.depth - 1)
  if (outer.type.name === "listItem") outdent(tr, range, outer, state.selection)
  else dissolve(tr, range, state.selection)
  return true
}

const outdent = (tr, { $from, depth, parent: list, startIndex, endIndex, start }, outer, selection) => {
  const before = children(list, 0, startIndex)
  const moved = children(list, startIndex, endIndex)
  const kept = before.length ? [list.copy(Fragment.from(before))] : []
  const shorter = outer.copy(Fragment.from([...children(outer, 0, outer.childCount - 1), ...kept]))
  // Items that followed still follow, now inside the last moved item.
  moved.push(withItems(moved.pop(), list, children(list, endIndex)))
  const at = $from.before(depth - 1)
  tr.replaceWith(at, at + outer.nodeSize, [shorter, ...moved])
  select(tr, selection, (pos) => pos + at + shorter.nodeSize - start)
}

const dissolve = (tr, { $from, depth, parent: list, startIndex, endIndex, start }, selection) => {
  const at = $from.before(depth)
  const before = startIndex ? [list.copy(Fragment.from(children(list, 0, startIndex)))] : []
  const rest = children(list, endIndex)
  const attrs = list.attrs.start === undefined ? null : { ...list.attrs, start: list.attrs.start + startIndex }
  const after = rest.length ? [list.type.create(attrs, rest)] : []
  const items = children(list, startIndex, endIndex)
  tr.replaceWith(at, at + list.nodeSize, [...before, ...items.flatMap((item) => item.children), ...after])
  const first = at + (before[0]?.nodeSize ?? 0)
  select(tr, selection, (pos) => {
    let begin = start
    let dropped = 1
    for (const item of items) {
      if (pos < begin + item.nodeSize) break
      begin += item.nodeSize
      dropped += 2
    }
    return first + pos - start - dropped
  })
}
