/** Copies the address of a preview, or selects it for the editor to copy if the browser does not allow that. */

const copy = async (place) => {
  const address = place.querySelector("input")
  const status = place.parentElement.querySelector("[role=status]")
  address.select()
  try {
    await navigator.clipboard.writeText(address.value)
    status.textContent = "Copied."
  } catch {
    status.textContent = "Copy the selected address."
  }
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const place = button.closest(".share-address")
  if (place) button.addEventListener("click", () => copy(place))
}

for (const share of document.querySelectorAll("details.share")) {
  share.addEventListener("toggle", () => share.open && share.querySelector("input")?.select())
  share.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return
    share.open = false
    share.querySelector("summary").focus()
  })
}
