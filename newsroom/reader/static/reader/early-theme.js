// Before anything is drawn: the colours the reader chose last time, where the system's are not wanted.
try {
  const chosen = localStorage.getItem("theme");
  if (chosen) document.documentElement.dataset.theme = chosen;
} catch {
  // Storage can be switched off; the system's colours it is.
}
