// A button beside a field that puts what is in it on the clipboard.
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      button.textContent = "Copied";
    } catch {
      // Without https browsers offer no clipboard: what is selected can be copied by hand.
      button.textContent = "Press Ctrl+C";
    }
  });
}
