// How long until a moment, beside it, brought up to date while the page is open.

const places = [...document.querySelectorAll("[data-countdown]")].map((place) => {
  const left = Object.assign(document.createElement("span"), { className: "countdown" })
  place.append(" ", left)
  return { left, at: Date.parse(place.dateTime) }
})

const words = (minutes) => {
  if (minutes <= 0) return "now"
  if (minutes < 60) return `in ${minutes} min`
  if (minutes < 48 * 60) return `in ${Math.floor(minutes / 60)} h ${minutes % 60} min`
  return `in ${Math.round(minutes / 60 / 24)} days`
}

const tick = () => {
  for (const { left, at } of places) left.textContent = words(Math.ceil((at - Date.now()) / 60000))
}

tick()
if (places.length) setInterval(tick, 15000)
