/** Pictures in the text, with a caption for this place. One that is not from the library is never loaded. */

import { Node, crel, pm } from "django-prose-editor/editor"
import { follow } from "../pictures/known.js"
import { askWords } from "../pictures/words.js"
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

/** The credit under a picture, as readers will see it, and what is missing. A button changes both in the library. */
const words = (editor, getPos, file) => {
  const caption = crel("button", { type: "button", className: "figure-caption" })
  const credit = crel("button", { type: "button", className: "figure-credit" })
  const dom = crel("div", { className: "figure-words", contentEditable: "false" }, [caption, credit])
  let picture = null
  const end = follow(file, (found) => {
    picture = found
    caption.textContent = found.caption || "Add a caption"
    caption.title = "Write a caption for this story"
    credit.textContent = [found.credit, ...found.missing.map((need) => `needs ${need}`)].filter(Boolean).join(" · ")
    credit.title = "Change the words of the picture"
    credit.classList.toggle("is-missing", Boolean(found.missing.length))
  })
  credit.addEventListener("click", async () => {
    await askWords(picture)
    editor.commands.focus()
  })
  caption.addEventListener("click", () => {
    const { state, view } = editor
    const at = getPos() + state.doc.nodeAt(getPos()).nodeSize
    const text = picture.caption ? state.schema.text(picture.caption) : null
    const tr = state.tr.insert(at, state.schema.nodes.caption.create(null, text))
    view.dispatch(tr.setSelection(TextSelection.create(tr.doc, at + 1 + picture.caption.length)))
    view.focus()
  })
  return { dom, end }
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
        if (attrs.file && attrs.src) {
          const shown = words(editor, getPos, attrs.file)
          const image = crel("img", { src: attrs.src, alt: attrs.alt })
          return {
            dom: crel("div", { className: "figure-image" }, [image, shown.dom]),
            stopEvent: ({ target }) => shown.dom.contains(target),
            ignoreMutation: () => true,
            destroy: shown.end,
          }
        }
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
