/** Before a form is sent: refuses what could not be saved, while every word is still on the page. */

const { mostBytes, mostFields } = document.getElementById("sending").dataset
const GATEWAYS = [502, 503, 504]
const asked = new WeakSet()
const passed = new WeakSet()

const megabytes = (bytes) => `${Math.ceil(bytes / 1e5) / 10} MB`

const tooMuch = (form, submitter) => {
  const data = new FormData(form, submitter)
  for (const input of form.querySelectorAll("input[type=file][data-most-bytes]")) {
    const file = input.files[0]
    if (file && file.size > input.dataset.mostBytes) {
      return `The file has ${megabytes(file.size)}; at most ${megabytes(input.dataset.mostBytes)} are accepted. Choose a smaller one.`
    }
  }
  const words = [...data].filter(([, value]) => typeof value === "string")
  const bytes = new TextEncoder().encode(new URLSearchParams(words).toString()).length
  if (bytes > mostBytes) {
    return `This is more than can be saved at once: ${megabytes(bytes)} of ${megabytes(mostBytes)}. Make it smaller: pictures belong in the picture library, not in the text.`
  }
  if (words.length > mostFields) return "There are more rows than can be saved at once. Remove some."
  return ""
}

const unreachable = async () => {
  try {
    const { status } = await fetch("/healthz", { cache: "no-store", credentials: "omit" })
    if (!GATEWAYS.includes(status)) return ""
  } catch {
    // No answer at all.
  }
  return "The newsroom cannot be reached. Keep this page open, wait a moment, then save again."
}

/** Renews this page's token, which expires when another window signs in again. */
const renewToken = (form) => {
  const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)
  const token = form.querySelector("input[name=csrfmiddlewaretoken]")
  if (cookie && token) token.value = cookie[1]
}

const say = (form, sentence) => {
  form.querySelector("[data-not-sent]")?.remove()
  if (!sentence) return
  const note = Object.assign(document.createElement("p"), { className: "errornote", tabIndex: -1 })
  note.dataset.notSent = ""
  note.setAttribute("role", "alert")
  note.textContent = `Not saved, and nothing is lost. ${sentence}`
  form.prepend(note)
  note.focus()
}

document.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event
  if (!form.matches("#content-main form[method=post]:not(#changelist-form)")) return
  if (passed.has(form) || event.defaultPrevented) return
  event.preventDefault()
  if (asked.has(form)) return
  asked.add(form)
  const trouble = tooMuch(form, submitter) || (await unreachable())
  asked.delete(form)
  say(form, trouble)
  if (trouble) return
  renewToken(form)
  passed.add(form)
  form.requestSubmit(submitter)
  passed.delete(form)
})
