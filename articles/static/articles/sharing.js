/** Copies the address of a preview, or selects it for the editor to copy if the browser does not allow that. */

const copy = async (share) => {
  const address = share.querySelector("input")
  address.select()
  try {
    await navigator.clipboard.writeText(address.value)
    share.querySelector("[role=status]").textContent = "Copied."
  } catch {
    share.querySelector("[role=status]").textContent = "Copy the selected address."
  }
}

for (const share of document.querySelectorAll(".share")) {
  share.querySelector("[data-copy]").addEventListener("click", () => copy(share))
  share.addEventListener("toggle", () => share.open && share.querySelector("input").select())
  share.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return
    share.open = false
    share.querySelector("summary").focus()
  })
}
