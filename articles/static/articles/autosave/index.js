/** Saves the writing screen by itself: soon after somebody stops typing, and now and then while they go on. */

import { content, entries, field, form, member, place } from "./form.js"
import { claim, drop, keep } from "./keeping.js"
import { offerKept } from "./offering.js"
import { becomeDraft, show } from "./showing.js"
import { signIn } from "./signing_in.js"
import { tell } from "./company.js"
import { post } from "./talking.js"
import { clock, say } from "./words.js"

const QUIET = 3_000
const LONGEST = 20_000
const SIGN_OF_LIFE = 15_000
const RETRY = 5_000
const PATIENCE = 60_000
// What browsers still send while a page goes away.
const LAST_WORDS = 60_000
// Whatever somebody does begins with one of these, or after the first second: until then, editors and boxes fill
// themselves in.
const BEGINNINGS = ["pointerdown", "keydown", "paste", "drop"]

// The form as the server has it; null until somebody has done something.
let saved = null
let isWhole = true
let last = ""
let changedAt = 0
let unsavedSince = 0
let tryAt = 0
let signAt = Date.now()
let kept = ""
let takenKey = null
let known = place?.dataset.changed ?? ""
let sending = null
// Entries whose answer never came: nobody knows whether they were stored. Sent again before anything newer.
let unanswered = null
let isStopped = false
let isSubmitted = false
let submitted = ""

const begin = () => {
  if (saved !== null) return
  last = content()
  saved = form.querySelector(".not-saved, .errornote") ? "" : last
}

const keepHere = (current) => {
  if (current === kept) return true
  const could = keep(entries())
  if (could) kept = current
  return could
}

const forget = () => {
  if (kept) drop()
  if (takenKey) drop(takenKey)
  kept = ""
  takenKey = null
}

const here = () => (keepHere(content()) ? "kept in this browser" : "too much for this browser to keep: leave this page open")

/** The form carries the new fingerprints of what it shows, and the old ones of what it does not show yet. */
const noteSeen = (fingerprints, behind) => {
  const input = field("_seen")
  const before = JSON.parse(input.value || "{}")
  const now = Object.entries(fingerprints).map(([name, one]) => [name, behind.has(name) ? before[name] : one])
  input.value = JSON.stringify(Object.fromEntries(now.filter(([, one]) => one)))
}

const words = ({ unsaved, taken, who, what, homeless }, hidden) => {
  const told = [`Saved at ${clock()}.`]
  if (taken.length) told.push(`${who} has changed this: ${what}.`)
  if (hidden) told.push("Reload the page to see it.")
  for (const one of homeless) told.push(`Your words for a picture that is gone: “${one}”.`)
  for (const one of unsaved) told.push(`Not saved: ${one.what}. ${one.why}`)
  return told.join(" ")
}

const accept = (answer, sent, before) => {
  if (!answer.seen) {
    // A new story without what it needs to be a draft.
    saved = before
    isWhole = false
    say(`Not saved yet: ${answer.unsaved.map(({ what }) => what).join(", ")} missing. Until then it is ${here()}.`)
    return
  }
  if (field("_new")) becomeDraft(answer.address)
  const isSame = content() === before
  const values = new Map(sent)
  const shown = show(answer.shown, (name) => field(name).value === values.get(name))
  const hidden = [...answer.taken, ...Object.keys(answer.shown)].filter((name) => !shown.includes(name))
  noteSeen(answer.seen, new Set([...hidden, ...answer.unsaved.flatMap(({ names }) => names)]))
  known = answer.changed
  isWhole = !answer.unsaved.length
  say(words(answer, answer.taken.some((name) => hidden.includes(name))), isWhole ? "" : "trouble")
  if (!isSame) {
    saved = ""
    return
  }
  last = saved = content()
  unsavedSince = 0
  if (!isWhole) return
  forget()
  for (const note of form.querySelectorAll(".not-saved")) note.remove()
  form.dispatchEvent(new Event("autosave:saved", { bubbles: true }))
}

