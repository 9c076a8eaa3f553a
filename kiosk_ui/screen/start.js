/** A service's start page: what it needs, how long it takes, what it costs, what happens with the answers. */

import { h, icon } from "./dom.js";

export function start({ words }, { service }) {
  const facts = [
    ["document", "needs", service.needs.length ? service.needs : words.say("needs_nothing")],
    ["clock", "takes", service.takes],
    ["euro", "price", service.price],
    ["person", "identity", service.identity],
    ["check", "promise", service.promise],
    ["info", "privacy", [words.say("privacy_words"), service.keeps].filter(Boolean).join(" ")],
  ];
  return h(
    "div",
    { class: "sheet" },
    h("h1", { tabindex: "-1" }, service.title),
    h("p", { class: "lead" }, service.summary),
    !service.open && h("div", { class: "notice notice-wait" }, icon("clock"), h("p", {}, service.closed || words.say("closed"))),
    h(
      "dl",
      { class: "facts" },
      facts
        .filter(([, , told]) => told)
        .map(([picture, name, told]) => h("div", {}, icon(picture), h("dt", {}, words.say(name)), h("dd", {}, listed(told)))),
    ),
  );
}

function listed(told) {
  if (!Array.isArray(told)) return told;
  return told.length === 1 ? told[0] : h("ul", {}, told.map((each) => h("li", {}, each)));
}
