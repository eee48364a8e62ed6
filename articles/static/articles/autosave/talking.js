/** Requests to the newsroom. Whatever happens, the answer says what. */

import { place } from "./form.js"

let renewed = ""

const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? renewed

/**
 * Send entries to one of the story's addresses ("autosave", "present", "kept").
 *
 * Resolves to `{ok: true, answer}`, `{offline: true}`, `{signedOut: answer}` or `{refused: sentence, isGone}`.
 */
export const post = async (what, entries, { story = place.dataset.story, keepalive = false, again = true } = {}) => {
  const body = new URLSearchParams([...entries, ["_account", place.dataset.account]])
  let response
  try {
    response = await fetch(`${place.dataset.at}${story}/${what}/`, {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": token() },
      body,
      keepalive,
    })
  } catch {
    return { offline: true }
  }
  if ([502, 504].includes(response.status)) return { offline: true }
  const answer = await response.json().catch(() => null)
  if (answer?.token) renewed = answer.token
  if (answer?.again && again) {
    // Somebody has just signed in, or the token was an old one.
    const rest = entries.filter(([name]) => !name.startsWith("_sign_in-"))
    return post(what, rest, { story, keepalive, again: false })
  }
  if (answer?.problem === "signed_out") return { signedOut: answer }
  if (response.ok && answer && !answer.again) return { ok: true, answer }
  const sentence = answer?.sentence ?? `Not saved: the newsroom answered with error ${response.status}.`
  return { refused: sentence, isGone: response.status === 410 }
}
