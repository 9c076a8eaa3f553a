/** Options as tiles to touch: one of them (radio) or several (checkbox). */

import { h } from "./dom.js";

const FEW = 5;
const SHORT = 12;

/** `several` gives checkboxes; `chosen` holds the values that are chosen already. */
export function choices({ name, options, chosen, several, labelledby, describedby, invalid }) {
  return h(
    "div",
    {
      class: `choices ${arrangement(options)}`,
      role: several ? "group" : "radiogroup",
      "aria-labelledby": labelledby,
      "aria-describedby": describedby,
      "aria-invalid": invalid && !several ? "true" : null,
    },
    options.map((option, at) => choice(option, { id: `option-${at}`, name, several, checked: chosen.includes(option.value) })),
  );
}

/** Yes and no stand side by side; many options stand close. */
function arrangement(options) {
  if (options.length === 2 && options.every(({ label, help }) => label.length <= SHORT && !help)) return "choices-pair";
  return options.length > FEW ? "choices-many" : "";
}

function choice(option, { id, name, several, checked }) {
  return h(
    "div",
    { class: "choice" },
    h("input", { type: several ? "checkbox" : "radio", id, name, value: option.value, checked, autocomplete: "off", "aria-describedby": option.help ? `${id}-help` : null }),
    h("label", { for: id }, option.label),
    option.help && h("p", { class: "hint", id: `${id}-help` }, option.help),
  );
}

/** What was touched, as the door wants it: a value, or for several a list. */
export function chosenIn(form, name, several) {
  const values = [...form.querySelectorAll(`input[name="${CSS.escape(name)}"]:checked`)].map((input) => input.value);
  return several ? values : (values[0] ?? "");
}
