/** Find and replace in the text, in a bar above it. */

import { Extension, Plugin, crel, pm } from "django-prose-editor/editor"

const { PluginKey, TextSelection } = pm.state
const { Decoration, DecorationSet } = pm.view

const key = new PluginKey("finding")
const NOTHING = { words: "", found: [], now: 0 }

/** Where the words stand, whatever their case: [from, to]. */
const places = (doc, words) => {
  if (!words) return []
  const pattern = new RegExp(words.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&"), "giu")
  const found = []
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true
    // Whatever is no text counts as one character, as it does in positions.
    const text = node.textBetween(0, node.content.size, null, "\ufffc")
    for (const match of text.matchAll(pattern)) found.push([pos + 1 + match.index, pos + 1 + match.index + match[0].length])
    return false
  })
  return found
}

const apply = (tr, before) => {
  const asked = tr.getMeta(key)
  if (!asked && !tr.docChanged) return before
  const { words, now } = { ...before, ...asked }
  if (!words) return NOTHING
  const found = asked?.words === undefined && !tr.docChanged ? before.found : places(tr.doc, words)
  return { words, found, now: found.length ? ((now % found.length) + found.length) % found.length : 0 }
}

const decorations = (state) => {
  const { found, now } = key.getState(state)
  const marks = found.map(([from, to], at) => Decoration.inline(from, to, { class: at === now ? "found found-now" : "found" }))
  return DecorationSet.create(state.doc, marks)
}

const button = (text, does) => {
  const element = crel("button", { type: "button", className: "quiet-button", textContent: text })
  element.addEventListener("click", does)
  return element
}

/** The bar, which is there once. `editor.storage.finding` keeps it. */
const bar = (editor) => {
  const { view } = editor
  const find = crel("input", { type: "text", placeholder: "Find", autocomplete: "off", "aria-label": "Find" })
  const replace = crel("input", { type: "text", placeholder: "Replace with", autocomplete: "off", "aria-label": "Replace with" })
  const told = crel("output", {})
  const state = () => key.getState(view.state)

  const tell = () => {
    const { words, found, now } = state()
    told.textContent = found.length ? `${now + 1} of ${found.length}` : words ? "Not found" : ""
    const place = found[now]
    if (place) view.domAtPos(place[0]).node.parentElement?.scrollIntoView({ block: "center" })
  }
  const ask = (asked) => {
    view.dispatch(view.state.tr.setMeta(key, asked))
    tell()
  }
  const step = (by) => ask({ now: state().now + by })
  const put = (tr, [from, to]) => (replace.value ? tr.insertText(replace.value, from, to) : tr.delete(from, to))
  const one = () => {
    const { found, now } = state()
    if (found.length) view.dispatch(put(view.state.tr, found[now]))
    tell()
  }
  const all = () => {
    const { found } = state()
    const { tr } = view.state
    for (const place of found.toReversed()) put(tr, place)
    view.dispatch(tr)
    told.textContent = `${found.length} replaced`
  }
  const close = () => {
    const { found, now } = state()
    const { tr } = view.state
    if (found.length) tr.setSelection(TextSelection.create(tr.doc, ...found[now]))
    view.dispatch(tr.setMeta(key, { words: "" }))
    dom.remove()
    editor.commands.focus()
  }

  const dom = crel("div", { className: "prose-find", role: "search", "aria-label": "Find and replace in the text" }, [
    find,
    replace,
    button("Previous", () => step(-1)),
    button("Next", () => step(1)),
    button("Replace", one),
    button("Replace all", all),
    told,
    button("Close", close),
  ])
  told.setAttribute("role", "status")
  find.addEventListener("input", (event) => {
    event.stopPropagation()
    ask({ words: find.value, now: 0 })
  })
  replace.addEventListener("input", (event) => event.stopPropagation())
  dom.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close()
    else if (event.key === "Enter" && event.target === find) step(event.shiftKey ? -1 : 1)
    else if (event.key === "Enter" && event.target === replace) one()
    else return
    event.preventDefault()
  })
  return {
    open: () => {
      const { from, to } = view.state.selection
      const chosen = view.state.doc.textBetween(from, to, " ").slice(0, 100)
      view.dom.before(dom)
      if (chosen) find.value = chosen
      ask({ words: find.value, now: 0 })
      find.focus()
      find.select()
    },
  }
}

export const Finding = Extension.create({
  name: "finding",
  addStorage: () => ({ bar: null }),
  addCommands() {
    return {
      find:
        () =>
        ({ dispatch }) => {
          // After this transaction, because opening the bar makes one of its own.
          if (dispatch) {
            setTimeout(() => {
              this.storage.bar ??= bar(this.editor)
              this.storage.bar.open()
            })
          }
          return true
        },
    }
  },
  addKeyboardShortcuts() {
    return { "Mod-h": () => this.editor.commands.find() }
  },
  addProseMirrorPlugins: () => [
    new Plugin({ key, state: { init: () => NOTHING, apply }, props: { decorations } }),
  ],
  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "find",
      groups: "utility",
      button: buttons.material("search", "find and replace"),
      command: (editor) => editor.commands.find(),
    })
    menu.defineItem({
      name: "shortcuts",
      groups: "utility",
      priority: 50,
      button: buttons.material("keyboard", "shortcuts"),
      command: () => document.dispatchEvent(new Event("articles:shortcuts")),
    })
  },
})
