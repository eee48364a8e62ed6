/**
 * A text box with a list of options beneath, by the pattern of ARIA:
 * https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
 */

import { awaited } from "./answers.js"
import { make, newId } from "./elements.js"

const PAUSE = 120
// What a key does otherwise.
const LET = Symbol("let")

/**
 * Turns `input` into a combobox. `find` takes what was typed and an AbortSignal and gives options, {name, note}, of
 * which the first is chosen with Enter; an option may have a `label` before its name. `choose` takes one. With `keeps`,
 * the list stays open for the next one. `isFree` tells whether what was typed may stay as it is, and `otherwise` is
 * called by Enter if nothing is found.
 */
export const combobox = (input, { label, find, choose, keeps = false, isFree = () => false, otherwise = () => {} }) => {
  const id = newId()
  const list = make("ul", { role: "listbox", id, class: "picker-options", "aria-label": label, hidden: "" })
  const problem = make("p", { class: "picker-problem", role: "alert" })
  const status = make("p", { class: "visually-hidden", role: "status" })
  const field = make("div", { class: "picker-field" })
  input.before(field)
  field.append(input, list, problem, status)
  const role = { role: "combobox", "aria-expanded": "false", "aria-controls": id, "aria-autocomplete": "list" }
  for (const [name, value] of Object.entries(role)) input.setAttribute(name, value)

  let options = []
  let active = -1
  let answered = null
  let waits = false
  let timer = 0
  let asking = null
  let queue = Promise.resolve()

  const mark = (index) => {
    active = index
    for (const [at, element] of [...list.children].entries()) element.setAttribute("aria-selected", at === index)
    const current = list.children[index]
    if (current) input.setAttribute("aria-activedescendant", current.id)
    else input.removeAttribute("aria-activedescendant")
    current?.scrollIntoView({ block: "nearest" })
  }

  const close = () => {
    clearTimeout(timer)
    asking?.abort()
    list.hidden = true
    answered = null
    waits = false
    input.setAttribute("aria-expanded", "false")
    mark(-1)
  }

  const show = (found, typed) => {
    options = found
    answered = typed
    list.replaceChildren(
      ...found.map((option, index) =>
        make("li", { role: "option", id: `${id}-${index}`, "aria-selected": "false" }, [
          ...(option.label ? [make("span", { class: "option-label" }, [`${option.label}: `])] : []),
          make("span", { class: "option-name" }, [option.name]),
          ...(option.note ? [make("span", { class: "option-note" }, [option.note])] : []),
        ]),
      ),
    )
    list.hidden = !found.length
    input.setAttribute("aria-expanded", String(Boolean(found.length)))
    mark(typed && found.length && !isFree(typed) ? 0 : -1)
    status.textContent = found.length ? `${found.length} to choose from` : typed ? "Nothing is called so." : ""
    if (waits) take()
  }

  const ask = async () => {
    asking?.abort()
    asking = new AbortController()
    const { signal } = asking
    const typed = input.value.trim()
    problem.textContent = ""
    try {
      const found = await find(typed, signal)
      if (!signal.aborted) show(found, typed)
    } catch (error) {
      if (error.name === "AbortError") return
      close()
      problem.textContent = error.message
    }
  }

  const take = (index = active) => {
    waits = false
    const option = options[index]
    if (answered === null) return
    if (!option) return otherwise()
    const again = keeps && !answered
    close()
    if (keeps) input.value = ""
    choose(option, problem)
    if (again) ask()
  }

  /** Takes the first option for what was typed when it is found; meanwhile the next may be typed. */
  const takeLater = () => {
    const typed = input.value.trim()
    input.value = ""
    close()
    queue = awaited(
      queue.then(async () => {
        try {
          const [first] = await find(typed)
          if (first) return choose(first, problem)
          problem.textContent = `Nothing is called “${typed}”.`
        } catch (error) {
          problem.textContent = error.message
        }
        input.value ||= typed
      }),
    )
  }

  input.addEventListener("input", () => {
    answered = null
    problem.textContent = ""
    clearTimeout(timer)
    if (input.value.trim() || keeps) timer = setTimeout(ask, PAUSE)
    else close()
  })
  input.addEventListener("click", () => list.hidden && ask())
  input.addEventListener("blur", () => {
    const left = input.value.trim()
    close()
    if (left && keeps) {
      problem.textContent = `“${left}” is not chosen yet: press Enter in the field, or clear it.`
    }
  })
  list.addEventListener("pointerdown", (event) => event.preventDefault())
  list.addEventListener("click", (event) => {
    const element = event.target.closest("[role=option]")
    if (element) take([...list.children].indexOf(element))
  })

  const step = (by) => {
    if (list.hidden) return ask()
    mark((active + by + options.length + (active < 0 && by < 0 ? 1 : 0)) % options.length)
  }
  const KEYS = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Enter: (event) => {
      if (active < 0 && isFree(input.value)) return LET
      if (answered === input.value.trim()) return take()
      if (!input.value.trim()) return
      if (keeps) return takeLater()
      waits = true
      clearTimeout(timer)
      ask()
    },
    Escape: (event) => {
      if (list.hidden && isFree("")) return LET
      if (list.hidden) input.value = input.dataset.name ?? ""
      else event.stopPropagation()
      close()
    },
  }
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key]) return
    if (KEYS[event.key](event) !== LET) event.preventDefault()
  })

  return { close, say: (words) => (status.textContent = words), complain: (words) => (problem.textContent = words) }
}
