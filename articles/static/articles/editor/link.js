/** Links, to addresses that can be followed. */

import { Link as BaseLink } from "django-prose-editor/editor"
import { leads, understand } from "./address.js"
import { get } from "../picking/answers.js"
import { combobox } from "../picking/combobox.js"
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
      return {
        "Mod-k": () => {
          edit(this.editor, schemes)
          return true
        },
      }
    },
  })

// Options that are functions need the schemes, and options cannot refer to one another.
export const Link = { configure: ({ schemes }) => linksTo(schemes) }

/** Makes the address a field in which words find our own stories that readers see. */
const searchable = (input, schemes) => {
  const address = document.querySelector("[data-pages]")?.dataset.pages
  if (!address) return
  const isFree = (typed) => !understand(typed, schemes).isWords
  combobox(input, {
    label: "Our own stories",
    isFree,
    otherwise: () => input.form.requestSubmit(),
    find: async (typed, signal) =>
      typed && isFree(typed) ? [] : (await get(address, new URLSearchParams({ q: typed }), signal)).options,
    choose: (story) => {
      input.value = story.url
      input.dataset.headline = story.name
    },
  })
}

const edit = async (editor, schemes) => {
  const { href, title } = editor.getAttributes("link")
  let typed = null
  const values = await ask({
    title: "Link",
    submit: href ? "Change link" : "Add link",
    fields: [
      { name: "href", label: "Address, or words of a story’s headline", value: href ?? "", begins: true },
      { name: "title", label: "Title, shown when the pointer rests on it", value: title ?? "" },
    ],
    begin: ({ href: input }) => {
      searchable(input, schemes)
      typed = input
    },
    check: (given) => (given.href === href ? {} : { href: understand(given.href, schemes).reason }),
  })
  editor.commands.focus()
  if (!values) return
  const address = values.href === href ? href : understand(values.href, schemes).href
  const attrs = { href: address, title: values.title || null }
  if (editor.state.selection.empty && !href) {
    // Nothing is selected: the story's headline, or the address, is what is linked.
    const text = (address === typed.value && typed.dataset.headline) || values.href
    editor.commands.insertContent({ type: "text", text, marks: [{ type: "link", attrs }] })
    return
  }
  editor
    .chain()
    .extendMarkRange("link")
    .setMark("link", attrs)
    .setMeta("preventAutolink", true)
    .run()
}
