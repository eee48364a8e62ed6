/** The state of what is written, in words near the buttons. */

const state = document.getElementById("autosave-state")

export const clock = (at = new Date()) => at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })

/** A time as people say it: without the date, if it is today. */
export const moment = (at) => {
  const isToday = at.toDateString() === new Date().toDateString()
  return isToday ? clock(at) : `${at.toLocaleDateString([], { day: "numeric", month: "long" })}, ${clock(at)}`
}

/** `kind` is "" or "trouble". What is said already is not said again. */
export const say = (sentence, kind = "") => {
  if (!state || state.textContent === sentence) return
  state.textContent = sentence
  state.classList.toggle("is-trouble", kind === "trouble")
}
