/**
 * What is pasted or dropped, in the form that the grammar knows: as articles.body.clean would have it, so that the
 * editor shows what will be stored. tests/articles/body/pasted.py holds both to the same.
 */

import { Extension, Plugin, pm } from "django-prose-editor/editor"
import { placeBehind } from "../placing.js"
import { blocksOf, fitted } from "./blocks.js"
import { leaveOut } from "./leaving_out.js"
import { listOfficeItems } from "./office_lists.js"
import { markPlainly } from "./marks.js"
import { paragraphsOf } from "./plain_text.js"
import "./code.js"
import "./figures.js"
import "./frames.js"
import "./headings.js"
import "./lists.js"
import "./quotations.js"
import "./tables.js"

const { Fragment, Slice } = pm.model

/** HTML of anywhere as HTML of the grammar. Nothing of it is loaded or run: the document is in no window. */
export const understood = (html, options) => {
  const { body } = new DOMParser().parseFromString(html, "text/html")
  listOfficeItems(body)
  leaveOut(body, options)
  markPlainly(body, options)
  body.replaceChildren(...fitted(blocksOf(body, options), options))
  // What styles mean has been understood; what is left of them is not for the editor to understand again.
  for (const element of body.querySelectorAll("[style]")) element.removeAttribute("style")
  return body.innerHTML
}

const holds = (container, node) =>
  node.type.name === "paragraph" || (container.type.name === "listItem" && /List$/.test(node.type.name))

/** Whether a slice holds what cannot stand where the cursor is, and would take the container apart. */
const tooLarge = ({ content }, { $from }) => {
  if ($from.depth < 2) return false
  const only = content.childCount === 1 ? content.firstChild : null
  const inTable = $from.node(1).type.name === "table"
  if (only?.isTextblock || (inTable && /^table/.test(content.firstChild?.type.name))) return false
  return !content.content.every((node) => holds($from.node(-1), node))
}

export const Pasting = Extension.create({
  name: "pasting",
  priority: 150,
  addOptions: () => ({}),

  addProseMirrorPlugins() {
    const { options } = this
    return [
      new Plugin({
        props: {
          // What the editor itself has copied is in order, and carries how it was cut.
          transformPastedHTML: (html) => (html.includes("data-pm-slice") ? html : understood(html, options)),
          clipboardTextParser: (text, _context, _plain, { state }) =>
            new Slice(Fragment.from(paragraphsOf(text, state.schema)), 1, 1),
          handlePaste: ({ state, dispatch }, _event, slice) => {
            if (!slice.content.childCount || !tooLarge(slice, state.selection)) return false
            dispatch(placeBehind(state.tr, slice.content))
            return true
          },
        },
      }),
    ]
  },
})
