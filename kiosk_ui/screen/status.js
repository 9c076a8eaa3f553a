/** Where a case stands: asked by reference and a second thing, told in words; and what its owner can do about it here. */

import { h, reference } from "./dom.js";
import { entry, entryForm, hint, problem } from "./entry.js";
import { howItWent } from "./how-it-went.js";
import { question } from "./question.js";
import { said } from "./said.js";

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

export function status(kiosk, { status: told, rated }) {
  const { words } = kiosk;
  return h(
    "div",
    { class: "sheet" },
    said(told),
    h("h1", { tabindex: "-1" }, told.title),
    h("p", {}, reference(told.reference)),
    h("p", { class: "lead" }, told.words),
    h("p", { class: "quiet" }, words.say("submitted_on", { day: told.submitted_on })),
    told.follow_up && followUp(kiosk, told.follow_up),
    howItWent(words, { how: told.how, rated }, kiosk.journey.rateDecision),
    told.appointment && appointment(kiosk, told.appointment),
    told.letters.length > 0 && letters(words, told),
    told.withdrawable && h("div", { class: "apart" }, keys(told.title, key(words.say("withdraw"), () => kiosk.askAgain("withdrawing")))),
  );
}

/** Another time for the appointment: the question as it is asked on the way. */
export function times(kiosk, { times: turn }) {
  return question({ ...kiosk, journey: { answer: kiosk.journey.moveTo }, again: kiosk.journey.otherTimes }, { turn });
}

function followUp({ words, journey }, asked) {
  return h("div", {}, h("h2", {}, asked), keys(asked, key(words.say("yes"), () => journey.followUp(true)), key(words.say("no"), () => journey.followUp(false))));
}

function appointment({ words, journey, askAgain }, { words: told, state, coming, movable }) {
  const ahead = coming && movable;
  return h(
    "div",
    {},
    h("p", { class: "lead" }, told),
    state === "confirmed" && h("p", {}, words.say("coming")),
    movable &&
      keys(
        words.say("appointment"),
        ahead && state === "made" && key(words.say("confirm"), journey.confirm),
        key(words.say("other_time"), journey.otherTimes),
        ahead && key(words.say("call_off"), () => askAgain("calling_off")),
      ),
  );
}

/** `group`: what they are about, for who comes upon one of them by ear. */
function keys(group, ...buttons) {
  return h("div", { "class": "services-more", "role": "group", "aria-label": group }, buttons);
}

function key(name, onclick) {
  return h("button", { type: "button", class: "button button-secondary", onclick }, name);
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
