/** Keys that mean something on the whole screen, and that the editor would keep for itself: see ../writing/keys.js. */

import { Extension } from "django-prose-editor/editor"

export const Keys = Extension.create({
  name: "keys",
  // After quotations and code, in which Ctrl+Enter leads on.
  priority: 10,
  addKeyboardShortcuts() {
    return {
      "Mod-Enter": () => {
        if (this.editor.isActive("codeBlock")) return false
        document.dispatchEvent(new Event("articles:release"))
        return true
      },
    }
  },
})
