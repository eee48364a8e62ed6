/** A panel beside the form, which a link opens and closes by mouse and keyboard. */

/**
 * `load` fills the panel and answers whether it could; otherwise the link leads to its own page. `left` is called after
 * the panel was closed. The body has the class `with-<name>` meanwhile.
 */
export const attach = (link, panel, name, { load, left = () => {} }) => {
  const show = (isOpen) => {
    panel.hidden = !isOpen
    document.body.classList.toggle(`with-${name}`, isOpen)
    link.setAttribute("aria-expanded", String(isOpen))
  }
  const close = () => {
    show(false)
    left()
    link.focus()
  }
  const open = async () => {
    if (!(await load())) {
      location.assign(link.href)
      return
    }
    show(true)
    panel.querySelector(".close").focus()
  }

  link.setAttribute("role", "button")
  link.setAttribute("aria-controls", panel.id)
  link.setAttribute("aria-expanded", "false")
  const top = document.createElement("div")
  top.className = "panel-top"
  const title = Object.assign(document.createElement("h2"), { textContent: panel.getAttribute("aria-label") })
  const button = Object.assign(document.createElement("button"), { type: "button", className: "close", textContent: "Close" })
  button.addEventListener("click", close)
  top.append(title, button)
  panel.append(top)

  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    if (panel.hidden) open()
    else close()
  })
  link.addEventListener("keydown", (event) => {
    if (event.key !== " ") return
    event.preventDefault()
    link.click()
  })
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close()
  })
  return open
}