const settle = (result, sent, before) => {
  const { answer, signedOut, refused } = result
  if (result.offline) {
    tryAt = Date.now() + RETRY
    say(`Offline: ${here()}.`, "trouble")
    return
  }
  unanswered = null
  if (answer) {
    tell(answer.others)
    signAt = Date.now() + SIGN_OF_LIFE
  }
  if (signedOut) {
    tryAt = Date.now() + PATIENCE
    say(`You are signed out: ${here()}.`, "trouble")
    signIn(signedOut, () => save())
  } else if (refused) {
    isStopped = result.isGone
    tryAt = Date.now() + SIGN_OF_LIFE
    say(`${refused} It is ${here()}.`, "trouble")
  } else if (answer.clash) {
    isStopped = true
    const { who, what } = answer.clash
    say(`${who} has changed this: ${what}. Yours is ${here()}: save, then choose which to keep.`, "trouble")
  } else accept(answer, sent, before)
}

const send = async (sent, before) => {
  unanswered = [sent, before]
  const result = await post("autosave", [...sent, ["_member", member()]])
  settle(result, sent, before)
}

const save = () => {
  sending ??= (async () => {
    say("Saving…")
    if (unanswered) await send(...unanswered)
    if (!unanswered && !isStopped) await send(entries(), content())
  })().finally(() => {
    sending = null
  })
  return sending
}

const giveSign = async () => {
  signAt = Date.now() + SIGN_OF_LIFE
  const { answer, signedOut } = await post("present", [["_member", member()]])
  if (signedOut) say("You are signed out. What you write is kept in this browser.", "trouble")
  if (!answer) return
  tell(answer.others)
  if (answer.changed !== known && !isStopped) save()
}

const tick = () => {
  // A save by hand that the browser was stopped in leaves the page as it was.
  if (isSubmitted && content() !== submitted) isSubmitted = false
  if (isSubmitted) return
  const now = Date.now()
  if (document.visibilityState === "visible" && now >= signAt && !sending && !field("_new")) giveSign()
  begin()
  const current = content()
  if (current !== last) {
    last = current
    changedAt = now
    unsavedSince ||= now
  }
  if (current === saved) {
    if (isWhole) forget()
    return
  }
  keepHere(current)
  if (sending || isStopped || now < tryAt) return
  if (now - changedAt >= QUIET || (unsavedSince && now - unsavedSince >= LONGEST)) save()
}

/** The page may be going away, and what it does now may be its last. */
const goAway = () => {
  if (isSubmitted) return
  const isUnsaved = saved !== null && content() !== saved
  if (isUnsaved) keepHere(content())
  if (isUnsaved && !isStopped && !sending && JSON.stringify(entries()).length < LAST_WORDS) {
    // Whoever comes back to this page sends it again, as its answer is not heard.
    unanswered ??= [entries(), content()]
    post("autosave", entries(), { keepalive: true })
  }
  if (!field("_new")) post("present", [["leaves", "1"]], { keepalive: true })
}

/** A save by hand waits for one that is on its way: otherwise it would find its own words changed by somebody. */
let isWaiting = false
const wait = async (event) => {
  if (event.target !== form || isWaiting || (!sending && !unanswered)) return
  event.preventDefault()
  event.stopImmediatePropagation()
  isWaiting = true
  await (sending ?? save())
  form.requestSubmit(event.submitter)
  isWaiting = false
}

const start = async () => {
  isStopped = Boolean(form.querySelector(".clashes"))
  for (const kind of BEGINNINGS) document.addEventListener(kind, begin, { capture: true, once: true })
  document.addEventListener("submit", wait, { capture: true })
  window.addEventListener("submit", ({ target, defaultPrevented }) => {
    if (target !== form || defaultPrevented) return
    submitted = content()
    keepHere(submitted)
    isSubmitted = true
  })
  window.addEventListener("online", () => {
    tryAt = 0
  })
  window.addEventListener("pagehide", goAway)
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) isSubmitted = false
  })
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") signAt = 0
  })
  setInterval(tick, 1_000)
  claim()
  takenKey = await offerKept()
}

if (form && place) start()
