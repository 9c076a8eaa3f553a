/** Paper: whether there is any, the picture of what was printed, and what to do instead. */

import { h, icon } from "./dom.js";

const PRINTS = new Set(["ready", "near_end"]);
const WHY = { out: "no_paper", gone: "no_printer" };
const MOST_COPIES = 3; // the door prints no more

export const canPrint = (printer) => PRINTS.has(printer);

/** The lines that went to the printer, and another copy for whoever wants one; `name` says what it is. */
export function paper({ words, journey }, { lines, qr }, { printed, printer }, name = "paper") {
  const more = canPrint(printer) && printed < MOST_COPIES;
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
    more && h("button", { type: "button", class: "button button-secondary slip-again", onclick: journey.print }, icon("print"), words.say("print_again")),
  );
}

/** Why there is no Print, where it usually is, and the other way. */
export function unprinted(words, printer, otherwise) {
  const sentences = [WHY[printer], otherwise].filter(Boolean).map((name) => words.say(name));
  return h("div", { class: "notice", role: "status" }, icon("info"), h("p", {}, sentences.join(" ")));
}
