/**
 * What makes the kiosk easier for one person: text size, colours, controls within reach, reading aloud. It lives in
 * the store and goes with the person; nothing here knows how anything is spoken.
 */

import { h, icon } from "./dom.js";

export const EASE = Object.freeze({
  size: "medium",
  contrast: "usual",
  low: false, // all controls at the bottom of the screen
  blank: false, // nothing to be seen
  speech: false,
  hushed: false, // the person silenced it: only they start it again
  rate: 1,
  volume: 0.6,
  keypad: false, // letters of the keypad are commands, not typed
  switches: false, // and so are its digits
});
const SIZES = ["size_small", "size_medium", "size_large", "size_largest"];
const CONTRASTS = ["contrast_usual", "contrast_dark", "contrast_light"];
const RATES = [0.6, 0.8, 1, 1.25, 1.5, 2, 2.5];
const VOLUMES = [0.2, 0.4, 0.6, 0.8, 1];
const TAKES_TIME = ["size", "contrast", "low", "blank", "speech", "keypad", "switches"];

/** Whether somebody needs more time than others: whoever changed anything but the sound. */
export function needsTime(ease) {
  return TAKES_TIME.some((name) => ease[name] !== EASE[name]);
}

/** One step more or less of what has steps. */
export function stepped(ease, name, by) {
  const steps = { rate: RATES, volume: VOLUMES }[name];
  const at = steps.indexOf(ease[name]) + by;
  return { [name]: steps[Math.min(Math.max(at, 0), steps.length - 1)] };
}

/** Silenced, it is not started by the next key; and without a voice nobody finds their way on a dark screen. */
export function toggledSpeech({ speech }) {
  return speech ? { speech: false, hushed: true, blank: false } : { speech: true, hushed: false };
}

/** Shows it on the whole page; the buttons of an open sheet say which is chosen. */
export function applyEase(root, ease) {
  root.dataset.size = ease.size;
  root.classList.toggle("contrast", ease.contrast === "dark");
  root.classList.toggle("contrast-light", ease.contrast === "light");
  for (const name of ["low", "blank", "speech", "keypad"]) root.classList.toggle(name, ease[name]);
  for (const button of root.querySelectorAll("[data-ease]")) {
    const [name, value] = button.dataset.ease.split(" ");
    button.setAttribute("aria-pressed", String(value ? ease[name] === value : ease[name]));
  }
}

export function helpButton({ words, help }, className = "head-button head-help") {
  return h("button", { type: "button", class: className, onclick: help }, icon("help"), words.say("help"));
}

/** The sheet behind the Help button. */
export function easier({ words, ease: change, open, close, speaks, isChecked }) {
  const button = (name, onclick, attributes) => h("button", { type: "button", class: "button button-secondary", onclick, ...attributes }, words.say(name));
  const one = (name, choices) =>
    h("div", { class: "easier-row", role: "group", "aria-label": words.say(name) }, h("p", {}, words.say(name)), choices.map((choice) => oneOf(name, choice)));
  const oneOf = (name, choice) => {
    const value = choice.slice(name.length + 1);
    return button(choice, () => change(() => ({ [name]: value })), { "data-ease": `${name} ${value}` });
  };
  const low = () => change((now) => ({ low: !now.low }));
  // Done with the sheet: on a dark screen nobody sees it.
  const dark = () => {
    change(({ blank }) => (blank ? { blank: false } : { blank: true, speech: true, hushed: false }));
    close();
  };
  const step = (word, name, by) => button(word, () => change((now) => stepped(now, name, by)));
  return [
    h("h2", { id: "dialog-heading" }, words.say("easier")),
    one("size", SIZES),
    one("contrast", CONTRASTS),
    h(
      "div",
      { class: "easier-row" },
      button("low", low, { "data-ease": "low" }),
      button("speech", () => change(toggledSpeech), { "data-ease": "speech" }),
      speaks() && button("blank", dark, { "data-ease": "blank" }),
    ),
    h("div", { class: "easier-row" }, step("slower", "rate", -1), step("faster", "rate", 1), step("quieter", "volume", -1), step("louder", "volume", 1)),
    h("div", { class: "hint" }, h("p", {}, words.say("keypad_words")), speaks() && !isChecked() && h("p", {}, words.say("voice_unchecked"))),
    h("div", { class: "easier-row" }, button("language", open), button("carry_on", close, { class: "button" })),
  ].filter(Boolean);
}
