/** Links, to addresses that can be followed. */

import { Link as BaseLink } from "django-prose-editor/editor"
import { leads, understand } from "./address.js"
import { ask } from "./dialog.js"

const linksTo = (schemes) =>
  BaseLink.extend({
    addOptions() {
      return {
        ...this.parent?.(),
        enableTarget: false,
        defaultProtocol: "https",
        isAllowedUri: (href) => leads(href, schemes),
        shouldAutoLink: (text) => !understand(text, schemes).reason,
      }
    },

    addAttributes: () => ({
      href: { default: null, parseHTML: (element) => element.getAttribute("href") },
      title: { default: null, parseHTML: (element) => element.getAttribute("title") || null },
    }),

    addCommands() {
      return {
        ...this.parent?.(),
        addLink:
          () =>
          ({ editor, dispatch }) => {
            if (editor.state.selection.empty && !editor.isActive("link")) return false
            if (dispatch) edit(editor, schemes)
            return true
          },
      }
    },

    addKeyboardShortcuts() {
      return { "Mod-k": () => this.editor.commands.addLink() }
    },
  })

// Options that are functions need the schemes, and options cannot refer to one another.
export const Link = { configure: ({ schemes }) => linksTo(schemes) }

const edit = async (editor, schemes) => {
  const { href, title } = editor.getAttributes("link")
  const values = await ask({
    title: "Link",
    submit: href ? "Change link" : "Add link",
    fields: [
      { name: "href", label: "Address", value: href ?? "", inputMode: "url" },
      { name: "title", label: "Title, shown when the pointer rests on it", value: title ?? "" },
    ],
    check: (typed) => (typed.href === href ? {} : { href: understand(typed.href, schemes).reason }),
  })
  editor.commands.focus()
  if (!values) return
  const address = values.href === href ? href : understand(values.href, schemes).href
  editor
    .chain()
    .extendMarkRange("link")
    .setMark("link", { href: address, title: values.title || null })
    .setMeta("preventAutolink", true)
    .run()
}
