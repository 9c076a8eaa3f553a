/** Where a case stands: asked by reference and a second thing, told in words. Nothing can be changed here. */

import { h, icon, reference } from "./dom.js";

export function asking({ words, journey }, { unknownCase }) {
  return h(
    "form",
    {
      id: "question",
      class: "sheet",
      novalidate: true,
      onsubmit: (event) => {
        event.preventDefault();
        journey.track(event.target.elements.reference.value, event.target.elements.proof.value);
      },
    },
    h("h1", { id: "ask", tabindex: "-1" }, words.say("where_is_it")),
    h("p", { class: "hint", id: "help" }, words.say("where_is_it_words")),
    unknownCase && h("p", { class: "error-words", id: "problem", role: "alert" }, icon("warning"), h("span", {}, words.say("unknown_case"))),
    field("reference", words.say("reference_asked"), "code", unknownCase),
    field("proof", words.say("proof_asked"), "digits", unknownCase),
  );
}

function field(name, label, keys, wrong) {
  return h(
    "div",
    { class: "field" },
    h("label", { for: name }, label),
    h("input", {
      "type": "text",
      "id": name,
      name,
      "class": "input width-20",
      "data-keys": keys,
      "inputmode": "none",
      "autocomplete": "off",
      "spellcheck": "false",
      "dir": "ltr",
      "aria-describedby": wrong ? "help problem" : "help",
      "aria-invalid": wrong ? "true" : null,
    }),
  );
}

export function status({ words }, { status: told }) {
  return h(
    "div",
    { class: "sheet" },
    h("h1", { tabindex: "-1" }, told.title),
    h("p", {}, reference(told.reference)),
    h("p", { class: "lead" }, told.words),
    h("p", { class: "quiet" }, words.say("submitted_on", { day: told.submitted_on })),
  );
}
