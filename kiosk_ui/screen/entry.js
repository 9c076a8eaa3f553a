/** Forms of the kiosk's own, that are no question of a service: what is typed into them, and what is wrong with it. */

import { h, icon } from "./dom.js";
import { masked } from "./masking.js";

/** The form that the bar's forward button sends; `onsent` is given its elements. */
export function entryForm(heading, onsent, ...children) {
  return h(
    "form",
    {
      id: "question",
      class: "sheet",
      novalidate: true,
      onsubmit: (event) => {
        event.preventDefault();
        onsent(event.target.elements);
      },
    },
    h("h1", { id: "ask", tabindex: "-1" }, heading),
    ...children,
  );
}

/** One input; `keys` names its keyboard. Without a label the heading is one; what is masked has one. `help`: whether the form has a hint; `secret`: masked. */
export function entry({ words, name, keys, label = "", value = "", wrong = "", help = true, dir = "ltr", first = false, secret = false }) {
  const described = [help && "help", wrong && "problem"].filter(Boolean).join(" ");
  const input = h("input", {
    "type": "text",
    "id": name,
    name,
    "class": "input width-20",
    "data-keys": keys,
    "data-first": first, // has the focus, though it is not the topmost
    "inputmode": "none",
    "autocomplete": "off",
    "spellcheck": "false",
    "dir": dir,
    "aria-labelledby": label ? null : "ask",
    "aria-describedby": described || null,
    "aria-invalid": wrong ? "true" : null,
  });
  input.value = value;
  return h("div", { class: "field" }, label && h("label", { for: name }, label), secret ? masked(input, { words, label }) : input);
}

export function hint(words) {
  return h("p", { class: "hint", id: "help" }, words);
}

/** Nothing where nothing is wrong. */
export function problem(words) {
  return words && h("p", { class: "error-words", id: "problem", role: "alert" }, icon("warning"), h("span", {}, words));
}
