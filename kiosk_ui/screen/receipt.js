/** What the person takes away: reference and status code, what happens next, a QR code, and the paper. */

import { h, reference } from "./dom.js";
import { howItWent } from "./how-it-went.js";
import { canPrint, paper, unprinted } from "./paper.js";
import { toPhone } from "./sending.js";

export function receipt(kiosk, { turn, printed, printer, sent, how, rated }) {
  const { words } = kiosk;
  const { receipt: given } = turn.prompt;
  const keep = canPrint(printer) ? !printed && h("p", { class: "quiet" }, words.say("keep")) : unprinted(words, printer, "keep_unprinted");
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
    next(given, words, keep, toPhone(kiosk, { turn, sent })),
    howItWent(words, { how, rated }, kiosk.journey.rate),
    printed ? paper(kiosk, turn.paper, { printed, printer }) : scan(turn.paper, words),
  );
}

function next(given, words, ...keep) {
  return h(
    "div",
    { class: "receipt-next" },
    h("h2", {}, words.say("next")),
    h("p", {}, given.words),
    given.notes.map((note) => h("p", {}, note)),
    given.due && h("p", {}, h("strong", {}, words.say("due")), " ", h("bdi", {}, given.due)),
    keep,
  );
}

function scan({ qr }, words) {
  return h("figure", { class: "scan" }, h("img", { src: qr, alt: "" }), h("figcaption", {}, words.say("scan")));
}
