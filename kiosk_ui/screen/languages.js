/** The choice of language, each in its own script. */

import { h } from "./dom.js";

export function languageTiles(languages, chosen, speak) {
  return h(
    "div",
    { class: "tiles tiles-languages" },
    languages.map(({ code, name, direction }) =>
      h(
        "button",
        { type: "button", class: "tile tile-language", lang: code, dir: direction, "aria-current": code === chosen ? "true" : null, onclick: () => speak(code) },
        name,
      ),
    ),
  );
}

export function languageChoice({ words, languages, journey }) {
  const heading = languages.map(({ code, direction }) =>
    h("span", { lang: code, dir: direction }, words.sayIn(code, "choose_language")),
  );
  return h("div", { class: "sheet" }, h("h1", { class: "heading-languages", tabindex: "-1" }, heading), languageTiles(languages, null, journey.speak));
}
