/** Inputs by hint: each says which keyboard it wants (`data-keys`); a photo is a file that stays in memory. */

import { h, icon } from "./dom.js";
import { masked } from "./masking.js";

const KEYS = {
  "text": "letters",
  "long-text": "letters",
  "place": "letters",
  "email": "email",
  "digits": "digits",
  "date": "digits",
  "decimal": "decimal",
  "money": "decimal",
  "phone": "phone",
};
const NARROW = 12;

/** One input with its label; where it is the question's single input, the question (`asked`) is its label. */
export function field(part, { asked, secret, hint, describedby, invalid, words }) {
  const kind = part.hint in KEYS ? part.hint : hint;
  const id = `part-${part.name}`;
  const attributes = {
    id,
    "name": part.name,
    "class": `${kind === "long-text" ? "textarea" : "input"} ${widthOf(part.width)}`,
    "data-keys": KEYS[kind] ?? "letters",
    "data-length": kind === "date" || hint === "date" ? part.width : null,
    "inputmode": "none", // no keyboard of the operating system beside ours
    "autocomplete": "off",
    "autocapitalize": "none",
    "spellcheck": "false",
    "aria-labelledby": asked ? "ask" : null,
    "aria-describedby": describedby,
    "aria-invalid": invalid ? "true" : null,
    "dir": kind === "text" || kind === "long-text" || kind === "place" ? "auto" : "ltr",
  };
  const input = kind === "long-text" ? h("textarea", { ...attributes, rows: 4 }) : h("input", { type: "text", ...attributes });
  input.value = part.value;
  const label = asked || part.label || words.say("your_answer");
  const shown = secret ? masked(input, { words, label }) : input;
  return h(
    "div",
    { class: "field" },
    !asked && h("label", { for: id }, label),
    part.suffix ? h("div", { class: "with-unit" }, shown, h("span", {}, part.suffix)) : shown,
  );
}

function widthOf(width) {
  if (!width || width > NARROW) return "";
  return `width-${[2, 4, 6, 10, 20].find((step) => width <= step)}`;
}

/** The day's second digit leads on to the month: `data-length` characters fill a field. */
export function advance(event) {
  const { dataset, value, selectionEnd } = event.target;
  if (!dataset.length || event.inputType?.startsWith("delete")) return;
  if (value.length >= Number(dataset.length) && selectionEnd === value.length) nextField(event.target)?.focus();
}

export function nextField(input) {
  const inputs = [...input.form.querySelectorAll("[data-keys]")];
  return inputs[inputs.indexOf(input) + 1];
}

/** Chooses a photo and shows it. */
export function photo(part, { words, describedby, invalid }) {
  const shown = h("img", { class: "photo-shown", alt: words.say("photo_chosen"), hidden: true });
  const label = h("span", {}, words.say("photo"));
  const input = h("input", {
    type: "file",
    id: `part-${part.name}`,
    name: part.name,
    accept: "image/*",
    class: "visually-hidden",
    "aria-describedby": describedby,
    "aria-invalid": invalid ? "true" : null,
    onchange: () => {
      URL.revokeObjectURL(shown.src);
      const [file] = input.files;
      shown.hidden = !file;
      if (file) shown.src = URL.createObjectURL(file);
      label.textContent = words.say(file ? "photo_other" : "photo");
    },
  });
  return h("div", { class: "photo" }, input, h("label", { class: "button button-secondary", for: input.id }, icon("camera"), label), shown);
}
