/** Coming from another door: typing or scanning the code, and what waits behind it. */

import { h } from "./dom.js";
import { entry, entryForm, hint, problem } from "./entry.js";

export function code({ words, journey }, { typed, wrongCode }) {
  const wrong = wrongCode && words.say("code_not_good");
  return entryForm(
    words.say("code"),
    (entered) => journey.lookUp(entered.code.value),
    hint(words.say("code_words")),
    problem(wrong),
    entry({ name: "code", keys: "code", value: typed, wrong }),
  );
}

/** What was saved opens with the word or number that was chosen then. */
export function waiting({ words, journey }, { waiting: found, wrongSecond }) {
  return entryForm(
    found.title,
    (entered) => journey.takeOver(found.secured ? entered.second.value : null),
    h("p", { class: "lead" }, found.words),
    h("p", {}, words.say("go_on_here_words")),
    problem(wrongSecond),
    found.secured && entry({ words, name: "second", keys: "letters", label: words.say("chosen"), wrong: wrongSecond, help: false, dir: null, secret: true }),
  );
}
