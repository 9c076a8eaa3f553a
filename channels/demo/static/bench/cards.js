/** The drafts as they are stored, and what they come to. */

import { badge, h } from "./dom.js";

const PLACES = ["phone", "web", "kiosk"];
const SHORT = 7;

export function createCards(region, counters, sameness, say, services) {
  let drawn = "";

  return {
    /** `left` has the places whose draft goes on at another door. */
    draw(state, service, left) {
      const now = JSON.stringify([state.cards, state.same, state.counted, service, [...left]]);
      if (now === drawn) return;
      drawn = now;
      region.replaceChildren(...PLACES.map((place) => card(place, state.cards[place], { say, service, services, left })));
      for (const counter of counters) counter.textContent = state.counted[counter.dataset.count];
      for (const counter of counters) counter.classList.toggle("bad", counter.dataset.count === "lost" && state.counted.lost > 0);
      same(sameness, state, say);
    },
  };
}

function same(element, { same, cards }, say) {
  const answered = Object.values(cards).filter((card) => card?.answers.length).length;
  const equal = answered > 1 && same === answered;
  element.className = equal ? "sameness tag tag-done" : "sameness tag";
  if (answered < 2) element.textContent = say("not_yet");
  else element.textContent = same > 1 ? say("same", { same, all: answered }) : say("differ");
}

function card(place, draft, { say, service, services, left }) {
  const head = h("h3", {}, badge(place, say));
  if (!draft) {
    const keyword = services[service]?.keyword ?? "";
    const none = left.has(place) ? say("left") : say(`no_draft_${place}`, { keyword });
    return h("article", { class: `card card-${place}` }, head, h("p", { class: "quiet" }, none));
  }
  return h(
    "article",
    { class: `card card-${place}` },
    h(
      "header",
      { class: "card-head" },
      head,
      h("p", { class: "quiet mono" }, say("version", { version: draft.version.slice(0, SHORT) })),
      h("p", { class: "quiet service-title" }, draft.title),
    ),
    standing(draft, say),
    draft.answers.length
      ? h("dl", { class: "given" }, draft.answers.map((answer) => h("div", {}, h("dt", {}, answer.question), h("dd", {}, h("bdi", {}, answer.shown), badge(answer.door, say)))))
      : h("p", { class: "quiet" }, say("no_answers")),
  );
}

/** Where the draft stands: its reference, an end in words, or what is asked. */
function standing(draft, say) {
  if (draft.reference) return h("p", { class: "card-now card-done" }, h("span", {}, say("reference")), h("bdi", { class: "reference", dir: "ltr" }, draft.reference));
  if (draft.kind === "say" && draft.state === "open") return h("p", { class: "card-now" }, h("span", {}, say("way_out")), h("strong", {}, draft.asked));
  if (draft.kind === "say") return h("p", { class: "card-now" }, h("span", {}, say("ended")), h("strong", {}, draft.asked));
  return h("p", { class: "card-now" }, h("span", {}, say("asked")), h("strong", {}, draft.asked));
}
