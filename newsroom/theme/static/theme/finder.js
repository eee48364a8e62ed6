/** The search dialog of every page: opened by its button, "/" or Ctrl+K, it searches while one types.
 *
 * A combobox with a list, as https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ describes it: the focus stays in the box,
 * and arrows move the chosen option, to which Enter leads. The options are a fragment of the server's.
 */

const PAUSE = 150 // milliseconds after the last letter
const WRITTEN_IN = "input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=file]), textarea, select"
const UNREACHABLE = "The newsroom cannot be reached: try again."
const SIGNED_OUT = "You are signed out: sign in again in another window."

const opener = document.getElementById("finder-opener")
const dialog = document.getElementById("finder")
if (opener && dialog) begin()

function begin() {
  const box = dialog.querySelector("input")
  const list = dialog.querySelector("[role=listbox]")
  const status = dialog.querySelector("[role=status]")
  let options = []
  let chosen = -1
  let timer
  let request
  // The answer to what is in the box is still to come, and Enter was pressed meanwhile.
  let isWaiting = false
  let isHurried = false

  opener.setAttribute("role", "button")
  opener.setAttribute("aria-haspopup", "dialog")
  opener.setAttribute("aria-keyshortcuts", "/ Control+K")

  const choose = (number) => {
    options[chosen]?.setAttribute("aria-selected", "false")
    chosen = options.length ? (number + options.length) % options.length : -1
    const option = options[chosen]
    option?.setAttribute("aria-selected", "true")
    option?.scrollIntoView({ block: "nearest" })
    if (option) box.setAttribute("aria-activedescendant", option.id)
    else box.removeAttribute("aria-activedescendant")
  }

  const show = (fragment, sentence) => {
    list.replaceChildren(...new DOMParser().parseFromString(fragment, "text/html").body.childNodes)
    const said = list.querySelector("[data-sentence]")
    said?.remove()
    options = [...list.querySelectorAll("[role=option]")]
    for (const [number, option] of options.entries()) {
      option.id = `finder-option-${number}`
      option.setAttribute("aria-selected", "false")
    }
    list.hidden = options.length === 0
    box.setAttribute("aria-expanded", String(options.length > 0))
    status.textContent = sentence ?? said?.textContent ?? ""
    choose(0)
    isWaiting = false
    if (isHurried) options[chosen]?.click()
    isHurried = false
  }

  const ask = async () => {
    request?.abort()
    request = new AbortController()
    const { signal } = request
    try {
      const answer = await fetch(`${dialog.dataset.options}?${new URLSearchParams({ q: box.value })}`, { signal })
      const fragment = await answer.text()
      if (signal.aborted) return
      if (answer.redirected) show("", SIGNED_OUT)
      else if (answer.ok) show(fragment)
      else show("", UNREACHABLE)
    } catch (error) {
      if (error.name !== "AbortError") show("", UNREACHABLE)
    }
  }

  const open = () => {
    if (dialog.open) return
    dialog.showModal()
    box.select()
    ask()
  }

  opener.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    open()
  })
  opener.addEventListener("keydown", (event) => {
    if (event.key === " ") {
      event.preventDefault()
      open()
    }
  })

  document.addEventListener("keydown", (event) => {
    const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey
    const isK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
    if (event.defaultPrevented || event.isComposing || !(isSlash || isK)) return
    // The text of a story has its own Ctrl+K, for links.
    if (event.target.isContentEditable || event.target.closest?.(WRITTEN_IN) || document.querySelector("dialog:modal")) return
    event.preventDefault()
    open()
  })

  box.addEventListener("input", () => {
    clearTimeout(timer)
    // What is on its way answers an older question.
    request?.abort()
    isWaiting = true
    isHurried = false
    timer = setTimeout(ask, PAUSE)
  })

  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault()
      choose(chosen + (event.key === "ArrowDown" ? 1 : -1))
    } else if (event.key === "Enter") {
      event.preventDefault()
      if (isWaiting) isHurried = true
      else options[chosen]?.click()
    }
  })

  dialog.querySelector(".finder-close").addEventListener("click", () => dialog.close())
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close()
  })
  dialog.addEventListener("close", () => {
    clearTimeout(timer)
    request?.abort()
    isWaiting = isHurried = false
  })
}
