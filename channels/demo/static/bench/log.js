/** The event log as sentences, the newest first; never more than there is room for in an hour's reading. */

import { badge, h } from "./dom.js";

const MOST = 100;

export function createLog(list, say) {
  let told = 0;
  const nothing = h("li", { class: "quiet" }, say("nothing_yet"));
  list.append(nothing);

  return {
    add(events) {
      const fresh = events.filter(({ sequence }) => sequence > told);
      if (!fresh.length) return;
      nothing.remove();
      told = fresh[0].sequence;
      list.prepend(...fresh.map(sentence));
      while (list.children.length > MOST) list.lastElementChild.remove();
    },
  };

  /** `at` is the town's time, wherever the page is looked at. */
  function sentence({ at, door, place, words }) {
    return h("li", { "data-place": place || "other" }, badge(door, say), h("span", { class: "log-words" }, words), h("time", { datetime: at }, at.slice(11, 19)));
  }
}
