/** Makes the text editor accessible: its role, its label and its help text. */

const announce = ({ detail: { editor, textarea } }) => {
  const label = document.querySelector(`label[for="${textarea.id}"]`)
  const help = document.getElementById(`${textarea.id}_helptext`)
  const attributes = { role: "textbox", "aria-multiline": "true", "aria-label": label?.textContent.trim() ?? "Text" }
  if (help) attributes["aria-describedby"] = help.id
  editor.setOptions({ editorProps: { attributes } })
  label?.addEventListener("click", () => editor.commands.focus())
  // The buttons exist once the editor has been rendered.
  const nameButtons = () => {
    const menu = textarea.closest(".prose-editor").querySelector(".prose-menubar")
    menu?.setAttribute("role", "toolbar")
    menu?.setAttribute("aria-label", "Formatting")
  }
  if (editor.isInitialized) nameButtons()
  else editor.on("create", nameButtons)
}

document.addEventListener("prose-editor:ready", announce)
