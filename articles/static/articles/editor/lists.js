/** Lists: an item holds paragraphs and, after them, one list of either kind. */

import { BulletList as Bullets, ListItem as Item, OrderedList as Numbers } from "django-prose-editor/editor"
import { ofGrammar } from "./content.js"
import { ask } from "./dialog.js"
import { liftItems, sinkItems } from "./moving_items.js"

export const BulletList = ofGrammar(Bullets)

export const OrderedList = ofGrammar(Numbers).extend({
  addAttributes: () => ({
    start: { default: 1, parseHTML: ({ start }) => Math.min(Math.max(start, 0), 999_999) },
  }),
  renderHTML: ({ node: { attrs } }) => ["ol", attrs.start === 1 ? {} : { start: attrs.start }, 0],
  addNodeView: () => null,

  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "orderedList:start",
      groups: "lists",
      button: buttons.text("Start at…", "number of the first item"),
      command: editStart,
      hidden: (editor) => !editor.isActive("orderedList"),
    })
  },
}).configure({ enableListAttributes: false })

export const ListItem = ofGrammar(Item).extend({
  addCommands: () => ({
    sinkListItem: () => ({ state, tr, dispatch }) => sinkItems(state, tr, dispatch),
    liftListItem: () => ({ state, tr, dispatch }) => liftItems(state, tr, dispatch),
  }),
})

const editStart = async (editor) => {
  const values = await ask({
    title: "Numbered list",
    submit: "Save",
    fields: [
      { name: "start", label: "Number of the first item", value: String(editor.getAttributes("orderedList").start), inputMode: "numeric" },
    ],
    check: ({ start }) => (/^\d{1,6}$/.test(start) ? {} : { start: "Type a whole number from 0 to 999999." }),
  })
  editor.commands.focus()
  if (values) editor.commands.updateAttributes("orderedList", { start: Number(values.start) })
}
