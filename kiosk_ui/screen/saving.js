/** Saving to come back later: a number of one's own, then the code that opens everything together with it. */

import { h, icon, reference } from "./dom.js";
import { paper } from "./receipt.js";

export function saving({ words, journey }, { wrongSecond }) {
  return h(
    "form",
    {
      id: "question",
      class: "sheet",
      novalidate: true,
      onsubmit: (event) => {
        event.preventDefault();
        journey.save(event.target.elements.second.value);
      },
    },
    h("h1", { id: "ask", tabindex: "-1" }, words.say("save_here")),
    h("p", { class: "hint", id: "help" }, words.say("saving_words")),
    h(
      "div",
      { class: "field" },
      h("label", { for: "second" }, words.say("saving_number")),
      wrongSecond && h("p", { class: "error-words", id: "problem", role: "alert" }, icon("warning"), h("span", {}, wrongSecond)),
      h("input", {
        "type": "text",
        "id": "second",
        "name": "second",
        "class": "input width-20",
        "data-keys": "digits",
        "inputmode": "none",
        "autocomplete": "off",
        "dir": "ltr",
        "aria-describedby": wrongSecond ? "help problem" : "help",
        "aria-invalid": wrongSecond ? "true" : null,
      }),
    ),
  );
}

export function saved({ words }, { saved: kept, printed }) {
  return h(
    "div",
    { class: "sheet sheet-elsewhere" },
    h("h1", { tabindex: "-1" }, words.say("saved", { date: kept.until })),
    h("p", { class: "lead" }, words.say("saved_words")),
    printed
      ? paper(kept, words, "slip")
      : h("figure", { class: "scan" }, h("img", { src: kept.qr, alt: "" }), h("figcaption", {}, words.say("scan_saved"))),
    h("p", { "class": "dictated", "data-code": kept.code }, reference(kept.code)),
  );
}
