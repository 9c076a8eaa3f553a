/**
 * Says in sentences what is shown, in reading order and each in the language in which it is shown. Reads the document
 * and changes nothing; how the sentences become sound is the business of voice.js.
 */

import { asSpoken, spelled } from "./spelling.js";

const SENTENCE = "h1, h2, h3, p, li, dt, dd, figcaption, button, label, span, strong, bdi";
const PASSED_OVER = "svg, .row-buttons, .rows-head button, [aria-hidden=true], .choice .hint, .with-unit > span";
const STANDS = "p, li, dt, dd, div, h1, .visually-hidden, .quiet, .slip-label, .tile-title, .tile-note";
const ENDS = /[.:;!?؟،…]$/;
/** Stands in words where one sentence ends and another begins: each has a sound of its own. Nobody sees or hears it. */
export const SEAM = "\u001f";

/** `sayIn(language, name, values)` gives the screen's own words. */
export function createTelling(sayIn) {
  const languageOf = (element) => element.closest("[lang]").lang;
  const sentence = (element, words) => ({ words, language: languageOf(element) });
  const say = (element, name, values) => sayIn(languageOf(element), name, values?.words ? { ...values, words: SEAM + values.words + SEAM } : values);

  /** The heading and what is wrong come first, then all that stands below, then where one is. */
  function screen(screenRegion, headRegion) {
    if (screenRegion.querySelector(".attract")) return welcome(screenRegion);
    const told = [...within(screenRegion)];
    const wrong = told.filter(({ alert }) => alert);
    const others = told.filter(({ alert }) => !alert);
    const at = others.findIndex(({ heading }) => heading) + 1;
    const where = [...headRegion.querySelectorAll(".head-title, .progress")].map((each) => sentence(each, textOf(each)));
    const keys = screenRegion.ownerDocument.documentElement.dataset.screen === "services" ? [sentence(screenRegion, say(screenRegion, "keypad_words"))] : [];
    return [...others.slice(0, at), ...wrong, ...others.slice(at), ...where, ...keys].filter(({ words }) => words).map(({ words, language }) => ({ words, language }));
  }

  /** In every language of the town: nobody has chosen one yet. */
  function welcome(region) {
    const greetings = [...region.querySelectorAll(".attract-greeting")].flatMap((each) => [sentence(each, say(each, "welcome")), sentence(each, say(each, "spoken_start"))]);
    const others = (which) => [...region.querySelectorAll(which)].map((each) => sentence(each, textOf(each)));
    return [...others("h1"), ...greetings, ...others(".attract-demo")];
  }

  function dialog(region) {
    return [...within(region)].filter(({ words }) => words).map(({ words, language }) => ({ words, language }));
  }

  function* within(element) {
    for (const child of element.children) {
      if (child.matches(PASSED_OVER) || !child.checkVisibility()) continue;
      if (isControl(child)) yield sentence(child, control(child));
      else if (child.matches("label") && child.control) continue; // said with its field
      else if (child.matches("img")) yield sentence(child, child.alt);
      else if (child.matches("dl > div")) yield sentence(child, pair(child));
      else if (child.matches("h1") && child.querySelector("[lang]")) yield* [...child.children].map((each) => ({ ...sentence(each, textOf(each)), heading: true }));
      else if (child.matches(SENTENCE) && !child.querySelector("button, input")) yield { ...sentence(child, textOf(child)), heading: child.matches("h1"), alert: child.matches("[role=alert]") };
      else yield* within(child);
    }
  }

  function pair(row) {
    const [term, ...told] = [...row.querySelectorAll("dt, dd:not(.row-buttons)")].map(textOf);
    return named(term, told.join(`. ${SEAM}`));
  }

  function control(element) {
    if (element.matches(".attract-touch")) return say(element, "spoken_here");
    if (element.dataset.skbtn) return element.getAttribute("aria-label") ?? letter(element, element.dataset.skbtn);
    if (element.matches("input[type=file]")) return say(element, "spoken_button", { words: textOf(element.labels[0]) });
    if (element.matches("[type=radio], [type=checkbox]")) return option(element);
    if (element.matches("input, textarea")) return field(element);
    const name = asSpoken(element.getAttribute("aria-label") ?? "") || textOf(element);
    const among = element.closest(".tiles, .easier-row, dialog");
    const named = among ? counted(element, name, [...among.querySelectorAll("button")]) : say(element, "spoken_button", { words: name });
    const pressed = element.getAttribute("aria-pressed") ?? element.getAttribute("aria-current");
    return pressed === "true" ? say(element, "spoken_chosen", { words: named }) : named;
  }

  function option(input) {
    const help = input.closest(".choice").querySelector(".hint");
    const name = textOf(input.labels[0]) + (help ? `. ${SEAM}${textOf(help)}` : "");
    const all = [...input.closest(".choices").querySelectorAll("input")];
    const named = all.length > 1 ? counted(input, name, all) : name;
    return input.checked ? say(input, "spoken_chosen", { words: named }) : named;
  }

  function counted(element, words, all) {
    if (all.length === 1) return say(element, "spoken_button", { words });
    return say(element, "spoken_option", { number: all.indexOf(element) + 1, total: all.length, words });
  }

  /** What is masked is told by its length. */
  function field(input) {
    const unit = input.closest(".with-unit")?.querySelector("span");
    const asked = input.labels[0] ?? input.ownerDocument.getElementById(input.getAttribute("aria-labelledby"));
    const written = input.matches("[data-masked]") ? masked(input, input.value) : asSpoken(input.value);
    const value = written || say(input, "spoken_empty");
    return named(textOf(asked), [value, unit && textOf(unit)].filter(Boolean).join(" "));
  }

  function masked(element, text) {
    return Array.from(text, () => say(element, "asterisk")).join(", ");
  }

  /** What was just typed into a field, or that something was deleted. */
  function typed(input, deleted) {
    if (deleted) return sentence(input, say(input, "key_delete"));
    const before = input.value.slice(0, input.selectionEnd ?? undefined).at(-1) ?? "";
    return sentence(input, input.matches("[data-masked]") ? say(input, "asterisk") : letter(input, before));
  }

  /** Marks have names, or nothing would be heard. */
  function letter(element, key) {
    const name = MARKS[key];
    return name ? say(element, name) : key;
  }

  /** A control by itself: with what it belongs to, which is not heard before it; or the row of keys that it stands for. */
  function alone(element) {
    const row = element.closest(".whole");
    if (row) return sentence(row, [...row.children].map(control).join(", "));
    const group = element.closest("[role=group][aria-label]")?.getAttribute("aria-label");
    return sentence(element, group ? named(group, control(element)) : control(element));
  }

  /** What a button has changed: its row or field, where it shows or hides one; otherwise itself. */
  function changed(button) {
    const row = button.closest(".row");
    const input = button.closest(".masked")?.querySelector("input, textarea");
    if (input) return alone(input);
    return row ? sentence(row, pair(row)) : alone(button);
  }

  return { screen, dialog, control: alone, changed, typed };
}

