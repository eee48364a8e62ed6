/** What a picker asks for, in this story as it is by now. */

import { get } from "./answers.js"

const keysOf = (kind) =>
  [...document.querySelectorAll(`.picker[data-picker="${kind}"] .picked-row:not([hidden]) input[name$="-${kind}"]`)]
    .map(({ value }) => value)
    .filter(Boolean)

/** The options for what was typed, those with the nearest names first; the last one may be to make it. */
export const find = async ({ address }, typed, signal) => {
  const story = document.querySelector("[data-article]")?.dataset.article ?? ""
  const topic = document.querySelector("input[name=topic]")?.value ?? ""
  const parameters = new URLSearchParams({ q: typed, article: story, topic })
  for (const tag of keysOf("tag")) parameters.append("tag", tag)
  const { options, make } = await get(address, parameters, signal)
  return make ? [...options, { label: make, name: typed, isNew: true }] : options
}
