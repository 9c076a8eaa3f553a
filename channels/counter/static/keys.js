// One key for what officers do all day: N the next case, / the search, figures for what comes next. A key does nothing
// while somebody writes, nor together with Ctrl, Alt or Meta, which belong to the browser.

const writes = (element) => element.matches("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || writes(event.target)) return;
  const meant = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!meant) return;
  event.preventDefault();
  if (writes(meant)) meant.focus();
  else meant.click();
});
