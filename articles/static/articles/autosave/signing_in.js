/** A dialog in which somebody whose session has ended signs in again and goes on writing. */

import { post } from "./talking.js"

const dialog = document.getElementById("sign-in-again")
const part = (name) => dialog.querySelector(`[data-part=${name}]`)

let isDone = () => {}

const ask = ({ asks, errors, sentence }) => {
  for (const name of ["password", "code"]) {
    part(name).hidden = name !== asks
    for (const input of part(name).querySelectorAll("input")) input.required = name === asks
  }
  part("sentence").textContent = asks === "code" ? sentence : part("sentence").dataset.words
  part("errors").textContent = errors ?? ""
  part(asks).querySelector("input").focus()
}

const send = async (entries) => {
  const { signedOut, offline, refused } = await post("present", entries)
  if (signedOut) return ask(signedOut)
  if (offline || refused) {
    part("errors").textContent = refused ?? "The newsroom cannot be reached. Wait a moment, then try again."
    return
  }
  dialog.close()
  isDone()
}

dialog?.addEventListener("submit", (event) => {
  event.preventDefault()
  const words = [...new FormData(event.target)].filter(([, value]) => value)
  event.target.reset()
  send(words)
})
dialog?.querySelector("[data-later]").addEventListener("click", () => dialog.close())
// Somebody who has signed in in another window comes back to this one.
window.addEventListener("focus", () => {
  if (dialog?.open) send([])
})

/** Open the dialog, once. `done` is called when somebody has signed in. */
export const signIn = (answer, done) => {
  isDone = done
  if (!dialog || dialog.open) return
  dialog.showModal()
  ask(answer)
}
