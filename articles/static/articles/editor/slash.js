/** A menu that “/” opens where somebody writes, with everything that a text may hold. */

import { Extension, Plugin, crel } from "django-prose-editor/editor"
import { understand } from "./address.js"
import { ask } from "./dialog.js"
import { placeBetween } from "./placing.js"

const ID = "slash-menu"
const TYPED = /(?:^|\s)\/([\p{L}\p{N} ]{0,20})$/u

const heading = (level) => (chain) => chain.setHeading({ level })

/** Names, the words by which they are found too, and what is done once the typed words are gone. */
const ITEMS = [
  ["Subheading", "heading title 2", heading(2)],
  ["Smaller subheading", "heading 3", heading(3)],
  ["Smallest subheading", "heading 4", heading(4)],
  ["Quotation", "blockquote", (chain) => chain.setBlockquote()],
  ["Picture from the library…", "image photo", (chain) => chain.insertFigure()],
  ["Upload a picture…", "image photo file", (chain) => chain.uploadFigure()],
  ["Bulleted list", "ul", (chain) => chain.toggleBulletList()],
  ["Numbered list", "ol", (chain) => chain.toggleOrderedList()],
  ["Table", "grid", (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true })],
  ["Video or other embed…", "youtube vimeo", (chain) => chain.insertEmbed()],
  ["Line between parts", "rule hr", (chain) => chain.setHorizontalRule()],
  ["Code", "pre", (chain) => chain.toggleCodeBlock()],
  ["Line break", "br", (chain) => chain.setHardBreak()],
]

/** The words after the slash before the cursor: {from, to, words}, or null. */
const typed = ({ selection: { $from, empty } }) => {
  if (!empty || $from.parent.type.name !== "paragraph") return null
  const before = $from.parent.textBetween(0, $from.parentOffset, null, "\ufffc")
  const found = TYPED.exec(before)
  return found && { from: $from.pos - found[1].length - 1, to: $from.pos, words: found[1].toLowerCase() }
}

const matching = (words) => ITEMS.filter(([name, others]) => `${name} ${others}`.toLowerCase().includes(words.trim()))

class Menu {
  constructor(editor, view) {
    this.editor = editor
    this.view = view
    this.dom = crel("ul", { id: ID, className: "picker-options slash-menu", role: "listbox", "aria-label": "Insert", hidden: true })
    view.dom.parentElement.append(this.dom)
    this.dom.addEventListener("pointerdown", (event) => event.preventDefault())
    this.dom.addEventListener("click", ({ target }) => {
      const item = target.closest("[role=option]")
      if (item) this.take([...this.dom.children].indexOf(item))
    })
    this.close()
  }

  get isOpen() {
    return !this.dom.hidden
  }

  update(view) {
    const now = this.isAsked && typed(view.state)
    const items = now ? matching(now.words) : []
    if (!items.length) return this.isAsked && this.close()
    this.items = items
    this.dom.replaceChildren(
      ...items.map(([name], index) => crel("li", { id: `${ID}-${index}`, role: "option", textContent: name })),
    )
    const { left, bottom } = view.coordsAtPos(now.from)
    const box = this.dom.parentElement.getBoundingClientRect()
    this.dom.hidden = false
    this.dom.style.left = `${Math.max(0, Math.min(left - box.left, box.width - this.dom.offsetWidth))}px`
    this.dom.style.top = `${bottom - box.top + 4}px`
    view.dom.setAttribute("aria-controls", ID)
    this.mark(0)
  }

  mark(index) {
    this.active = index
    for (const [at, item] of [...this.dom.children].entries()) item.setAttribute("aria-selected", at === index)
    this.view.dom.setAttribute("aria-activedescendant", `${ID}-${index}`)
    this.dom.children[index].scrollIntoView({ block: "nearest" })
  }

  close() {
    this.isAsked = false
    this.dom.hidden = true
    this.view.dom.removeAttribute("aria-activedescendant")
    this.view.dom.removeAttribute("aria-controls")
  }

  take(index = this.active) {
    const [, , does] = this.items[index]
    const { from, to } = typed(this.view.state)
    this.close()
    does(this.editor.chain().focus().deleteRange({ from, to })).run()
  }

  key({ key, ctrlKey, metaKey, altKey }) {
    if (!this.isOpen || ctrlKey || metaKey || altKey) return false
    const { length } = this.items
    if (key === "ArrowDown") this.mark((this.active + 1) % length)
    else if (key === "ArrowUp") this.mark((this.active + length - 1) % length)
    else if (key === "Enter" || key === "Tab") this.take()
    else if (key === "Escape") this.close()
    else return false
    return true
  }

  destroy() {
    this.dom.remove()
  }
}

const askEmbed = async (editor, { schemes, hosts }) => {
  const check = ({ address }) => {
    const { href, reason } = understand(address, schemes)
    if (reason) return { address: reason }
    const host = URL.parse(href)?.hostname.replace(/^www\./, "") ?? ""
    const isKnown = hosts.some((one) => host === one.replace(/^www\./, ""))
    return isKnown ? {} : { address: `Only these can be embedded: ${hosts.join(", ")}.` }
  }
  const fields = [{ name: "address", label: "Its address, as the browser shows it", inputMode: "url" }]
  const values = await ask({ title: "Embed", submit: "Embed it", fields, check })
  editor.commands.focus()
  if (!values) return
  const { tr, schema } = editor.state
  const address = schema.text(understand(values.address, schemes).href)
  placeBetween(tr, tr.selection.$to.after(1), schema.nodes.paragraph.create(null, address))
  editor.view.dispatch(tr)
}

export const Slash = Extension.create({
  name: "slash",
  // Before lists and quotations, which have keys of their own, and before what handles the ends of lines.
  priority: 180,
  addOptions: () => ({ schemes: [], hosts: [] }),

  addCommands() {
    return {
      insertEmbed:
        () =>
        ({ editor, dispatch }) => {
          if (dispatch) askEmbed(editor, this.options)
          return true
        },
    }
  },

  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "embed",
      groups: "nodes",
      priority: 90,
      button: buttons.material("smart_display", "video or other embed"),
      command: (editor) => editor.commands.insertEmbed(),
    })
  },

  addProseMirrorPlugins() {
    const { editor } = this
    let menu = null
    return [
      new Plugin({
        view: (view) => {
          menu = new Menu(editor, view)
          return menu
        },
        props: {
          handleTextInput: (_view, _from, _to, text) => {
            if (text === "/") menu.isAsked = true
            return false
          },
          handleKeyDown: (_view, event) => menu.key(event),
          handleDOMEvents: {
            blur: () => {
              menu.close()
              return false
            },
          },
        },
      }),
    ]
  },
})
