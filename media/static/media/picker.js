/** Hands the chosen picture to the window that opened the library; arrow keys move through the grid. */

const grid = document.querySelector(".picker-grid")
const buttons = [...grid.querySelectorAll("button")]

const hand = ({ dataset }) => {
  const tools = window.opener?.CKEDITOR?.tools
  if (!tools || !grid.dataset.pickerNumber) {
    document.querySelector("[data-picker-status]").textContent =
      "The story that this picture was for is no longer open. Open the library from the story again."
    return
  }
  const { id, url, thumbnail, title, alternativeText, caption } = dataset
  tools.callFunction(grid.dataset.pickerNumber, url, { id, alternative_text: alternativeText, caption, title, thumbnail })
  window.close()
}

const inARow = () => {
  const top = buttons[0].getBoundingClientRect().top
  return Math.max(1, buttons.filter((button) => button.getBoundingClientRect().top === top).length)
}

const STEPS = {
  ArrowLeft: () => -1,
  ArrowRight: () => 1,
  ArrowUp: () => -inARow(),
  ArrowDown: inARow,
}

grid.addEventListener("click", (event) => {
  const button = event.target.closest("button")
  if (button) hand(button)
})

grid.addEventListener("keydown", (event) => {
  const index = buttons.indexOf(event.target)
  const step = STEPS[event.key]
  if (index < 0 || !step) return
  event.preventDefault()
  buttons[index + step()]?.focus()
})
