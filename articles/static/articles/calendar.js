// Dragging a scheduled story to another day: the page that re-times it is sent as if it had been filled in.

const error = document.getElementById("calendar-error")
let dragged = null

const say = (words) => {
  error.textContent = words
  error.hidden = false
}

const move = async (entry, day) => {
  const data = new FormData(document.getElementById("calendar-form"))
  const { move: address, time, version, state, modified } = entry.dataset
  for (const [name, value] of Object.entries({ at: `${day}T${time}`, version, state, modified_at: modified })) {
    data.set(name, value)
  }
  const answer = await fetch(address, { method: "POST", body: data, redirect: "manual" }).catch(() => null)
  // Done, and the message is on the page that comes next.
  if (answer?.type === "opaqueredirect") location.reload()
  else if (!answer) say("Not moved: the newsroom cannot be reached. Try again in a moment.")
  else {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html")
    const why = [...page.querySelectorAll(".errorlist li, .errornote, .missing li")].map((one) => one.textContent.trim())
    say(why.join(" ") || "Not moved: open the story and re-time it there.")
  }
}

for (const entry of document.querySelectorAll("[data-move]")) {
  entry.addEventListener("dragstart", (event) => {
    dragged = entry
    event.dataTransfer.effectAllowed = "move"
    event.dataTransfer.setData("text/plain", entry.textContent.trim())
  })
  entry.addEventListener("dragend", () => {
    dragged = null
    document.querySelector(".over")?.classList.remove("over")
  })
}

for (const day of document.querySelectorAll("[data-day]")) {
  day.addEventListener("dragover", (event) => {
    if (!dragged || day.contains(dragged)) return
    event.preventDefault()
    document.querySelector(".over")?.classList.remove("over")
    day.classList.add("over")
  })
  day.addEventListener("drop", (event) => {
    if (!dragged) return
    event.preventDefault()
    move(dragged, day.dataset.day)
  })
}
