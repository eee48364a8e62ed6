/** Tables with a caption. Their cells hold paragraphs. */

import {
  Table as Grid,
  TableCell as Cell,
  TableHeader as HeaderCell,
  TableRow as Row,
  crel,
} from "django-prose-editor/editor"
import { ofGrammar } from "./content.js"
import { ask } from "./dialog.js"
import { placeBehind } from "./placing.js"

export const TableRow = ofGrammar(Row)
export const TableHeader = ofGrammar(HeaderCell)
export const TableCell = ofGrammar(Cell)

const captionOf = (table) => table.querySelector(":scope > caption")?.textContent.trim().replace(/[ \t\r\n\f]+/g, " ") ?? ""

const editCaption = async (editor) => {
  const caption = editor.getAttributes("table").caption ?? ""
  const values = await ask({
    title: "Caption of the table",
    submit: "Save caption",
    fields: [{ name: "caption", label: "What the table shows", value: caption }],
  })
  editor.commands.focus()
  if (values) editor.commands.updateAttributes("table", { caption: values.caption })
}

export const Table = ofGrammar(Grid).extend({
  addAttributes: () => ({ caption: { default: "", parseHTML: captionOf, rendered: false } }),
  parseHTML: () => [{ tag: "table" }, { tag: "caption", ignore: true }],
  renderHTML: ({ node: { attrs } }) => ["table", ...(attrs.caption ? [["caption", attrs.caption]] : []), ["tbody", 0]],

  addNodeView() {
    const draw = this.parent()
    return (props) => {
      const view = draw(props)
      const caption = crel("caption", { contentEditable: "false" })
      const show = ({ attrs }) => {
        caption.textContent = attrs.caption
        caption.hidden = !attrs.caption
      }
      view.table.prepend(caption)
      show(props.node)
      const { update } = view
      view.update = (node) => {
        const same = update(node)
        if (same) show(node)
        return same
      }
      return view
    }
  },

  addCommands() {
    const commands = this.parent()
    return {
      ...commands,
      insertTable: (options) => (props) => {
        const { state, tr, dispatch } = props
        if (state.selection.$from.depth <= 1) return commands.insertTable(options)(props)
        // Insert the table after the cursor's container.
        if (dispatch) {
          placeBehind(tr, state.schema.nodes.paragraph.create())
          commands.insertTable(options)(props)
        }
        return true
      },
    }
  },

  addMenuItems(editing) {
    this.parent(editing)
    editing.menu.defineItem({
      name: "table:caption",
      groups: "table",
      button: editing.buttons.text("Caption…", "caption of the table"),
      command: editCaption,
      active: (editor) => Boolean(editor.getAttributes("table").caption),
      hidden: (editor) => !editor.isActive("table"),
    })
  },
})
