/** Counts the characters of a field against a sensible length, and lets a text area be as high as its text. */

const characters = (text) => [...text.replace(/\s+/g, " ").trim()].length

/** Shows beneath a field how many characters it has of `data-sensible`. Nothing is refused. */
export const count = (field) => {
  const sensible = Number(field.dataset.sensible)
  const note = Object.assign(document.createElement("p"), { className: "counter", id: `${field.id}-counter` })
  field.setAttribute("aria-describedby", [field.getAttribute("aria-describedby"), note.id].filter(Boolean).join(" "))
  field.after(note)
  const show = () => {
    const length = characters(field.value)
    note.textContent = length ? `${length} of ${sensible} characters` : ""
    note.classList.toggle("is-over", length > sensible)
    if (length > sensible) note.textContent += `: long for ${field.dataset.where}`
  }
  field.addEventListener("input", show)
  show()
}

/** For browsers in which style sheets cannot do it. */
export const grow = (field) => {
  if (CSS.supports("field-sizing", "content")) return
  const fit = () => {
    field.style.height = "auto"
    field.style.height = `${field.scrollHeight}px`
  }
  field.addEventListener("input", fit)
  addEventListener("resize", fit)
  fit()
}
