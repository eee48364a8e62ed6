// Runs before anything is drawn: restores the colours that the reader chose last time instead of the system's.
try {
  const chosen = localStorage.getItem("theme");
  if (chosen) document.documentElement.dataset.theme = chosen;
} catch {
  // Storage can be switched off; the system's colours apply then.
}
