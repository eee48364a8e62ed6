/** Inserting pictures into the text, only from the library. Files that are dropped or pasted go into it first. */

import { Extension, Plugin, crel, pm } from "django-prose-editor/editor"
import { ask } from "./dialog.js"
import { picturesOf, upload, uploads } from "../pictures/known.js"
import { pick } from "../pictures/library.js"
import { askWords } from "../pictures/words.js"
import { notify, unnotify } from "./notice.js"
import { place, placeBetween } from "./placing.js"

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

/** The place between two blocks that is nearest to a position, and to `y` in the window; the end without either. */
const boundary = (view, pos, y = Infinity) => {
  const { state } = view
  if (pos === undefined) return state.doc.content.size
  const $pos = state.doc.resolve(pos)
  if (!$pos.depth) return pos
  const { top, bottom } = view.nodeDOM($pos.before(1)).getBoundingClientRect()
  return y < (top + bottom) / 2 ? $pos.before(1) : $pos.after(1)
}

/** Upload files one after the other, and place each where the first was dropped or pasted, however that place moves. */
const takeIn = async (editor, files, pos) => {
  let at = pos
  const follow = ({ transaction }) => {
    at = transaction.mapping.map(at)
  }
  editor.on("transaction", follow)
  for (const file of files) {
    notify(editor.view, `Uploading ${file.name}…`)
    try {
      const picture = await upload(file)
      unnotify(editor.view)
      const { nodes } = editor.schema
      const figure = nodes.figure.create(null, [nodes.image.create({ file: picture.id, src: picture.url })])
      editor.view.dispatch(placeBetween(editor.state.tr, at, figure))
      if (picture.missing.length) await askWords(picture)
      editor.commands.focus()
    } catch (error) {
      notify(editor.view, error.message)
    }
  }
  editor.off("transaction", follow)
}

const chooseFiles = (editor) => {
  if (!uploads()) return notify(editor.view, "Your account may not upload pictures.")
  const input = crel("input", { type: "file", accept: "image/*", multiple: true })
  input.addEventListener("change", () => takeIn(editor, picturesOf(input), boundary(editor.view, editor.state.selection.to)))
  input.click()
}

/** Handle pasted or dropped picture files, unless HTML was copied with them. */
const handleFiles = (editor, data, pos) => {
  const files = data?.types.includes("text/html") ? [] : picturesOf(data)
  if (!files.length) return false
  if (uploads()) takeIn(editor, files, pos)
  else notify(editor.view, ONLY_FROM_LIBRARY)
  return true
}

const filing = (editor) =>
  new Plugin({
    props: {
      handlePaste: (view, event) => handleFiles(editor, event.clipboardData, boundary(view, view.state.selection.to)),
      handleDrop: (view, event) => {
        const found = view.posAtCoords({ left: event.clientX, top: event.clientY })
        return handleFiles(editor, event.dataTransfer, boundary(view, found?.pos, event.clientY))
      },
      transformPasted: (slice, view) => {
        slice.content.descendants(({ type, attrs }) => {
          if (type.name === "image" && !attrs.file) notify(view, ONLY_FROM_LIBRARY)
        })
        return slice
      },
    },
  })

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
      uploadFigure:
        () =>
        ({ editor, dispatch }) => {
          if (dispatch) setTimeout(() => chooseFiles(editor))
          return true
        },
    }
  },

  addProseMirrorPlugins() {
    const { editor } = this
    return [filing(editor)]
  },

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
