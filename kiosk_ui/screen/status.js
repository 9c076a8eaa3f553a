/** Where a case stands: asked by reference and a second thing, told in words. Nothing can be changed here. */

import { h, reference } from "./dom.js";
import { entry, entryForm, hint, problem } from "./entry.js";

/** Where the reference was scanned, only the status code is left to type. */
export function asking({ words, journey }, { unknownCase, reference: known }) {
  const wrong = unknownCase && words.say("unknown_case");
  return entryForm(
    words.say("where_is_it"),
    ({ reference: name, proof }) => journey.track(name.value, proof.value),
    hint(words.say("where_is_it_words")),
    problem(wrong),
    entry({ name: "reference", keys: "code", label: words.say("reference_asked"), value: known, wrong }),
    entry({ words, name: "proof", keys: "digits", label: words.say("proof_asked"), wrong, first: known !== "", secret: true }),
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
    told.letters.length > 0 && letters(words, told),
  );
}

/** That there is a letter, never what it says: it is read where nobody looks on. */
function letters(words, told) {
  return h(
    "div",
    {},
    h("h2", {}, words.say("letters")),
    told.letters.map((title) => h("p", {}, h("bdi", {}, title))),
    h("figure", { class: "scan" }, h("img", { src: told.qr, alt: "" }), h("figcaption", {}, words.say("letters_scan"))),
  );
}
