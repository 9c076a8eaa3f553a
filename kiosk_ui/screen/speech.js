/**
 * Reads the kiosk aloud while the person wants it: each screen and dialog as it comes, each control that is reached,
 * each key that is typed, and the seconds that are left. What is said stands as a caption too, and every touch or key
 * ends it at once.
 */

import { h } from "./dom.js";
import { SEAM } from "./telling.js";

/** On the document, with what is about to be said: {sentences: [{words, language}]}. As private as the screen is. */
const SPOKEN = "kiosk:spoken";
const TOLD_EVERY = 10; // seconds of the countdown

export function createSpeech({ store, telling, voice, words, regions }) {
  const { caption, screen, head, dialog } = regions;
  let last = []; // what was said last
  let turn = 0; // grows with everything that is said, so that what was interrupted does not go on
  let paused = false;
  let pending = null; // what is to be told when all that changes at once has changed

  const ease = () => store.state.ease;

  async function speak(told) {
    const sentences = told.map(({ words: whole, language }) => ({ words: whole.replaceAll(SEAM, ""), parts: whole.split(SEAM), language }));
    const mine = (turn += 1);
    voice.stop();
    paused = false;
    last = told;
    if (!ease().speech || !sentences.length) return;
    document.dispatchEvent(new CustomEvent(SPOKEN, { detail: { sentences: sentences.map(({ words: whole, language }) => ({ words: whole, language })) } }));
    for (const sentence of sentences) {
      show(sentence);
      const heard = await voice.say(sentence, ease());
      if (mine !== turn) return;
      if (!heard) return showSilence();
    }
  }

  function show({ words: told, language }) {
    caption.lang = language;
    caption.dir = words.language(language).direction;
    caption.replaceChildren(h("span", {}, told));
  }

  /** Instead of a caption: whoever sees it can tell the person who waits for a voice. */
  function showSilence() {
    caption.lang = store.state.language;
    caption.dir = words.language(store.state.language).direction;
    caption.replaceChildren(h("strong", {}, words.say("no_voice")));
  }

  function hush() {
    turn += 1;
    paused = false;
    voice.stop();
  }

  /** A screen outweighs a dialog, that what was typed, and that a control that merely came along with it. */
  function soon(what, sentences) {
    const rank = { control: 0, typed: 1, dialog: 2, screen: 3 }[what];
    if (!ease().speech || (pending && pending.rank > rank)) return;
    if (!pending) queueMicrotask(flush);
    pending = { rank, sentences };
  }

  function flush() {
    const { sentences } = pending;
    pending = null;
    speak(sentences());
  }

  /** A full field has led on to the next one: whoever does not see it would type into another one than they think. */
  function ledOn(from) {
    const { activeElement: field } = document;
    return field !== from && field?.matches("[data-keys]") ? [telling.control(field)] : [];
  }

  const shown = () => (dialog.open ? telling.dialog(dialog) : telling.screen(screen, head));
  const tellScreen = () => soon("screen", shown);
  const tellDialog = () => soon("dialog", () => telling.dialog(dialog));

  store.watch(["ease"], ({ ease: now }) => {
    caption.hidden = !now.speech;
    if (!now.speech) {
      hush();
      last = [];
      caption.replaceChildren();
    }
  });
  let speaking = false;
  store.watch(["ease"], ({ ease: now }) => {
    const began = now.speech && !speaking;
    speaking = now.speech;
    if (began) tellScreen();
  });
  // Closed, it gives back the screen, or the control that one was at.
  store.watch(["dialog"], ({ dialog: open }) => (open ? tellDialog() : soon("control", shown)));
  store.watch(["left"], ({ left, dialog: open }) => {
    if (open?.kind !== "idle" || left % TOLD_EVERY || !left) return;
    soon("dialog", () => [{ words: words.say("idle_words", { seconds: left }), language: store.state.language }]);
  });

  document.addEventListener("focusin", ({ target }) => {
    if (target.matches("button, input, textarea")) soon("control", () => [telling.control(target)]);
  });
  document.addEventListener("change", ({ target }) => {
    if (target.matches("[type=radio], [type=checkbox]")) soon("control", () => [telling.control(target)]);
  });
  document.addEventListener("input", ({ target, inputType }) => {
    if (target.matches("[data-keys]")) soon("typed", () => [telling.typed(target, inputType?.startsWith("delete")), ...ledOn(target)]);
  });

  return {
    tellScreen,
    hush,
    /** All that is shown, as it is now. */
    again: () => speak(shown()),
    /** The last words once more, with another sound. */
    sayAgain: () => speak(last),
    /** What a button under hand has changed. */
    tellChanged: (button) => soon("control", () => [telling.changed(button)]),
    pause: () => {
      paused = !paused;
      if (paused) voice.pause();
      else voice.resume();
    },
  };
}
