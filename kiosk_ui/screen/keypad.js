/**
 * Keys of a tactile keypad, and two switches: everything that can be activated, by moving on and selecting. Keys that
 * are also typed count as commands only while the keypad is in use: from its first key that nobody would type (or any
 * of its keys where no text field has the focus) until something is typed that no keypad has. Digits of the switches
 * the same, for themselves. What the keys are called is the operator's matter.
 */

import { EASE, stepped, toggledSpeech } from "./ease.js";

const ACTIVE = "button, input, textarea, select, a[href]";
const TEXT = "textarea, [data-keys]";
const WHOLE = ".whole"; // a row of keys that one is at, but not in
const CHANGES = ".easier-row button, .row-buttons button, .mask-button"; // buttons that stay, while something else changes
const SWITCHES = new Set(["move", "choose"]);
const MOVES_CARET = new Set(["ArrowLeft", "ArrowRight"]);
const JACK = new Set(["headset_in", "headset_out"]);
const KEEPS_SOUND = new Set(["pause"]);
const STARTS_NOTHING = new Set(["select", "headset_out", "speech"]);
const ERASES = new Set(["Backspace", "Delete", "Tab"]);

/** Everything that can be activated, in reading order: only in the dialog where one is open. */
export function reachable(scope) {
  return [...scope.querySelectorAll(ACTIVE)].filter((each) => !each.disabled && !each.closest("[aria-hidden=true], [inert]") && each.checkVisibility());
}

/** The next one (`by` 1) or the one before (-1), round and round; from a heading, the next one after it. */
export function neighbour(all, from, by) {
  const at = all.indexOf(from);
  if (at >= 0) return all.at((at + by) % all.length);
  const after = all.findIndex((each) => from.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING);
  const found = after < 0 ? all.length : after;
  return all[(by > 0 ? found : found - 1 + all.length) % all.length];
}

/** One row of the keyboard's keys up or down, as near as there is one; nothing beyond the last. */
export function otherRow(key, by) {
  const row = key.closest(".hg-row");
  const rows = [...row.parentElement.children];
  const keys = rows[rows.indexOf(row) + by]?.children;
  return keys && keys[Math.min([...row.children].indexOf(key), keys.length - 1)];
}

