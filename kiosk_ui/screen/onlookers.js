/**
 * For onlookers of the same origin, such as a demo that shows this screen in a frame: says on the document what is
 * shown, asks again when it is told that a service is worded otherwise now, and takes a code as if it were scanned.
 */

import { enter, entered } from "./kept.js";

const SHOWN = "kiosk:shown";
const AGAIN = "kiosk:again";
/** `detail`: the `code`, or a link, and the `language` in which whoever brings it would touch the greeting. */
export const SCANNED = "kiosk:scanned";
const PAUSE = 50;
const SEEN = 900; // milliseconds for which what was scanned stands in its field

const pause = (moment) => new Promise((done) => setTimeout(done, moment));

export function heedOnlookers(store, journey, screen) {
  /** Until what is under way has ended: the screen does one thing at a time. */
  async function rest() {
    while (store.state.busy) await pause(PAUSE);
  }

  store.watch(["screen", "service", "turn", "session"], (state) => {
    document.dispatchEvent(new CustomEvent(SHOWN, { detail: shown(state) }));
  });
  document.addEventListener(AGAIN, async () => {
    await rest();
    if (!store.state.services.length || store.state.dialog) return;
    const kept = entered(screen);
    await journey.askAgain();
    enter(screen, kept);
  });
  document.addEventListener(SCANNED, async ({ detail: { code, language } }) => {
    await rest();
    if (!store.state.services.length) await journey.speak(language);
    if (!store.state.services.length) return;
    journey.enterCode(code);
    await pause(SEEN);
    const { screen: now, typed } = store.state;
    if (now === "code" && typed === code) await journey.lookUp(code);
  });
}

/** `kind` and `path` are those of the question, empty before the first one. The token is told, never an answer. */
function shown({ screen, service, turn, session }) {
  const prompt = screen === "turn" ? turn.prompt : null;
  return { screen, service: service?.code ?? "", kind: prompt?.kind ?? "", path: prompt?.path ?? "", session };
}
