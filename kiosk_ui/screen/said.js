/** What the town answered before it asks on: remarks, what it understood. */

import { h, icon } from "./dom.js";

export function said(turn) {
  if (!turn.said.length) return null;
  return h("div", { class: "notice", role: "status" }, icon("info"), h("div", {}, turn.said.map((sentence) => h("p", {}, sentence))));
}
