/** The story as a search engine lists it and as it looks when it is shared, while it is written. */

const value = (name) => document.getElementById(`id_${name}`)?.value.trim() ?? ""

/** About what the newsroom makes of a headline; the real one is made when the story is saved. */
const readable = (text) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 94)
    .replace(/^-|-$/g, "")

const lead = () => {
  const rows = [...document.querySelectorAll(".picture-row:not([hidden])")]
  const row = rows.find((one) => one.querySelector("[name$=-role]")?.value === "lead")
  return row?.querySelector(".chosen-picture img")?.src ?? ""
}

const show = (place) => {
  const title = value("seo_title") || value("headline") || "Headline"
  const description = value("seo_description") || value("standfirst")
  const address = place.dataset.address
    .replace("{slug}", value("slug") || readable(value("headline")) || "…")
    .replace("{topic}", readable(value("topic")) || "…")
  for (const element of place.querySelectorAll("[data-shows=title]")) element.textContent = title
  for (const element of place.querySelectorAll("[data-shows=description]")) element.textContent = description
  place.querySelector("[data-shows=address]").textContent = address.replace(/^https?:\/\//, "")
  const image = place.querySelector("img")
  const src = lead()
  image.hidden = !src
  if (src && image.src !== src) image.src = src
}

export const preview = (place) => {
  let waits = false
  const soon = () => {
    if (waits) return
    waits = true
    requestAnimationFrame(() => {
      waits = false
      show(place)
    })
  }
  const form = place.closest("form")
  form.addEventListener("input", ({ target }) => {
    if (target.id !== "id_body") soon()
  })
  show(place)
}
