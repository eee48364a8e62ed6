/** Makes the text editor accessible: its role, its label and its help text, and a toolbar that is one stop of Tab. */

const STEPS = { ArrowLeft: -1, ArrowRight: 1 }

const announce = ({ detail: { editor, textarea } }) => {
  const label = document.querySelector(`label[for="${textarea.id}"]`)
  const help = document.getElementById(`${textarea.id}_helptext`)
  const attributes = { role: "textbox", "aria-multiline": "true", "aria-label": label?.textContent.trim() ?? "Text" }
  if (help) attributes["aria-describedby"] = help.id
  editor.setOptions({ editorProps: { attributes } })
  label?.addEventListener("click", () => editor.commands.focus())
  // The buttons exist once the editor has been rendered.
  const begin = () => {
    const menu = textarea.closest(".prose-editor").querySelector(".prose-menubar")
    if (menu) makeToolbar(menu, editor)
  }
  if (editor.isInitialized) begin()
  else editor.on("create", begin)
}

const makeToolbar = (menu, editor) => {
  menu.setAttribute("role", "toolbar")
  menu.setAttribute("aria-label", "Formatting")
  const all = [...menu.querySelectorAll("button")]
  const shown = () => all.filter((button) => button.offsetParent)
  const reach = (button) => {
    for (const one of all) one.tabIndex = one === button ? 0 : -1
  }
  const press = () => {
    for (const one of all) one.setAttribute("aria-pressed", one.classList.contains("active"))
    const reached = all.find((one) => one.tabIndex === 0)
    if (!reached?.offsetParent && shown().length) reach(shown()[0])
  }
  menu.addEventListener("focusin", ({ target }) => all.includes(target) && reach(target))
  menu.addEventListener("keydown", (event) => {
    const buttons = shown()
    const at = buttons.indexOf(event.target)
    const ends = { Home: 0, End: buttons.length - 1 }
    const to = ends[event.key] ?? (STEPS[event.key] && (at + STEPS[event.key] + buttons.length) % buttons.length)
    if (event.key === "Escape") editor.commands.focus()
    else if (to === undefined || at < 0) return
    else buttons[to].focus()
    event.preventDefault()
  })
  editor.view.dom.addEventListener("keydown", (event) => {
    if (!event.altKey || event.key !== "F10") return
    event.preventDefault()
    all.find((one) => one.tabIndex === 0)?.focus()
  })
  reach(all[0])
  press()
  // Which buttons are pressed and shown changes with the selection; somebody who types does not wait for it.
  let waits = false
  editor.on("transaction", () => {
    if (waits) return
    waits = true
    requestAnimationFrame(() => {
      waits = false
      press()
    })
  })
}

document.addEventListener("prose-editor:ready", announce)
