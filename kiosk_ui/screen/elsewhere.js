/** Going on at another door: the picture and the code for it, and what is said once the draft has moved. */

import { h, reference } from "./dom.js";

export function elsewhere({ words }, { offer }) {
  return h(
    "div",
    { class: "sheet sheet-elsewhere" },
    h("h1", { tabindex: "-1" }, words.say("elsewhere")),
    h("p", { class: "lead" }, words.say("elsewhere_words")),
    h("figure", { class: "scan" }, h("img", { src: offer.qr, alt: "" })),
    h("p", {}, offer.number ? words.say("elsewhere_text", offer) : words.say("elsewhere_type")),
    h("p", { "class": "dictated", "data-code": offer.code }, reference(offer.code)),
    h("p", { class: "quiet" }, words.say("elsewhere_lasts", { time: offer.code_lasts })),
  );
}

export function moved({ words, journey }, { turn }) {
  const { prompt } = turn;
  return h(
    "div",
    { class: "sheet" },
    h("h1", { tabindex: "-1" }, prompt.words),
    prompt.options.map(({ label }) => h("button", { type: "button", class: "button", onclick: journey.bringBack }, h("span", {}, label))),
  );
}
