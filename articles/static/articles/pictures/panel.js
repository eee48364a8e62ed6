/** The lead and the gallery beside the text: uploaded here, dropped here, or chosen from the library. */

import { drag } from "../picking/dragging.js"
import { walkable } from "../picking/list.js"
import { rowsOf } from "../picking/rows.js"
import { follow, picturesOf, upload, uploads } from "./known.js"
import { pick } from "./library.js"
import { askWords } from "./words.js"

const panel = document.querySelector(".picker-pictures")

const show = (row, picture) => {
  const image = document.createElement("img")
  image.alt = ""
  image.src = picture.thumbnail
  row.querySelector(".chosen-picture").replaceChildren(image)
  row.querySelector("[data-name]").textContent = picture.title
  row.querySelector("[data-note]").textContent = picture.credit
  for (const [name, own] of [["caption", picture.caption], ["alt_text", picture.alternative_text]]) {
    row.querySelector(`[name$="-${name}"]`).placeholder = own
  }
  const needs = row.querySelector("[data-needs]")
  const described = row.querySelector('[name$="-alt_text"]').value.trim()
  const missing = picture.missing.filter((need) => !(described && need === "alternative text"))
  const button = document.createElement("button")
  button.type = "button"
  button.className = "own-words"
  button.textContent = missing.length ? "Write it…" : "The picture’s own credit and words…"
  button.addEventListener("click", () => askWords(picture))
  row.querySelector(".own-words")?.remove()
  needs.replaceChildren(missing.length ? `Needs ${missing.join(" and ")}. ` : "")
  needs.hidden = !missing.length
  const place = missing.length ? needs : row.querySelector(".words")
  place.append(button)
}

const start = (last) => {
  const rows = rowsOf(panel)
  const problem = panel.querySelector(".picker-problem")
  const status = panel.querySelector("[role=status]")
  const say = (words) => {
    status.textContent = words
  }
  const list = walkable(rows, { behind: last, say })
  const watch = (row) => follow(rows.keyOf(row), (picture) => show(row, picture))

  const add = (picture) => {
    const row = rows.add({ id: picture.id, name: picture.title, note: picture.credit })
    const others = rows.kept().filter((one) => one !== row)
    const role = (one) => one.querySelector("[name$=-role]")
    // The first picture of a story is usually its lead.
    role(row).value = others.some((one) => role(one).value === "lead") ? "gallery" : "lead"
    list.dress(row)
    watch(row)
    say(`${picture.title} is added.`)
  }

  const take = async (files) => {
    problem.textContent = ""
    for (const file of files) {
      say(`Uploading ${file.name}…`)
      panel.setAttribute("aria-busy", "true")
      try {
        const picture = await upload(file)
        add(picture)
        if (picture.missing.length) await askWords(picture)
      } catch (error) {
        problem.textContent = error.message
      }
      panel.removeAttribute("aria-busy")
    }
  }

  panel.querySelector("[data-library]").addEventListener("click", ({ target }) =>
    // What the pop-up hands over is completed by what the library knows.
    pick(target.dataset.library, (_url, { id, title, thumbnail, caption, alternative_text }) =>
      add({ id, title, thumbnail, caption, alternative_text, credit: "", missing: [] }),
    ),
  )
  panel.querySelector("[data-upload]")?.addEventListener("click", () => {
    const input = document.createElement("input")
    Object.assign(input, { type: "file", accept: "image/*", multiple: true })
    input.addEventListener("change", () => take(picturesOf(input)))
    input.click()
  })
  panel.addEventListener("dragover", (event) => {
    if (!uploads() || !event.dataTransfer.types.includes("Files")) return
    event.preventDefault()
    panel.classList.add("is-over")
  })
  panel.addEventListener("dragleave", () => panel.classList.remove("is-over"))
  panel.addEventListener("drop", (event) => {
    panel.classList.remove("is-over")
    const files = picturesOf(event.dataTransfer)
    if (!uploads() || !files.length) return
    event.preventDefault()
    take(files)
  })
  for (const row of rows.kept()) if (rows.keyOf(row)) watch(row)
  drag(rows)
  panel.classList.add("is-picking")
}

const last = panel?.querySelector("[data-library]")
if (last) start(last)
