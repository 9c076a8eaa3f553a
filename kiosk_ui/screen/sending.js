/** The reference sent to a phone: a number is typed, and one text goes there. */

import { h, icon } from "./dom.js";
import { entry, entryForm, hint, problem } from "./entry.js";

export function sending({ words, journey }, { wrongNumber, number }) {
  return entryForm(
    words.say("to_my_phone"),
    (entered) => journey.sendTo(entered.number.value),
    hint(words.say("to_my_phone_words")),
    problem(wrongNumber),
    entry({ name: "number", keys: "phone", label: words.say("phone_number"), value: number, wrong: wrongNumber }),
  );
}

/** On the receipt: the way there, or that it is done. */
export function toPhone({ words, journey }, { turn, sent }) {
  if (sent) return h("div", { class: "notice notice-done", role: "status" }, icon("check"), h("p", {}, words.say("sent_to_phone", { number: sent })));
  return turn.sends && h("button", { type: "button", class: "button button-secondary", onclick: journey.sendThere }, words.say("to_my_phone"));
}
