/** Coming from another door: typing or scanning the code, and what waits behind it. */

import { h, icon } from "./dom.js";

export function code({ words, journey }, { typed, wrongCode }) {
  const input = h("input", {
    "type": "text",
    "id": "code",
    "name": "code",
    "class": "input width-20",
    "data-keys": "code",
    "inputmode": "none",
    "autocomplete": "off",
    "spellcheck": "false",
    "dir": "ltr",
    "aria-labelledby": "ask",
    "aria-describedby": wrongCode ? "help problem" : "help",
    "aria-invalid": wrongCode ? "true" : null,
  });
  input.value = typed;
  return h(
    "form",
    {
      id: "question",
      class: "sheet",
      novalidate: true,
      onsubmit: (event) => {
        event.preventDefault();
        journey.lookUp(input.value);
      },
    },
    h("h1", { id: "ask", tabindex: "-1" }, words.say("code")),
    h("p", { class: "hint", id: "help" }, words.say("code_words")),
    wrongCode && h("p", { class: "error-words", id: "problem", role: "alert" }, icon("warning"), h("span", {}, words.say("code_not_good"))),
    h("div", { class: "field" }, input),
  );
}

export function waiting({ words, journey }, { waiting: found, wrongSecond }) {
  return h(
    "form",
    {
      id: "question",
      class: "sheet",
      novalidate: true,
      onsubmit: (event) => {
        event.preventDefault();
        journey.takeOver(found.secured ? event.target.elements.second.value : null);
      },
    },
    h("h1", { id: "ask", tabindex: "-1" }, found.title),
    h("p", { class: "lead" }, found.words),
    h("p", {}, words.say("go_on_here_words")),
    found.secured && second(words, wrongSecond),
  );
}

/** What was chosen when it was saved: a word or a number. */
function second(words, wrong) {
  return h(
    "div",
    { class: "field" },
    h("label", { for: "second" }, words.say("chosen")),
    wrong && h("p", { class: "error-words", id: "problem", role: "alert" }, icon("warning"), h("span", {}, wrong)),
    h("input", {
      "type": "text",
      "id": "second",
      "name": "second",
      "class": "input width-20",
      "data-keys": "letters",
      "inputmode": "none",
      "autocomplete": "off",
      "spellcheck": "false",
      "aria-describedby": wrong ? "problem" : null,
      "aria-invalid": wrong ? "true" : null,
    }),
  );
}
