/** Text that is typed or pasted while a picture or rule is selected goes after it, and does not replace it. */

import { Extension, Plugin, pm } from "django-prose-editor/editor"

const { NodeSelection, TextSelection } = pm.state

const selectsBlock = ({ selection }) => selection instanceof NodeSelection && selection.node.isBlock

/** Add an empty paragraph after the selected block, with the cursor in it. */
const goBehind = ({ state, dispatch }) => {
  const { $from, to } = state.selection
  const at = $from.depth ? $from.after(1) : to
  const tr = state.tr.insert(at, state.schema.nodes.paragraph.create())
  dispatch(tr.setSelection(TextSelection.create(tr.doc, at + 1)).scrollIntoView())
}

/** Where a text begins: the first line that is not a caption, or null. */
const beginning = (doc) => {
  let found = null
  doc.descendants((node, pos) => {
    if (found === null && node.isTextblock) found = pos + 1
    return found === null && node.type.name !== "figure"
  })
  return found
}

export const Keeping = Extension.create({
  name: "keeping",
  // Runs before all that handles typing and pasting, except the refusal of files.
  priority: 190,

  onCreate() {
    const { state, view } = this.editor
    const at = selectsBlock(state) ? beginning(state.doc) : null
    if (at !== null) view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, at)))
  },

  addKeyboardShortcuts: () => ({
    Enter: ({ editor: { state, view } }) => {
      if (!selectsBlock(state)) return false
      goBehind(view)
      return true
    },
  }),

  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        handleTextInput: (view, _from, _to, text) => {
          if (!selectsBlock(view.state)) return false
          goBehind(view)
          view.dispatch(view.state.tr.insertText(text))
          return true
        },
        // The editor then pastes into the new paragraph.
        handlePaste: (view, _event, slice) => {
          if (slice.content.size && selectsBlock(view.state)) goBehind(view)
          return false
        },
        handleDOMEvents: {
          compositionstart: (view) => {
            if (selectsBlock(view.state)) goBehind(view)
            return false
          },
        },
      },
    }),
  ],
})
