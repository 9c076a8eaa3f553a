/** An end in words: an outcome, a closed service, a question that cannot be asked here. */

import { h, icon } from "./dom.js";
import { said } from "./said.js";

/** An outcome whose code is `call-` and a number: somebody may be hurt. */
const EMERGENCY = "call-";

export function ending({ words }, { turn }) {
  const { prompt } = turn;
  const [first, ...rest] = sentences(prompt.words || words.say("done_here"), turn.language);
  return h(
    "div",
    { class: "sheet" },
    said(turn),
    h(
      "div",
      { class: prompt.outcome.startsWith(EMERGENCY) ? "danger" : null },
      prompt.outcome.startsWith(EMERGENCY) && icon("warning"),
      h("div", {}, h("h1", { tabindex: "-1" }, first), rest.length > 0 && h("p", { class: "lead" }, rest.join(""))),
    ),
    prompt.help && h("p", { class: "lead" }, prompt.help),
    prompt.notes.map((note) => h("div", { class: "notice" }, icon("info"), h("p", {}, note))),
  );
}

/** The first sentence is what must not be missed ("Call 112 now."); the others stand below it. */
function sentences(words, language) {
  return Array.from(new Intl.Segmenter(language || undefined, { granularity: "sentence" }).segment(words), ({ segment }) => segment);
}
