/** Shows a sentence above the text until it is dismissed. */

import { crel } from "django-prose-editor/editor"

export const unnotify = (view) => view.dom.parentElement.querySelector(".prose-notice")?.remove()

export const notify = (view, text) => {
  unnotify(view)
  const dismiss = crel("button", { type: "button", textContent: "Dismiss" })
  const notice = crel("div", { className: "prose-notice", role: "alert" }, [crel("p", { textContent: text }), dismiss])
  dismiss.addEventListener("click", () => {
    notice.remove()
    view.focus()
  })
  view.dom.before(notice)
}
