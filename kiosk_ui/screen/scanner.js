/**
 * A scanner that types as a keyboard: told from a person by its haste, kept out of every field, and announced. What a
 * code is good for is not decided here.
 */

import { SCANNED } from "./scanned.js";

const SHORTEST = 6; // keys; nobody types so many in such haste
const ENDS = new Set(["Enter", "Tab"]);
const MODIFIERS = new Set(["Shift", "CapsLock", "NumLock", "AltGraph"]);
const passed = new WeakSet(); // our own events, for keys that were a person's after all
const LINK = /https?:\/\//;

/** `gap`: milliseconds between two keys of the scanner; `prefix`: what it types before each code. */
export function watchScanner({ prefix, gap }, current) {
  let burst = []; // keys that follow one another in haste
  let last = -Infinity;
  let timer = 0;

  function heard(event) {
    if (passed.has(event)) return;
    if (MODIFIERS.has(event.key)) return;
    const hasty = event.timeStamp - last <= gap;
    last = event.timeStamp;
    if (!hasty) begin();
    if (ENDS.has(event.key) && taken()) halt(event);
    else if (isLetter(event)) hold(event, hasty);
    else begin();
  }

  /** A key reaches nobody, neither a field nor the keypad's commands, until it is known whose it is: a person does not notice. */
  function hold(event, hasty) {
    const presses = event.key === " " && !inField(); // the button that has the focus
    const kept = !event.defaultPrevented && (hasty || !presses);
    burst.push({ key: event.key, code: event.code, held: kept, written: null });
    if (kept) halt(event);
    clearTimeout(timer);
    timer = setTimeout(release, gap);
  }

  /** Where it was a person, nothing is lost. */
  function release() {
    for (const each of burst) {
      if (each.held && isTyped(each)) each.written = write(each.key);
      each.held = false;
    }
  }

  function begin() {
    release();
    burst = [];
  }

  /** Whether what came in haste is a code. It leaves each field as if it had never been there. */
  function taken() {
    const text = burst.map(({ key }) => key).join("");
    const start = prefix ? text.indexOf(prefix) : Math.max(text.search(LINK), 0);
    const code = text.slice(start + prefix.length);
    if (start < 0 || code.length < SHORTEST) return false;
    const scanned = burst.splice(start);
    for (const { written } of scanned.reverse()) written?.();
    begin();
    document.dispatchEvent(new CustomEvent(SCANNED, { detail: { code, language: current() } }));
    return true;
  }

  document.addEventListener("keydown", heard, true);
}

function isLetter({ key, repeat, ctrlKey, altKey, metaKey, isComposing }) {
  return key.length === 1 && !(repeat || ctrlKey || altKey || metaKey || isComposing);
}

/** A person's key after all: whoever heeds keys hears of it, and it is typed unless it was a command. */
function isTyped({ key, code }) {
  const event = new KeyboardEvent("keydown", { key, code, bubbles: true, cancelable: true });
  passed.add(event);
  return (document.activeElement ?? document.body).dispatchEvent(event);
}

function halt(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}

function inField() {
  return document.activeElement?.matches("[data-keys]");
}

/** Types a key where the cursor stands, and gives what takes it back. */
function write(key) {
  if (!inField()) return null;
  const field = document.activeElement;
  const { selectionStart: start, selectionEnd: end, value } = field;
  const before = value.slice(start, end);
  field.setRangeText(key, start, end, "end");
  changed(field, "insertText");
  return () => {
    if (!field.isConnected || field.value.slice(start, start + key.length) !== key) return;
    field.setRangeText(before, start, start + key.length, "preserve");
    field.focus(); // a full field may have led on to the next one
    changed(field, "deleteContentBackward");
  };
}

function changed(field, inputType) {
  field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType }));
}
