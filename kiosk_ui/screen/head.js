/** The band at the top: the town, the service, how far one is. */

import { canMove } from "./dialog.js";
import { h, icon, mark } from "./dom.js";
import { helpButton } from "./ease.js";

const MOST_ARCHES = 12;

export function head(kiosk, state) {
  const { town, words, languages, journey, open } = kiosk;
  const { screen, service, turn } = state;
  if (screen === "attract") return [];
  const progress = screen === "turn" ? turn.prompt.progress : null;
  const title = screen === "turn" ? turn.prompt.title || service?.title : "";
  return [
    h("p", { class: "brand" }, mark(), h("span", {}, town)),
    title && h("p", { class: "head-title" }, title),
    progress && progressOf(progress),
    canMove(state) &&
      h("button", { type: "button", class: "head-button head-phone", onclick: journey.handOver }, icon("phone"), words.say("to_phone")),
    languages.length > 1 &&
      screen !== "languages" &&
      h("button", { type: "button", class: "head-button head-language", onclick: open }, icon("language"), words.say("language")),
    helpButton(kiosk),
  ].filter(Boolean);
}

function progressOf({ number, total, words }) {
  if (!total) return h("p", { class: "progress" }, words);
  const shown = Math.min(total, MOST_ARCHES);
  const lit = Math.floor(((number - 1) * shown) / total);
  const arches = Array.from({ length: shown }, (_, at) =>
    h("span", { class: at < lit ? "arch-lit" : at === lit ? "arch-now" : null }),
  );
  return h("p", { class: "progress" }, h("span", { class: "arches", "aria-hidden": "true" }, arches), h("span", {}, words));
}
