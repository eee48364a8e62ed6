/** Gives Django's autocomplete boxes the accessible name that the label gives the select box beneath. */

const name = (select) => {
  const label = select.labels?.[0]?.textContent.trim()
  const box = select.nextElementSibling
  if (!label || !box?.classList.contains("select2")) return
  for (const part of box.querySelectorAll("[role=combobox], [role=textbox], [role=searchbox]")) part.setAttribute("aria-label", label)
}

const nameAll = (root) => root.querySelectorAll("select.admin-autocomplete").forEach(name)

// Waits until Django's own script has drawn the boxes.
document.addEventListener("DOMContentLoaded", () => setTimeout(() => nameAll(document)))
document.addEventListener("formset:added", ({ target }) => setTimeout(() => nameAll(target)))
