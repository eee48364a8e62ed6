/** Asks the newsroom what there is to choose, and to make what is missing. */

const SIGNED_OUT = "You are signed out: sign in again in another window."
const UNREACHABLE = "The newsroom cannot be reached. Try again in a moment."

/** What is being found or made now, so that a form is not sent before its rows have keys. */
const making = new Set()

/** Keeps forms from being sent until a promise is settled; gives it back. */
export const awaited = (promise) => {
  making.add(promise)
  const done = () => making.delete(promise)
  promise.then(done, done)
  return promise
}

const answer = async (asked) => {
  let response
  try {
    response = await asked
  } catch (error) {
    throw error.name === "AbortError" ? error : new Error(UNREACHABLE)
  }
  if (!response.headers.get("Content-Type")?.includes("json")) throw new Error(response.ok ? SIGNED_OUT : UNREACHABLE)
  const data = await response.json()
  if (!response.ok) throw Object.assign(new Error(data.reason ?? UNREACHABLE), { reasons: data.reasons })
  return data
}

/** The token of this page, or the one that signing in again in another window has put in its place. */
const token = () =>
  document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ??
  document.querySelector("input[name=csrfmiddlewaretoken]").value

/** The JSON that an address answers. Throws an Error with a sentence for editors, or an AbortError. */
export const get = (address, parameters, signal) => answer(fetch(`${address}?${parameters}`, { signal }))

/** The same for what changes something. `fields` are those of a form, which may hold a file. */
export const post = (address, fields) => {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  return awaited(answer(fetch(address, { method: "POST", body, headers: { "X-CSRFToken": token() } })))
}

document.addEventListener(
  "submit",
  (event) => {
    if (!making.size) return
    event.preventDefault()
    event.stopImmediatePropagation()
    Promise.allSettled([...making]).then(() => event.target.requestSubmit(event.submitter))
  },
  true,
)
