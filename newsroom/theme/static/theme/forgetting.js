/** Whoever signs out takes along what this browser has kept of theirs: see articles/autosave/keeping.js. */

const form = document.getElementById("logout-form")

form?.addEventListener("submit", (event) => {
  const beginning = `newsroom:kept:${form.dataset.account}:`
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(beginning))
  const question = "This browser has kept words of yours that were never saved. Sign out and delete them?"
  if (keys.length && !confirm(question)) event.preventDefault()
  else for (const key of keys) localStorage.removeItem(key)
})
