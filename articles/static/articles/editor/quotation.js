/** Quotations with an attribution: <blockquote><p>…</p><footer>Who</footer></blockquote>. */

import { Blockquote as Quotation, Node, pm } from "django-prose-editor/editor"
import { ofGrammar } from "./content.js"

const { TextSelection } = pm.state

/** The quotation around the cursor, or null: {node, pos, depth}. */
const around = ({ $from }) => {
  for (let depth = $from.depth; depth > 0; depth--) {
    const node = $from.node(depth)
    if (node.type.name === "blockquote") return { node, pos: $from.before(depth), depth }
  }
  return null
}

const cursorAt = (tr, pos) => tr.setSelection(TextSelection.near(tr.doc.resolve(pos))).scrollIntoView()

/** Add a paragraph after the quotation, with the cursor in it. */
const leave = (tr, schema, quotation) => {
  const after = quotation.pos + tr.doc.nodeAt(quotation.pos).nodeSize
  tr.insert(after, schema.nodes.paragraph.create())
  return cursorAt(tr, after + 1)
}

export const Attribution = ofGrammar(
  Node.create({
    name: "attribution",
    // After paragraphs, or a new line in a quotation would become an attribution.
    priority: 50,
    defining: true,
    parseHTML: () => [{ tag: "footer" }],
    renderHTML: () => ["footer", 0],
  }),
).extend({
  addCommands() {
    return {
      attribute:
        () =>
        ({ state, tr, dispatch }) => {
          const quotation = around(state.selection)
          if (!quotation) return false
          if (!dispatch) return true
          const { node, pos } = quotation
          if (node.lastChild.type !== this.type) tr.insert(pos + node.nodeSize - 1, this.type.create())
          cursorAt(tr, pos + tr.doc.nodeAt(pos).nodeSize - 2)
          return true
        },
    }
  },

  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "attribution",
      groups: "quotation",
      command: (editor) => editor.chain().focus().attribute().run(),
      button: buttons.text("Who said it", "name who said it"),
      active: (editor) => editor.isActive("attribution"),
      hidden: (editor) => !editor.isActive("blockquote"),
    })
  },
})

export const Blockquote = ofGrammar(Quotation).extend({
  // Runs before line breaks, which also use Mod-Enter.
  priority: 110,

  addCommands() {
    return {
      ...this.parent?.(),
      toggleBlockquote:
        () =>
        ({ commands, editor }) =>
          editor.isActive("blockquote") ? commands.unsetBlockquote() : commands.setBlockquote(),
      setBlockquote:
        () =>
        ({ chain }) =>
          chain()
            .wrapIn(this.name)
            .command(({ tr, state, dispatch }) => {
              const quotation = around(tr.selection)
              if (dispatch && quotation) {
                tr.insert(quotation.pos + quotation.node.nodeSize - 1, state.schema.nodes.attribution.create())
              }
              return true
            })
            .run(),
      unsetBlockquote:
        () =>
        ({ state, tr, dispatch }) => {
          const quotation = around(state.selection)
          if (!quotation) return false
          if (!dispatch) return true
          const { node, pos } = quotation
          const offset = state.selection.from - 1
          const blocks = []
          node.forEach((child) => {
            if (child.type.name !== "attribution") blocks.push(child)
            else if (child.content.size) blocks.push(state.schema.nodes.paragraph.create(null, child.content))
          })
          tr.replaceWith(pos, pos + node.nodeSize, blocks)
          cursorAt(tr, Math.min(offset, tr.doc.content.size))
          return true
        },
    }
  },

  addKeyboardShortcuts() {
    const { editor } = this
    const inherited = this.parent?.() ?? {}
    const inAttribution = ({ selection }) => selection.empty && selection.$from.parent.type.name === "attribution"
    return {
      ...inherited,
      "Mod-Enter": () => editor.commands.attribute(),
      Enter: () => {
        const { state, view } = editor
        const { $from, $to } = state.selection
        const quotation = around(state.selection)
        if (!quotation) return false
        if (!$from.sameParent($to)) {
          view.dispatch(state.tr.deleteSelection().scrollIntoView())
          return true
        }
        if (inAttribution(state)) {
          view.dispatch(leave(state.tr, state.schema, quotation))
          return true
        }
        if ($from.depth !== quotation.depth + 1) return false
        const { tr } = state
        const next = quotation.node.maybeChild($from.index(quotation.depth) + 1)
        if ($from.parent.content.size || next?.type.name !== "attribution") {
          // By default, the editor would split the line into attributions.
          if (!$from.parent.content.size) return false
          view.dispatch(tr.deleteSelection().split(tr.selection.from, 1, [{ type: state.schema.nodes.paragraph }]).scrollIntoView())
          return true
        }
        // In an empty line before the attribution, Enter moves on to the attribution.
        if (quotation.node.childCount > 2) tr.delete($from.before(), $from.after())
        view.dispatch(cursorAt(tr, quotation.pos + tr.doc.nodeAt(quotation.pos).nodeSize - 2))
        return true
      },
      Backspace: (shortcut) => {
        const { state, view } = editor
        const { $from } = state.selection
        if (!inAttribution(state) || $from.parentOffset) return inherited.Backspace?.(shortcut) ?? false
        const before = $from.before()
        const tr = $from.parent.content.size ? state.tr : state.tr.delete(before, $from.after())
        view.dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(before), -1)))
        return true
      },
    }
  },
})