export function watchKeypad({ map, store, kiosk, speech, regions }) {
  const { bar, dialog, keys } = regions;
  const deeds = new Map(Object.entries(map).flatMap(([deed, names]) => names.map((name) => [name.toUpperCase(), deed])));
  const deedOf = ({ key = "", code = "" }) => deeds.get(key.toUpperCase()) ?? deeds.get(code.toUpperCase());
  const ease = () => store.state.ease;
  const active = () => document.activeElement ?? document.body;
  const scope = () => (dialog.open ? dialog : document.body);

  const go = (by) => neighbour(reachable(scope()), active(), by)?.focus();

  /** With one switch to move, keys come by rows first: key by key a name would take hundreds of moves. */
  function move() {
    const key = active();
    const row = rowOf(key);
    if (row?.matches(WHOLE)) return row.nextElementSibling ? comeTo(row.nextElementSibling) : neighbour(reachable(scope()), last(keys), 1).focus();
    if (row) return key.nextElementSibling ? key.nextElementSibling.focus() : comeTo(row); // its end is where one gets out of it
    const next = neighbour(reachable(scope()), key, 1);
    return rowOf(next) ? comeTo(rowOf(next)) : next?.focus();
  }

  /** Into the row; a key that was chosen leads back to the first one. */
  function choose() {
    const key = active();
    const row = rowOf(key);
    if (row?.matches(WHOLE)) {
      row.classList.remove("whole");
      return speech.tellChanged(key);
    }
    select();
    return (row || key.matches(TEXT)) && rowOf(active()) ? comeTo(keys.querySelector(".hg-row")) : undefined;
  }

  const rowOf = (key) => (keys.contains(key) ? key.closest(".hg-row") : null);

  function comeTo(row) {
    active().blur(); // so that its first key is told as the row, though one has been there
    row.classList.add("whole");
    row.firstElementChild.focus();
  }

  function turn(by) {
    const key = keys.contains(active()) && active().closest(".hg-row") ? active() : null;
    const other = key && otherRow(key, by);
    if (other) return other.focus();
    if (key) return neighbour(reachable(document.body), by > 0 ? last(keys) : first(keys), by).focus();
    if (dialog.open) return undefined;
    const button = bar.children[by > 0 ? bar.children.length - 1 : 0];
    if (!button?.matches("button")) return undefined;
    // What cannot be undone is selected, not passed.
    return "weighs" in button.dataset ? button.focus() : button.click();
  }

  const first = (region) => reachable(region)[0];
  const last = (region) => reachable(region).at(-1);

  function select() {
    const field = active();
    if (field.matches(TEXT)) return first(keys)?.focus();
    field.click();
    if (field.matches(CHANGES) && field.isConnected) speech.tellChanged(field);
    return undefined;
  }

  const DEEDS = {
    next: () => go(1),
    previous: () => go(-1),
    move,
    forward: () => turn(1),
    back: () => turn(-1),
    select,
    choose,
    repeat: speech.again,
    pause: speech.pause,
    slower: () => sound("rate", -1),
    faster: () => sound("rate", 1),
    quieter: () => sound("volume", -1),
    louder: () => sound("volume", 1),
    help: kiosk.help,
    language: () => (store.state.screen === "attract" ? kiosk.journey.start() : kiosk.open()),
    speech: () => kiosk.ease(toggledSpeech),
    headset_in: () => kiosk.ease(() => ({ speech: true, hushed: false })),
    headset_out: () => kiosk.ease(() => ({ speech: false, hushed: true, rate: EASE.rate, volume: EASE.volume })),
  };

  function sound(name, by) {
    kiosk.ease((now) => stepped(now, name, by));
    speech.sayAgain();
  }

  /** Whether this key is a command now, or is typed. */
  function counts(deed, event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return false;
    if (!active().matches(TEXT)) return true;
    const { keypad, switches } = ease();
    if (SWITCHES.has(deed)) return switches;
    const typed = event.key.length === 1 || MOVES_CARET.has(event.key) || deed === "select" || active().matches("textarea");
    return keypad || switches || !typed || /^F\d/.test(event.key);
  }

  function heed(event) {
    const deed = deedOf(event);
    if (!deed || !counts(deed, event)) return typing(event);
    event.preventDefault();
    if (event.repeat) return undefined; // held down, it counts once
    const { speech: on, hushed } = ease();
    const unselected = deed === "select" && !active().matches(ACTIVE);
    kiosk.ease(() => (SWITCHES.has(deed) ? { switches: true } : deed === "select" ? {} : { keypad: true }));
    // The first key is for the ear: it tells where one is.
    if (!on && !hushed && (unselected || !STARTS_NOTHING.has(deed))) return kiosk.ease(() => ({ speech: true }));
    return DEEDS[deed]();
  }

  function typing({ key = "", ctrlKey, altKey, metaKey }) {
    const foreign = (key.length === 1 && !deeds.has(key.toUpperCase()) && key !== " ") || ERASES.has(key);
    if (foreign && !ctrlKey && !altKey && !metaKey && (ease().keypad || ease().switches)) kiosk.ease(() => ({ keypad: false, switches: false }));
  }

  /** At once, whatever the key does. */
  function interrupt(event) {
    if (event.type !== "keydown" || !KEEPS_SOUND.has(deedOf(event))) speech.hush();
  }

  /** A dark screen that nobody reads aloud, or that is touched, comes back, and the touch does nothing else. */
  function light(event) {
    const { blank, speech: on } = ease();
    const byKey = event.type === "keydown" ? on || JACK.has(deedOf(event)) : event.detail === 0 && event.type === "click";
    if (!blank || byKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.type !== "pointerdown") kiosk.ease(() => ({ blank: false }));
  }

  for (const type of ["keydown", "pointerdown"]) document.addEventListener(type, interrupt, true);
  for (const type of ["keydown", "pointerdown", "click"]) document.addEventListener(type, light, true);
  document.addEventListener("keydown", heed);
  keys.addEventListener("focusout", ({ target }) => target.closest(WHOLE)?.classList.remove("whole"));
  watchJack((plugged) => DEEDS[plugged ? "headset_in" : "headset_out"]());
}

/** Where the browser may see the sound's devices: one more is a headset, one less is none. */
async function watchJack(heed) {
  const { mediaDevices } = navigator;
  if (!mediaDevices?.enumerateDevices) return;
  const outputs = async () => (await mediaDevices.enumerateDevices()).filter(({ kind }) => kind === "audiooutput").length;
  let before = await outputs();
  mediaDevices.addEventListener("devicechange", async () => {
    const now = await outputs();
    if (now !== before) heed(now > before);
    before = now;
  });
}
