/** Says beside the title of folded dates which are set, in the language and the manner of the browser's own fields. */

const written = (value) => new Date(value).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" })

export const summarise = (fieldset) => {
  const title = fieldset.querySelector("summary")
  if (!title) return
  const note = Object.assign(document.createElement("span"), { className: "fold-note" })
  title.append(note)
  const fields = [...fieldset.querySelectorAll("input[type=datetime-local]")]
  const show = () => {
    const set = fields.filter(({ value }) => value)
    note.textContent = set.map((field) => `${field.labels[0].textContent.trim()} ${written(field.value)}`).join(", ")
  }
  fieldset.addEventListener("input", show)
  show()
}
