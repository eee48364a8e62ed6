/** Asks before a page is left with something in a form that was not sent. */

const FORMS = "#content-main form[method=post]:not(#changelist-form)"
// Whatever somebody does to a form begins with one of these. Editors and boxes fill themselves in before that.
const BEGINNINGS = ["pointerdown", "keydown", "paste", "drop", "input"]

const before = new Map()
let isSent = false

const content = (form) => JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value.name ?? value]))

const remember = () => {
  for (const form of document.querySelectorAll(FORMS)) {
    if (!before.has(form)) before.set(form, content(form))
  }
}

for (const kind of BEGINNINGS) document.addEventListener(kind, remember, { capture: true, once: true })

// After all other listeners, which may refuse to send it.
window.addEventListener("submit", (event) => {
  if (event.target.matches(FORMS)) isSent = !event.defaultPrevented
})

// A form that saves by itself has nothing left to lose.
document.addEventListener("autosave:saved", ({ target }) => before.set(target, content(target)))

window.addEventListener("beforeunload", (event) => {
  if (isSent) return
  const isUnsaved = (form) => form.querySelector(".not-saved") || (before.get(form) ?? content(form)) !== content(form)
  if ([...document.querySelectorAll(FORMS)].some(isUnsaved)) event.preventDefault()
})
