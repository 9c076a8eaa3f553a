/** What the person takes away: reference and status code, what happens next, a QR code, and the paper. */

import { h, icon, reference } from "./dom.js";

export function receipt({ words }, { turn, printed }) {
  const { receipt: given } = turn.prompt;
  return h(
    "div",
    { class: "sheet sheet-receipt" },
    h(
      "div",
      { class: "receipt arcade" },
      h(
        "div",
        { class: "receipt-words" },
        h("h1", { tabindex: "-1" }, turn.prompt.words),
        h("p", {}, given.title),
        h(
          "dl",
          {},
          h("div", {}, h("dt", {}, words.say("reference")), h("dd", { class: "receipt-reference" }, reference(given.reference))),
          h("div", {}, h("dt", {}, words.say("status_code")), h("dd", {}, reference(given.status_code))),
        ),
      ),
    ),
    next(given, words),
    printed ? paper(turn.paper, words) : scan(turn.paper, words),
  );
}

function next(given, words) {
  return h(
    "div",
    { class: "receipt-next" },
    h("h2", {}, words.say("next")),
    h("p", {}, given.words),
    given.notes.map((note) => h("p", {}, note)),
    given.due && h("p", {}, h("strong", {}, words.say("due")), " ", h("bdi", {}, given.due)),
    h("p", { class: "quiet" }, words.say("keep")),
  );
}

function scan({ qr }, words) {
  return h("figure", { class: "scan" }, h("img", { src: qr, alt: "" }), h("figcaption", {}, words.say("scan")));
}

/** The picture of what was printed, from the lines that went to the printer; `name` says what it is. */
export function paper({ lines, qr }, words, name = "paper") {
  return h(
    "div",
    { class: "slip" },
    h("p", { class: "slip-said", role: "status" }, icon("check"), words.say(name === "paper" ? "printed" : "slip_printed")),
    h(
      "div",
      { class: "slip-paper", role: "group", "aria-label": words.say(name) },
      lines.map(({ text, label, size }) => h("p", {}, label && h("span", { class: "slip-label" }, label), h("bdi", { class: `slip-${size}` }, text))),
      h("img", { src: qr, alt: "" }),
      h("p", { class: "slip-plain" }, words.say(name === "paper" ? "scan" : "scan_saved")),
    ),
  );
}
