/** Pictures in the text, with a caption for this place. One that is not from the library is never loaded. */

import { Node, crel, pm } from "django-prose-editor/editor"
import { ofGrammar } from "./content.js"
import { fileOf, ownPath } from "./library.js"

const { NodeSelection, TextSelection } = pm.state
const elsewhere = (element) =>
  [element.getAttribute("src"), element.dataset.src].find((src) => /^\s*https?:\/\//i.test(src ?? ""))?.trim() ?? ""

const missing = ({ file, elsewhere }) => {
  if (file) return "This picture is no longer in the library. Choose another one, or remove it."
  const from = elsewhere ? `: ${elsewhere}` : ""
  return `This picture is not from the library${from}. Upload it there, and insert it from there.`
}

export const Figure = ofGrammar(
  Node.create({
    name: "figure",
    group: "block",
    draggable: true,
    isolating: true,
    parseHTML: () => [{ tag: "figure", getAttrs: (element) => (element.querySelector("img") ? null : false) }],
    renderHTML: () => ["figure", 0],
  }),
)

export const Image = ofGrammar(
  Node.create({
    name: "image",
    addOptions: () => ({ renditions: "/renditions/" }),

    addAttributes() {
      const { renditions } = this.options
      return {
        file: { default: "", parseHTML: (element) => fileOf(element, renditions), rendered: false },
        src: { default: "", parseHTML: (element) => ownPath(element.getAttribute("src"), renditions), rendered: false },
        elsewhere: {
          default: "",
          parseHTML: (element) => (fileOf(element, renditions) ? "" : elsewhere(element)),
          rendered: false,
        },
        alt: { default: "", parseHTML: (element) => element.getAttribute("alt") ?? "", rendered: false },
      }
    },

    parseHTML: () => [{ tag: "img" }],
    // The browser loads an address in `src`, even if the element is not shown.
    renderHTML: ({ node: { attrs } }) => [
      "img",
      { "data-file": attrs.file || null, src: attrs.src || null, "data-src": attrs.elsewhere || null, alt: attrs.alt },
    ],

    addNodeView() {
      const { editor } = this
      return ({ node: { attrs }, getPos }) => {
        if (attrs.file && attrs.src) return { dom: crel("img", { src: attrs.src, alt: attrs.alt }) }
        const button = crel("button", { type: "button", textContent: "Choose from the library…" })
        button.addEventListener("click", () => {
          const { state, view } = editor
          view.dispatch(state.tr.setSelection(NodeSelection.create(state.doc, getPos())))
          editor.commands.insertFigure()
        })
        const text = crel("span", { textContent: missing(attrs) })
        return {
          dom: crel("div", { className: "picture-missing", contentEditable: "false" }, [text, button]),
          stopEvent: ({ target }) => target === button,
          ignoreMutation: () => true,
        }
      }
    },
  }),
)

export const Caption = ofGrammar(
  Node.create({
    name: "caption",
    isolating: true,
    // Runs before line breaks and lists.
    priority: 110,
    parseHTML: () => [{ tag: "figcaption" }],
    renderHTML: () => ["figcaption", 0],

    addKeyboardShortcuts() {
      const { editor, name } = this
      const inCaption = ({ selection: { $from, empty } }) => empty && $from.parent.type.name === name
      return {
        Enter: () => {
          const { state, view } = editor
          if (!inCaption(state)) return false
          const after = state.selection.$from.after(1)
          const tr = state.tr.insert(after, state.schema.nodes.paragraph.create())
          view.dispatch(tr.setSelection(TextSelection.create(tr.doc, after + 1)).scrollIntoView())
          return true
        },
        Backspace: () => {
          const { state, view } = editor
          const { $from } = state.selection
          if (!inCaption(state) || $from.parentOffset) return false
          const figure = $from.before(1)
          const tr = $from.parent.content.size ? state.tr : state.tr.delete($from.before(), $from.after())
          view.dispatch(tr.setSelection(NodeSelection.create(tr.doc, figure)))
          return true
        },
      }
    },
  }),
)
