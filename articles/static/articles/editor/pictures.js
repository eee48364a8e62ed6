/** Inserting pictures into the text, only from the library. */

import { Extension, Plugin, crel, pm } from "django-prose-editor/editor"
import { ask } from "./dialog.js"
import { notify } from "./notice.js"
import { pick } from "./picker.js"
import { place } from "./placing.js"

const ONLY_FROM_LIBRARY =
  "Pictures come from the library, with their credit: upload this one there, and insert it with the picture button."

/** The figure that the cursor is in, or that is selected: {node, pos}, or null. */
const around = ({ selection: { $from, node, from } }) => {
  if (node?.type.name === "figure") return { node, pos: from }
  for (let depth = $from.depth; depth > 0; depth--) {
    if ($from.node(depth).type.name === "figure") return { node: $from.node(depth), pos: $from.before(depth) }
  }
  return null
}

/** The part of the dialog above the words: the picture, and a button to choose another. */
const chooser = (library, chosen) => ({ alt, caption }) => {
  const preview = crel("p", { className: "dialog-picture" })
  const button = crel("button", { type: "button" })
  const reason = crel("p", { className: "dialog-reason", role: "alert" })
  const show = () => {
    preview.replaceChildren(...(chosen.src ? [crel("img", { src: chosen.src, alt: "" })] : []))
    button.textContent = chosen.file ? "Choose another picture…" : "Choose from the library…"
  }
  button.addEventListener("click", () =>
    pick(library, (src, picture) => {
      Object.assign(chosen, { src, file: picture.id })
      reason.textContent = ""
      show()
      // Empty fields mean the picture's own words, even when these change later.
      alt.placeholder = picture.alternative_text || ""
      caption.placeholder = picture.caption || ""
    }),
  )
  show()
  return {
    element: crel("div", { className: "prose-editor-dialog-field" }, [preview, button, reason]),
    complain: (text) => {
      reason.textContent = text ?? ""
    },
  }
}

const edit = async (editor, library) => {
  const figure = around(editor.state)
  const image = figure?.node.firstChild.attrs
  const chosen = { src: image?.src ?? "", file: image?.file ?? "" }
  const words = await ask({
    title: "Picture",
    submit: figure ? "Change picture" : "Insert picture",
    lead: chooser(library, chosen),
    fields: [
      { name: "alt", label: "Alternative text here, instead of the picture's own", value: image?.alt ?? "" },
      { name: "caption", label: "Caption here, instead of the picture's own", value: figure?.node.maybeChild(1)?.textContent ?? "" },
    ],
    check: () => (chosen.file ? {} : { lead: "Choose a picture from the library." }),
  })
  editor.commands.focus()
  if (!words) return
  const { nodes } = editor.schema
  const content = [nodes.image.create({ ...chosen, alt: words.alt })]
  if (words.caption) content.push(nodes.caption.create(null, editor.schema.text(words.caption)))
  const { tr } = editor.state
  if (figure) {
    tr.replaceWith(figure.pos, figure.pos + figure.node.nodeSize, nodes.figure.create(null, content))
    tr.setSelection(pm.state.NodeSelection.create(tr.doc, figure.pos))
  } else place(tr, nodes.figure.create(null, content))
  editor.view.dispatch(tr.scrollIntoView())
}

const isPicture = (file) => file.type.startsWith("image/")

/** Refuse pasted or dropped picture files, unless HTML was copied with them. */
const refuseFiles = (view, data) => {
  if (!data || data.types.includes("text/html") || ![...data.files].some(isPicture)) return false
  notify(view, ONLY_FROM_LIBRARY)
  return true
}

export const Pictures = Extension.create({
  name: "pictures",
  // Runs before all that handles pasting.
  priority: 200,
  addOptions: () => ({ picker: "" }),

  addCommands() {
    return {
      insertFigure:
        () =>
        ({ editor, dispatch }) => {
          if (dispatch) edit(editor, this.options.picker)
          return true
        },
    }
  },

  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        handlePaste: (view, event) => refuseFiles(view, event.clipboardData),
        handleDrop: (view, event) => refuseFiles(view, event.dataTransfer),
        transformPasted: (slice, view) => {
          slice.content.descendants(({ type, attrs }) => {
            if (type.name === "image" && !attrs.file) notify(view, ONLY_FROM_LIBRARY)
          })
          return slice
        },
      },
    }),
  ],

  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "figure",
      groups: "nodes",
      button: buttons.material("image", "picture from the library"),
      command: (editor) => editor.commands.insertFigure(),
      active: (editor) => editor.isActive("figure"),
    })
  },
})
