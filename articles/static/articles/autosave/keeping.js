/** Words that could not be sent, kept in this browser for one account and one story. Bounded in number, size and age. */

import { place } from "./form.js"

const PREFIX = "newsroom:kept:"
const DAYS = 14
const MOST = 20
// Browsers give a site about five million characters.
const MOST_CHARACTERS = 3_000_000

const account = `${PREFIX}${place?.dataset.account}:`
// One for each window: two windows of one story do not replace each other's words.
const own = `${account}${place?.dataset.story}:${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`

const read = (key) => {
  try {
    const found = JSON.parse(localStorage.getItem(key))
    return Array.isArray(found?.entries) ? { key, ...found } : null
  } catch {
    return null
  }
}

const keys = (beginning) => Object.keys(localStorage).filter((key) => key.startsWith(beginning))

/** All that is kept, oldest first. What cannot be read or is too old goes. */
const all = (beginning) => {
  const found = []
  for (const key of keys(beginning)) {
    const one = read(key)
    if (one && Date.now() - one.at < DAYS * 86_400_000) found.push(one)
    else localStorage.removeItem(key)
  }
  return found.sort((a, b) => a.at - b.at)
}

const makeRoom = (needed) => {
  const others = all(PREFIX).filter(({ key }) => key !== own)
  let size = needed + others.reduce((sum, { key }) => sum + localStorage.getItem(key).length, 0)
  while (others.length && (others.length >= MOST || size > MOST_CHARACTERS)) {
    const { key } = others.shift()
    size -= localStorage.getItem(key).length
    localStorage.removeItem(key)
  }
}

/** Keep entries of this window's form. Returns whether the browser could. */
export const keep = (entries) => {
  const headline = entries.find(([name]) => name === "headline")?.[1] ?? ""
  const isNew = entries.some(([name]) => name === "_new")
  const packed = JSON.stringify({ at: Date.now(), headline, isNew, story: place.dataset.story, entries })
  try {
    makeRoom(packed.length)
    localStorage.setItem(own, packed)
    return true
  } catch {
    return false
  }
}

export const drop = (key = own) => localStorage.removeItem(key)

/** What other windows of this account have left for the story, or for stories that were never saved. */
export const left = async () => {
  const found = all(account).filter((one) => one.key !== own)
  const here = found.filter((one) => (place.dataset.new ? one.isNew : one.story === place.dataset.story))
  const open = here.length && navigator.locks ? (await navigator.locks.query()).held.map(({ name }) => name) : []
  return here.filter(({ key }) => !open.includes(key))
}

/** Tells other windows that this one is open, and that its words need not be offered to anybody. */
export const claim = () => navigator.locks?.request(own, () => new Promise(() => {}))
