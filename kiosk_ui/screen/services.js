/** The town's services as tiles. */

import { h, icon } from "./dom.js";

export function services({ words, journey }, state) {
  return h(
    "div",
    { class: "sheet" },
    h("h1", { tabindex: "-1" }, words.say("choose_service")),
    h("div", { class: "tiles" }, state.services.map((service) => tile(service, words, journey))),
    h(
      "div",
      { class: "services-more" },
      h("button", { type: "button", class: "button button-secondary", onclick: journey.enterCode }, words.say("have_code")),
      h("button", { type: "button", class: "button button-secondary", onclick: journey.whereIsIt }, words.say("where_is_it")),
    ),
  );
}

function tile(service, words, journey) {
  return h(
    "button",
    { type: "button", class: "tile", onclick: () => journey.choose(service) },
    h("span", { class: "doorway" }, icon(service.icon)),
    h(
      "span",
      { class: "tile-words" },
      h("span", { class: "tile-title" }, service.title),
      h("span", { class: "tile-note" }, service.open ? [service.takes, service.price].filter(Boolean).join(" · ") : words.say("closed")),
    ),
  );
}
