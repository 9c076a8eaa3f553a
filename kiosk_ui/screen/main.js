/** Puts the kiosk together: one store, and four regions that are drawn again when what they show has changed. */

import { code, waiting } from "./arriving.js";
import { attract } from "./attract.js";
import { bar } from "./bar.js";
import { countDown, dialog } from "./dialog.js";
import { createDoor } from "./door.js";
import { applyEase } from "./ease.js";
import { elsewhere, moved } from "./elsewhere.js";
import { ending } from "./ending.js";
import { head } from "./head.js";
import { watchIdle } from "./idle.js";
import { createJourney } from "./journey.js";
import { enter, entered } from "./kept.js";
import { createKeyboard } from "./keyboard.js";
import { watchKeypad } from "./keypad.js";
import { languageChoice } from "./languages.js";
import { watchMore } from "./more.js";
import { heedOnce } from "./once.js";
import { heedOnlookers } from "./onlookers.js";
import { question } from "./question.js";
import { receipt } from "./receipt.js";
import { review } from "./review.js";
import { saved, saving } from "./saving.js";
import { heedScans } from "./scanned.js";
import { watchScanner } from "./scanner.js";
import { services } from "./services.js";
import { fitSizes } from "./size.js";
import { sending } from "./sending.js";
import { createSpeech } from "./speech.js";
import { watchStanding } from "./standing.js";
import { start } from "./start.js";
import { asking, status, times } from "./status.js";
import { createStore } from "./store.js";
import { createTelling } from "./telling.js";
import { createVoice } from "./voice.js";
import { createWords } from "./words.js";

const SCREENS = { attract, languages: languageChoice, services, start, code, waiting, asking, status, times, saving, saved, sending, elsewhere, ask: question, check: review, done: receipt, say: ending, choose: moved };

const [root, captionRegion, headRegion, screenRegion, keysRegion, barRegion, dialogRegion] = [
  document.documentElement,
  ...["caption", "head", "screen", "keys", "bar", "dialog"].map((id) => document.getElementById(id)),
];
const given = JSON.parse(document.getElementById("given").textContent);
const store = createStore(given.languages[0].code);
const words = createWords(given.languages, () => store.state.language, (address) => door.words(address));
const door = createDoor(() => store.state);
const journey = createJourney(store, door, given.languages, words);
const voice = createVoice({ ...given, door });
const kiosk = {
  ...given,
  words,
  journey,
  open: () => store.set({ dialog: { kind: "languages" } }),
  help: (event) => {
    event?.stopPropagation();
    store.set({ dialog: { kind: "help" } });
  },
  /** `change` gives what is to be otherwise, from how it is. */
  ease: (change) => store.set({ ease: { ...store.state.ease, ...change(store.state.ease) } }),
  speaks: () => voice.speaks(store.state.language),
  isChecked: () => !given.unchecked.includes(store.state.language),
  /** The same screen in another language; what was typed stays. */
  speakHere: async (language) => {
    if (store.state.screen === "attract") return journey.speak(language);
    const kept = entered(screenRegion);
    await journey.speakHere(language);
    enter(screenRegion, kept);
  },
  ask: () => store.set({ dialog: { kind: "leaving" } }),
  /** Really? */
  askAgain: (kind) => store.set({ dialog: { kind } }),
  close: () => store.set({ dialog: null }),
  /** None of the offered meanings: the question as it was. */
  again: () => {
    const { turn } = store.state;
    const problem = { ...turn.prompt.problem, options: [] };
    store.set({ turn: { ...turn, said: [], prompt: { ...turn.prompt, problem } } });
  },
};
const keyboard = createKeyboard(keysRegion, words, () => store.state.language, () => store.state.ease.low);
const more = watchMore(screenRegion, words);
const speech = createSpeech({
  store,
  words,
  voice,
  telling: createTelling(words.sayIn),
  regions: { caption: captionRegion, screen: screenRegion, head: headRegion, dialog: dialogRegion },
});

/** Where one is, the most particular first: the same as on the web. It holds no answer. */
function title(shown, { service, turn }) {
  const heading = shown === "attract" ? "" : screenRegion.querySelector("h1").textContent;
  const asked = shown === "ask" || shown === "check" || shown === "done" ? turn.prompt.title || service?.title : "";
  const wrong = shown === "ask" && turn.prompt.problem ? `${words.say("problem")}: ` : "";
  return wrong + [heading, asked, given.town].filter(Boolean).join(" · ");
}

fitSizes(root);
store.watch(["language"], ({ language }) => {
  root.lang = language;
  root.dir = words.language(language).direction;
});
store.watch(["screen", "closed", "language", "service", "services", "turn", "printed", "printer", "offer", "waiting", "typed", "wrongCode", "status", "times", "unknownCase", "reference", "saved", "wrongSecond", "sent", "wrongNumber", "how", "rated"], (state) => {
  const shown = state.screen === "turn" ? state.turn.prompt.kind : state.screen;
  root.dataset.screen = shown;
  keyboard.hide();
  screenRegion.replaceChildren(SCREENS[shown](kiosk, state));
  headRegion.replaceChildren(...head(kiosk, state));
  barRegion.setAttribute("aria-label", words.say("buttons"));
  barRegion.replaceChildren(...bar(kiosk, state));
  more.look();
  document.title = title(shown, state);
  const first = ["[aria-invalid][data-keys]", "[data-first]", "[data-keys]", "h1"].map((each) => screenRegion.querySelector(each)).find(Boolean);
  first.focus();
  speech.tellScreen();
});
store.watch(["dialog", "language"], (state) => {
  dialogRegion.className = `dialog-${state.dialog?.kind}`;
  dialogRegion.replaceChildren(...(state.dialog ? dialog(kiosk, state) : []));
  if (state.dialog && !dialogRegion.open) dialogRegion.showModal();
  else if (!state.dialog && dialogRegion.open) dialogRegion.close();
});
store.watch(["ease", "dialog", "language"], ({ ease }) => applyEase(root, ease));
store.watch(["ease"], keyboard.fit);
store.watch(["left"], (state) => countDown(dialogRegion, kiosk, state));
store.watch(["busy"], ({ busy }) => root.classList.toggle("busy", busy));

screenRegion.addEventListener("focusin", ({ target }) => {
  if (!target.dataset.keys) return;
  keyboard.show(target);
  target.scrollIntoView({ block: "nearest" });
});
dialogRegion.addEventListener("cancel", (event) => event.preventDefault());
document.addEventListener("contextmenu", (event) => event.preventDefault());
watchIdle(store, journey.leave);
heedOnce(keysRegion);
watchStanding(store, door);
watchScanner(given.scanner, () => store.state.language);
heedScans(store, journey);
watchKeypad({ map: given.keypad, store, kiosk, speech, regions: { bar: barRegion, dialog: dialogRegion, keys: keysRegion } });
heedOnlookers(store, journey, screenRegion);

requestIdleCallback(words.learnAll);

// Whoever comes back to this page by Back, Forward or a swipe finds what a stranger may see.
addEventListener("pagehide", () => {
  if (store.state.session) door.leave();
  door.closeCase();
  document.body.replaceChildren();
});
addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
