/** What stands in the inputs of a screen, for when it is drawn again in other words. */

function inputs(screen) {
  return [...screen.querySelectorAll("input, textarea")];
}

export function entered(screen) {
  return inputs(screen).map(({ name, type, value, checked, files }) => ({ name, type, value, checked, files }));
}

export function enter(screen, kept) {
  for (const input of inputs(screen)) {
    const chosen = input.type === "radio" || input.type === "checkbox";
    const was = kept.find(({ name, value }) => name === input.name && (!chosen || value === input.value));
    if (!was) continue;
    if (chosen) input.checked = was.checked;
    else if (input.type === "file") give(input, was.files);
    else input.value = was.value;
  }
}

function give(input, files) {
  if (!files.length) return;
  input.files = files;
  input.dispatchEvent(new Event("change"));
}
