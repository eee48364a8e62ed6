/** Choosing a picture from the library in a pop-up, which answers as CKEditor's file browsers do. */

const waiting = new Map()

const listen = () => {
  window.CKEDITOR ??= {}
  window.CKEDITOR.tools ??= {}
  const before = window.CKEDITOR.tools.callFunction
  window.CKEDITOR.tools.callFunction = (number, ...answer) => {
    const choose = waiting.get(Number(number))
    waiting.delete(Number(number))
    return choose ? choose(...answer) : before?.(number, ...answer)
  }
}

const choose = (row, url, { id, title }) => {
  const select = row.querySelector("select[name$=-image]")
  select.replaceChildren(new Option(title || "Chosen picture", id, true, true))
  window.django.jQuery(select).trigger("change")
  show(row, url)
}

const show = (row, url) => {
  const place = row.querySelector(".chosen-picture")
  const image = document.createElement("img")
  image.alt = ""
  image.src = url
  place.replaceChildren(...(url ? [image] : []))
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-picker]")
  if (!button) return
  const row = button.closest(".ordered-row")
  const number = waiting.size + 1
  waiting.set(number, (url, picture) => choose(row, picture.thumbnail ?? url, picture))
  window.open(`${button.dataset.picker}?CKEditorFuncNum=${number}`, "_blank", "width=900,height=700")
})

// The thumbnail of a picture that is chosen by typing is not known here, so the old one is removed.
window.django.jQuery(document).on("select2:select", "select[name$=-image]", ({ target }) => {
  const row = target.closest(".ordered-row")
  if (row) show(row, "")
})

// The first picture of a story is usually its lead.
document.addEventListener("formset:added", ({ target }) => {
  const role = target.querySelector("select[name$=-role]")
  if (!role) return
  const others = [...document.querySelectorAll(".ordered-row:not(.empty-form) select[name$=-role]")]
  if (!others.some((other) => other !== role && other.value === "lead")) role.value = "lead"
})

listen()
