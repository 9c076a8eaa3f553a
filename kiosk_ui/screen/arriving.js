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

export function waiting({ words }, { waiting: found }) {
  return h(
    "div",
    { class: "sheet" },
    h("h1", { tabindex: "-1" }, found.title),
    h("p", { class: "lead" }, found.words),
    h("p", {}, words.say("go_on_here_words")),
  );
}
