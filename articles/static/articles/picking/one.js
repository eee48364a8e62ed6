/** One thing, chosen in one field: the topic. */

import { post } from "./answers.js"
import { find } from "./asking.js"
import { combobox } from "./combobox.js"

export const pickOne = (picker) => {
  const input = picker.querySelector(".picker-box")
  const key = picker.querySelector("[data-key]")
  input.dataset.name = input.value

  const set = (id, name) => {
    input.value = input.dataset.name = name
    if (key.value === id) return
    key.value = id
    key.dispatchEvent(new Event("input", { bubbles: true }))
  }

  const choose = async (option, problem) => {
    const typed = input.value
    input.value = option.name
    if (!option.isNew) return set(option.id, option.name)
    try {
      const made = await post(picker.dataset.address, { name: option.name })
      set(made.id, made.name)
    } catch (error) {
      input.value = typed
      problem.textContent = error.message
    }
  }

  const box = combobox(input, {
    label: input.labels[0]?.textContent.trim() ?? "",
    find: (typed, signal) => find(picker.dataset, typed === input.dataset.name ? "" : typed, signal),
    choose,
  })
  // What a colleague has chosen meanwhile comes from elsewhere.
  key.addEventListener("picker:choose", ({ detail: { id, name } }) => {
    input.value = input.dataset.name = name
    key.value = id
  })
  input.addEventListener("focus", () => input.select())
  input.addEventListener("blur", () => {
    if (!input.value.trim()) set("", "")
    else if (input.value !== input.dataset.name) {
      box.complain(`“${input.value}” is not chosen, so ${input.dataset.name || "nothing"} stays.`)
      input.value = input.dataset.name
    }
  })
}
