/** Asks for what a picture of the library needs before readers may see it. */

import { ask } from "../editor/dialog.js"
import { crel } from "../picking/elements.js"
import { describe } from "./known.js"

const NAMES = { credit: "credit", alt_text: "alternative_text", caption: "caption" }

/** Shows the words of a picture to be changed in the library. Resolves when they are, or when that is called off. */
export const askWords = (picture) => {
  const reason = crel("p", { className: "dialog-reason", role: "alert" })
  const image = crel("img", { src: picture.thumbnail, alt: "" })
  const lead = {
    element: crel("div", { className: "dialog-picture" }, [image, reason]),
    complain: (text) => {
      reason.textContent = text ?? ""
    },
  }
  const check = async (typed) => {
    const changed = Object.entries(NAMES).filter(([name, own]) => typed[name] !== picture[own])
    if (!changed.length) return {}
    try {
      await describe(picture.id, Object.fromEntries(changed.map(([name]) => [name, typed[name]])))
      return {}
    } catch (error) {
      return error.reasons ?? { lead: error.message }
    }
  }
  return ask({
    title: "Words of the picture, in the library",
    submit: "Save words",
    lead: () => lead,
    fields: [
      { name: "credit", label: "Credit line, printed exactly as written", value: picture.credit, begins: !picture.credit },
      {
        name: "alt_text",
        label: "Alternative text: what it shows, for readers who cannot see it",
        value: picture.alternative_text,
        isLong: true,
        begins: Boolean(picture.credit) && !picture.alternative_text,
      },
      { name: "caption", label: "Caption", value: picture.caption, isLong: true },
    ],
    check,
  })
}
