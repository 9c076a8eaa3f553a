/** How it went: a question that one touch answers, or that is left alone. */

import { h } from "./dom.js";

const SCALE = /^\d$/;

/** `how` is {words, options}; nothing is asked without it. `rate` takes the value that was touched. */
export function howItWent(words, { how, rated }, rate) {
  if (!how) return rated && h("p", { class: "how-it-went rated", role: "status" }, words.say("rated"));
  const { options } = how;
  const scale = options.every(({ value }) => SCALE.test(value));
  return h(
    "div",
    { class: "how-it-went" },
    h("h2", { id: "how" }, how.words),
    scale && h("p", { "class": "scale-ends", "aria-hidden": "true" }, h("span", {}, options[0].label), h("span", {}, options.at(-1).label)),
    h(
      "div",
      { "class": scale ? "scale" : "services-more", "role": "group", "aria-labelledby": "how" },
      options.map((option) => h("button", { type: "button", class: "button button-secondary", onclick: () => rate(option.value) }, scale ? onScale(option) : option.label)),
    ),
    h("p", { class: "quiet" }, words.say("rating_words")),
  );
}

/** A number to be touched; whoever does not see its place on the scale hears what it means. */
function onScale({ value, label }) {
  return [h("span", {}, value), " ", h("span", { class: "visually-hidden" }, label)];
}
