// Buttons that copy the contents of a field to the clipboard.
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      button.textContent = "Copied";
    } catch {
      // Without https, browsers offer no clipboard: the editor can copy the selected text.
      button.textContent = "Press Ctrl+C";
    }
  });
}
