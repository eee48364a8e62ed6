// The front end's preview beside the form. It is told whenever the story has been saved.

import { attach } from "./panel.js"

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

const begin = () => {
  frame ??= panel.appendChild(Object.assign(document.createElement("iframe"), { title: "Preview" }))
  return load()
}

if (link && panel) {
  attach(link, panel, "preview", { load: begin })
  document.addEventListener("autosave:saved", refresh)
}
