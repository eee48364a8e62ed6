/** Offers words that were kept in this browser and never saved: show the difference, take them, drop them. */

import { form, place } from "./form.js"
import { drop, left } from "./keeping.js"
import { post } from "./talking.js"
import { moment } from "./words.js"

const pattern = document.getElementById("kept-words")

/** Send it as the form would: the page comes back with it, and with the version that it began from. */
const take = ({ key, entries }) => {
  const sent = document.createElement("form")
  sent.method = "post"
  const token = form.querySelector("input[name=csrfmiddlewaretoken]")
  for (const [name, value] of [...entries, ["_take", "1"], ["csrfmiddlewaretoken", token.value]]) {
    sent.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }))
  }
  document.body.append(sent)
  // The page that comes back keeps its own copy as soon as it has one.
  sessionStorage.setItem("newsroom:taken", key)
  sent.submit()
}

const offer = (kept, html) => {
  const box = pattern.content.firstElementChild.cloneNode(true)
  const what = place.dataset.new && kept.headline ? `“${kept.headline}”` : "this"
  box.querySelector("[data-sentence]").textContent = `You wrote ${what} at ${moment(new Date(kept.at))}, and it was never saved.`
  const difference = box.querySelector("[data-difference]")
  // From our own server, which escapes every word.
  difference.innerHTML = html
  box.querySelector("[data-take]").addEventListener("click", () => take(kept))
  box.querySelector("[data-drop]").addEventListener("click", () => {
    drop(kept.key)
    box.remove()
  })
  pattern.before(box)
}

/** Look for words that this account has left, and offer those that would change something. */
export const offerKept = async () => {
  const taken = sessionStorage.getItem("newsroom:taken")
  sessionStorage.removeItem("newsroom:taken")
  for (const kept of await left()) {
    if (kept.key === taken) continue
    const { ok, answer } = await post("kept", kept.entries, { story: kept.story })
    if (!ok) continue
    if (answer.html) offer(kept, answer.html)
    else drop(kept.key)
  }
  return taken
}
