/**
 * The keyboard on the screen. It writes into the field that has the focus, at the cursor, and remembers nothing
 * itself. A real keyboard or a scanner may be plugged in: the fields are ordinary inputs.
 */

import { SimpleKeyboard } from "../vendor/simple-keyboard/index.modern.esm.js";
import { h } from "./dom.js";
import { nextField } from "./fields.js";
import { isPad, layoutFor } from "./layouts.js";

const NAMES = {
  "{bksp}": "key_delete",
  "{space}": "key_space",
  "{shift}": "key_shift",
  "{accents}": "key_accents",
  "{letters}": "key_letters",
  "{marks}": "key_accents",
  "{next}": "key_next",
};
const LEADS_TO = { "{accents}": "accents", "{letters}": "default", "{marks}": "marks" };
const OTHER_CASE = { default: "shift", shift: "default", accents: "capitals", capitals: "accents" };
const CHARACTERS = new Intl.Segmenter();
const CAPITALS = new Set(["shift", "capitals"]);

/** `current` gives the language, `isLow` whether all is to be within low reach. */
export function createKeyboard(container, words, current, isLow) {
  let keyboard = null;
  let keys = "";
  let drawn = ""; // in which shape
  let target = null;

  function show(field) {
    target = field;
    if (keys === field.dataset.keys && drawn === shape()) return;
    hide();
    target = field;
    keys = field.dataset.keys;
    drawn = shape();
    container.className = `keys ${isPad(keys) ? "keys-pad" : "keys-letters"} keys-${drawn}`;
    container.setAttribute("aria-label", words.say("keyboard"));
    const holder = h("div", { class: "simple-keyboard" });
    container.replaceChildren(holder);
    keyboard = new SimpleKeyboard(holder, options());
    turnTo(keys === "letters" && !field.value && layout().shift ? "shift" : "default");
  }

  function hide() {
    keyboard?.destroy();
    keyboard = target = null;
    keys = "";
    container.removeAttribute("class");
    container.removeAttribute("aria-label");
    container.replaceChildren();
  }

  const shape = () => (innerWidth <= innerHeight ? "tall" : isLow() ? "low" : "wide");
  const layout = () => layoutFor(keys, current(), words.say("decimal_separator"), drawn);

  /** The screen, or what is within reach, is another one. */
  function fit() {
    if (target) show(target);
  }

  function options() {
    const named = Object.entries(NAMES);
    return {
      layout: layout(),
      display: {
        "{bksp}": words.say("key_delete"),
        "{space}": words.say("key_space"),
        "{shift}": "⇧",
        "{accents}": current() === "ar" ? "abc" : "é à ç",
        "{letters}": current() === "ar" ? "ا ب ت" : "a b c",
        "{marks}": "é à ç",
        "{next}": words.say("key_next"),
      },
      buttonAttributes: named.map(([buttons, name]) => ({ attribute: "aria-label", value: words.say(name), buttons })),
      useButtonTag: true,
      disableButtonHold: true,
      preventMouseDownDefault: true,
      disableCaretPositioning: true,
      onKeyPress: press,
      onChange: () => keyboard.clearInput(),
    };
  }

  function turnTo(name) {
    keyboard.setOptions({ layoutName: name });
  }

  function press(key) {
    const { layoutName } = keyboard.options;
    if (key === "{shift}") turnTo(OTHER_CASE[layoutName]);
    else if (key in LEADS_TO) turnTo(LEADS_TO[key]);
    else if (key === "{next}") goOn();
    else {
      write(key);
      if (CAPITALS.has(layoutName)) turnTo(OTHER_CASE[layoutName]);
    }
  }

  function goOn() {
    const next = nextField(target);
    if (next) next.focus();
    else if (target.tagName === "TEXTAREA") write("\n");
    else target.form.requestSubmit();
  }

  function write(key) {
    const { value, selectionStart: start, selectionEnd: end } = target;
    // What is seen as one character goes as one, of however many it is made.
    const before = start === end ? ([...CHARACTERS.segment(value.slice(0, start))].at(-1)?.index ?? 0) : start;
    if (key === "{bksp}") target.setRangeText("", before, end, "end");
    else target.setRangeText(key === "{space}" ? " " : key, start, end, "end");
    const inputType = key === "{bksp}" ? "deleteContentBackward" : "insertText";
    target.dispatchEvent(new InputEvent("input", { bubbles: true, inputType }));
  }

  // A key that was selected by a keypad is no touch, and simple-keyboard does not see it. Drawn again (capitals), the
  // keys are other elements: the one in the same place is under the finger.
  container.addEventListener("click", ({ target: key, detail }) => {
    const name = key.dataset.skbtn;
    if (detail || !name) return;
    const place = placeOf(key);
    press(name);
    if (keyboard && !key.isConnected) keyAt(place)?.focus();
  });

  function placeOf(key) {
    const row = key.parentElement;
    return [row, key].map((each) => [...each.parentElement.children].indexOf(each));
  }

  const keyAt = ([row, at]) => container.querySelectorAll(".hg-row")[row]?.children[at];

  // A touch on a key must not take the focus out of the field.
  container.addEventListener("mousedown", (event) => event.preventDefault());
  addEventListener("resize", fit);
  return { show, hide, fit };
}
