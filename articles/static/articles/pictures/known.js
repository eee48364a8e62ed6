/** What the library says of pictures: asked for once, together, and told to whoever shows them. */

import { get, post } from "../picking/answers.js"

const { pictures: address, mostBytes } = document.querySelector("[data-pictures]")?.dataset ?? {}
const known = new Map()
const listeners = new Map()
let wanted = new Set()

const know = (picture) => {
  known.set(picture.id, picture)
  for (const tell of listeners.get(picture.id) ?? []) tell(picture)
  return picture
}

const ask = async () => {
  const parameters = new URLSearchParams([...wanted].map((id) => ["id", id]))
  wanted = new Set()
  try {
    for (const picture of (await get(address, parameters)).pictures) know(picture)
  } catch {
    // The pictures are shown without their words.
  }
}

/** Calls `tell` with the picture, now or when it is known, and whenever its words change. Returns how to end that. */
export const follow = (id, tell) => {
  listeners.set(id, (listeners.get(id) ?? new Set()).add(tell))
  if (known.has(id)) tell(known.get(id))
  else if (address) {
    if (!wanted.size) queueMicrotask(ask)
    wanted.add(id)
  }
  return () => listeners.get(id).delete(tell)
}

const megabytes = (bytes) => Math.ceil(bytes / 1e5) / 10

/** Takes a file into the library and gives the picture. Throws an Error with a sentence. */
export const upload = async (file) => {
  if (file.size > Number(mostBytes)) {
    throw new Error(`“${file.name}” has ${megabytes(file.size)} MB; at most ${megabytes(mostBytes)} are accepted.`)
  }
  return know(await post(address, { file }))
}

/** Changes words of a picture in the library. Throws an Error with a sentence, and `reasons` by field. */
export const describe = async (id, words) => know(await post(address, { id, ...words }))

/** Whether this account may upload. */
export const uploads = () => Boolean(document.querySelector("[data-uploads]"))

/** Those of dropped, pasted or chosen files that are pictures. */
export const picturesOf = (data) => [...(data?.files ?? [])].filter(({ type }) => type.startsWith("image/"))
