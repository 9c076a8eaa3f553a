/** What stands on the screen while nobody is there: the town, and a greeting in each of its languages. */

import { bridge, h, icon, mark } from "./dom.js";
import { helpButton } from "./ease.js";

/** A touch anywhere starts; a touch on a greeting starts in its language. */
export function attract(kiosk, { closed }) {
  const { town, demo, words, languages, journey } = kiosk;
  if (closed) return outOfOrder(town, words, languages);
  return h(
    "div",
    { class: "attract", onclick: journey.start },
    h("h1", { class: "attract-town", tabindex: "-1" }, mark(), town),
    h("div", { class: "attract-greetings" }, languages.map((language) => greeting(language, words, journey))),
    bridge(),
    helpButton(kiosk, "head-button attract-help"),
    demo && h("p", { class: "attract-demo" }, words.say("demo")),
  );
}

function greeting({ code, direction }, words, journey) {
  const start = (event) => {
    event.stopPropagation();
    journey.speak(code);
  };
  return h(
    "div",
    { class: "attract-greeting", lang: code, dir: direction },
    h("p", { class: "attract-welcome" }, words.sayIn(code, "welcome")),
    h("button", { type: "button", class: "attract-touch", onclick: start }, icon("touch"), words.sayIn(code, "touch")),
  );
}

/** Nothing to touch: it says so in each language, and where else one can go. */
function outOfOrder(town, words, languages) {
  return h(
    "div",
    { class: "attract" },
    h("h1", { class: "attract-town", tabindex: "-1" }, mark(), town),
    h(
      "div",
      { class: "attract-greetings" },
      languages.map(({ code, direction }) =>
        h(
          "div",
          { class: "attract-greeting", lang: code, dir: direction },
          h("p", { class: "attract-welcome" }, words.sayIn(code, "out_of_order")),
          h("p", {}, words.sayIn(code, "out_of_order_words")),
        ),
      ),
    ),
    bridge(),
  );
}
