/** Says that there is more below, and goes there by a touch: not everybody knows how to push a page with a finger. */

import { h, icon } from "./dom.js";

const OVERLAP = 0.85;
const NEGLIGIBLE = 24;

export function watchMore(scroller, words) {
  const label = h("span");
  const button = h(
    "button",
    { type: "button", class: "button button-lamp", id: "more", hidden: true, onclick: () => scroller.scrollBy({ top: scroller.clientHeight * OVERLAP }) },
    label,
    icon("down"),
  );
  function look() {
    // By keys it can be reached, and pushed, only where there is something to push.
    if (scroller.scrollHeight > scroller.clientHeight) scroller.setAttribute("tabindex", "0");
    else scroller.removeAttribute("tabindex");
    label.textContent = words.say("more_below");
    button.hidden = scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - NEGLIGIBLE;
  }
  scroller.after(button);
  scroller.addEventListener("scroll", look, { passive: true });
  const sizes = new ResizeObserver(look);
  sizes.observe(scroller);
  return {
    /** The screen was drawn anew. */
    look: () => {
      scroller.scrollTop = 0;
      sizes.disconnect();
      sizes.observe(scroller);
      for (const child of scroller.children) sizes.observe(child);
      look();
    },
  };
}
