/** What the writing screen's form holds, and where its parts are. */

export const form = document.getElementById("article_form")
export const place = document.getElementById("autosave")

// Tokens and fingerprints change without anybody writing; rows that only serve as patterns are nobody's.
const isOwn = (name) => !name.startsWith("_") && name !== "csrfmiddlewaretoken" && !name.includes("__prefix__")

/** Names and values to be sent: all that belongs to the story, and what it began from. */
export const entries = () => {
  const all = [...new FormData(form)].filter(([, value]) => typeof value === "string")
  const hidden = [...form.querySelectorAll("input[name=_seen], input[name=_new]")]
  return [...all.filter(([name]) => isOwn(name)), ...hidden.map(({ name, value }) => [name, value])]
}

/** The same as a text to be compared, without what it began from. */
export const content = () => JSON.stringify(entries().filter(([name]) => isOwn(name)))

export const field = (name) => form.elements.namedItem(name)

/** The member of the story that somebody is in, as the server calls it; "" outside. */
export const member = () => {
  const at = document.activeElement
  if (!form.contains(at)) return ""
  if (at.closest(".ProseMirror")) return "body"
  const group = at.closest("[id$=-group]")?.id.replace("-group", "")
  const lists = { bylines: "authors", tag_places: "tags", related_stories: "related", image_uses: "pictures" }
  if (group) return lists[group] ?? "text_pictures"
  return at.closest("[id^=field-]")?.id.replace("field-", "") ?? ""
}

let editor = null
document.addEventListener("prose-editor:ready", ({ detail }) => {
  if (form?.contains(detail.textarea)) editor = detail.editor
})

/** The editor of the text, once it is there. */
export const textEditor = () => editor
