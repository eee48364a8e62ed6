/**
 * Brings pasted or dropped content into the form of the grammar, as articles.body.clean does, so that the editor shows
 * what will be stored. The cases in tests/articles/body/pasted.py check both.
 */

import { Extension, Plugin, pm } from "django-prose-editor/editor"
import { placeBehind } from "../placing.js"
import { blocksOf, fitted } from "./blocks.js"
import { leaveOut } from "./leaving_out.js"
import { nameOfficeHeadings } from "./office_headings.js"
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

/** Any HTML as HTML of the grammar. Nothing in it is loaded or run, because the document has no window. */
export const understood = (html, options) => {
  const whole = new RegExp(`^${options.partOfTable}`, "i").test(html) ? `<table>${html}</table>` : html
  const { body } = new DOMParser().parseFromString(whole, "text/html")
  nameOfficeHeadings(body)
  listOfficeItems(body, options)
  leaveOut(body, options)
  markPlainly(body, options)
  body.replaceChildren(...fitted(blocksOf(body, options), options))
  // The styles have been interpreted, and the editor must not interpret them again.
  for (const element of body.querySelectorAll("[style]")) element.removeAttribute("style")
  return body.innerHTML
}

const holds = (container, node) =>
  node.type.name === "paragraph" || (container.type.name === "listItem" && /List$/.test(node.type.name))

/** Whether a slice holds blocks that are not allowed at the cursor and would split the cursor's container. */
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
          // Content that the editor itself copied needs no cleaning, and records how it was cut.
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
