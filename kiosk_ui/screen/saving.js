/** Saving to come back later: a number of one's own, then the code that opens everything together with it. */

import { h, reference } from "./dom.js";
import { entry, entryForm, hint, problem } from "./entry.js";
import { canPrint, paper, unprinted } from "./paper.js";

export function saving({ words, journey }, { wrongSecond }) {
  return entryForm(
    words.say("save_here"),
    (entered) => journey.save(entered.second.value),
    hint(words.say("saving_words")),
    problem(wrongSecond),
    entry({ words, name: "second", keys: "digits", label: words.say("saving_number"), wrong: wrongSecond, secret: true }),
  );
}

export function saved(kiosk, { saved: kept, printed, printer }) {
  const { words } = kiosk;
  return h(
    "div",
    { class: "sheet sheet-elsewhere" },
    h("h1", { tabindex: "-1" }, words.say("saved", { date: kept.until })),
    canPrint(printer) ? h("p", { class: "lead" }, words.say("saved_words")) : unprinted(words, printer, "saved_unprinted"),
    printed
      ? paper(kiosk, kept, { printed, printer }, "slip")
      : h("figure", { class: "scan" }, h("img", { src: kept.qr, alt: "" }), h("figcaption", {}, words.say("scan_saved"))),
    h("p", { "class": "dictated", "data-code": kept.code }, reference(kept.code)),
  );
}
