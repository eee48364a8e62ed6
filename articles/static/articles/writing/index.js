/** What follows typing on the writing screen: counters, previews, summaries of what is folded, and shortcuts. */

import { count, grow } from "./counting.js"
import { summarise } from "./folding.js"
import { listen } from "./keys.js"
import { measure } from "./length.js"
import { preview } from "./previewing.js"

for (const field of document.querySelectorAll("textarea[data-sensible], input[data-sensible]")) count(field)
for (const field of document.querySelectorAll(".head textarea")) grow(field)
for (const dates of document.querySelectorAll(".writing fieldset.dates")) summarise(dates)
const previews = document.querySelector("[data-previews]")
if (previews) preview(previews)

// A headline is one line: Enter goes on to the standfirst.
document.getElementById("id_headline")?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey) return
  event.preventDefault()
  document.getElementById("id_standfirst")?.focus()
})

measure()
listen()
