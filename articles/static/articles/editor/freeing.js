/** Moving lines out of their containers. The library's way tries places that the grammar forbids, and fails. */

import { Extension, pm } from "django-prose-editor/editor"

const { liftTarget } = pm.transform

export const Freeing = Extension.create({
  name: "freeing",

  addCommands: () => ({
    clearNodes:
      () =>
      ({ tr, dispatch, editor }) => {
        if (dispatch) for (const range of tr.selection.ranges) free(tr, range, editor.schema.nodes.paragraph)
        return true
      },
  }),
})

/** Turn the lines in a range into plain paragraphs, outside their containers, as far as possible. */
const free = (tr, { $from, $to }, paragraph) => {
  const { doc, mapping } = tr
  const done = mapping.maps.length
  doc.nodesBetween($from.pos, $to.pos, (node, pos) => {
    if (!node.isTextblock) return
    const at = () => tr.doc.resolve(mapping.slice(done).map(pos))
    const { parent } = at()
    const index = at().index()
    if (node.type !== paragraph && parent.canReplaceWith(index, index + 1, paragraph)) tr.setNodeMarkup(at().pos, paragraph)
    for (;;) {
      const range = tr.doc.resolve(at().pos + 1).blockRange()
      const target = range && liftTarget(range)
      if (target === null) return
      tr.lift(range, target)
    }
  })
}
