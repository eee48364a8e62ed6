// The front end's preview beside the form. It is told whenever the story has been saved.

const link = document.querySelector("a[data-preview]")
const panel = document.getElementById("preview-panel")
// Some minutes before the address expires, a new one is asked for.
const EARLY = 5 * 60_000

let frame = null
let until = 0

const load = async () => {
  const answer = await fetch(link.dataset.preview, { headers: { accept: "application/json" } }).catch(() => null)
  if (!answer?.ok || answer.redirected) return false
  const given = await answer.json()
  until = Date.parse(given.until)
  frame.src = given.address
  return true
}

const refresh = async () => {
  if (panel.hidden) return
  if (Date.now() > until - EARLY) await load()
  else frame.contentWindow.postMessage({ type: "newsroom:preview" }, new URL(frame.src).origin)
}

const open = async () => {
  frame ??= panel.appendChild(Object.assign(document.createElement("iframe"), { title: "Preview" }))
  if (!(await load())) {
    location.assign(link.href)
    return
  }
  panel.hidden = false
  document.body.classList.add("with-preview")
  link.setAttribute("aria-expanded", "true")
}

const close = () => {
  panel.hidden = true
  document.body.classList.remove("with-preview")
  link.setAttribute("aria-expanded", "false")
  link.focus()
}

if (link && panel) {
  link.setAttribute("role", "button")
  link.setAttribute("aria-controls", panel.id)
  link.setAttribute("aria-expanded", "false")
  const top = document.createElement("div")
  top.className = "panel-top"
  const title = Object.assign(document.createElement("h2"), { textContent: "Preview" })
  const button = Object.assign(document.createElement("button"), { type: "button", className: "close", textContent: "Close" })
  button.addEventListener("click", close)
  top.append(title, button)
  panel.append(top)
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    if (panel.hidden) open()
    else close()
  })
  link.addEventListener("keydown", (event) => {
    if (event.key !== " ") return
    event.preventDefault()
    link.click()
  })
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close()
  })
  document.addEventListener("autosave:saved", refresh)
}
