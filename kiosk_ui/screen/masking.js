/**
 * Dots for what onlookers must not read, typed or read back, until the person asks to see it. What is masked is spoken
 * as asterisks, and what is shown in words: who listens is as private as who looks. Each new screen is masked again.
 */

import { h } from "./dom.js";

/** The input and, beside it, the button that shows it; `label` is what it is called. */
export function masked(input, { words, label }) {
  const button = h("button", { type: "button", class: "button button-secondary mask-button" });
  const draw = (hidden) => {
    input.toggleAttribute("data-masked", hidden);
    // As a password, screen readers of the machine and the clipboard do not get it either.
    if (input.matches("input")) input.type = hidden ? "password" : "text";
    button.textContent = words.say(hidden ? "show" : "hide");
    button.setAttribute("aria-label", words.say(hidden ? "show_row" : "hide_row", { label }));
  };
  button.addEventListener("click", () => draw(!("masked" in input.dataset)));
  // A touch leaves the cursor where one types.
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("mousedown", (event) => event.preventDefault());
  input.autocomplete = "one-time-code"; // the browser does not offer to remember it
  draw(true);
  return h("div", { class: "masked" }, input, button);
}