const MARKS = {
  " ": "key_space",
  ",": "key_comma",
  ".": "key_stop",
  "'": "key_apostrophe",
  "-": "key_hyphen",
  "/": "key_slash",
  "@": "key_at",
  "+": "key_plus",
  "_": "key_underscore",
  "(": "key_opened",
  ")": "key_closed",
};

/** "Where? Kerkstraat 12", "Status code: ...". */
function named(name, value) {
  return ENDS.test(name) ? `${name} ${SEAM}${value}` : `${name}: ${SEAM}${value}`;
}

function isControl(element) {
  return element.matches("button, input, textarea");
}

/** The words of an element as they are spoken: references spelled twice, pictures by their text. */
function textOf(element) {
  let told = "";
  let apart = false; // whether what comes next begins a new sentence
  for (const child of element.childNodes) {
    const words = wordsOf(child).replace(/\s+/g, " ").trim();
    if (!words) continue;
    const stands = child.nodeType === Node.ELEMENT_NODE && child.matches(STANDS);
    const stop = (apart || stands) && !ENDS.test(told) ? ". " : " ";
    told = told ? `${told}${stop}${apart || stands ? SEAM : ""}${words}` : words;
    apart = stands;
  }
  return told;
}

function wordsOf(node) {
  if (node.nodeType === Node.TEXT_NODE) return asSpoken(node.textContent);
  if (node.nodeType !== Node.ELEMENT_NODE || node.matches(PASSED_OVER) || !node.checkVisibility()) return "";
  if (node.matches(".reference")) return spelled(node.textContent);
  return node.matches("img") ? node.alt : textOf(node);
}
