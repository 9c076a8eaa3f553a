/**
 * For onlookers of the same origin, such as a demo that shows this screen in a frame: says on the document what is
 * shown, asks again when it is told that a service is worded otherwise now, and takes what they hold before its scanner.
 * What was typed stays.
 */

import { enter, entered } from "./kept.js";

const SHOWN = "kiosk:shown";
const AGAIN = "kiosk:again";
const SCANNED = "kiosk:scanned";
const PAUSE = 50;

export function heedOnlookers(store, journey, screen) {
  store.watch(["screen", "service", "turn", "session"], (state) => {
    document.dispatchEvent(new CustomEvent(SHOWN, { detail: shown(state) }));
  });
  document.addEventListener(AGAIN, async () => {
    while (store.state.busy) await new Promise((done) => setTimeout(done, PAUSE));
    if (!store.state.services.length || store.state.dialog) return;
    const kept = entered(screen);
    await journey.askAgain();
    enter(screen, kept);
  });
  document.addEventListener(SCANNED, ({ detail }) => journey.scanned(detail.code, detail.language));
}

/** `kind` and `path` are those of the question, empty before the first one. The token is told, never an answer. */
function shown({ screen, service, turn, session }) {
  const prompt = screen === "turn" ? turn.prompt : null;
  return { screen, service: service?.code ?? "", kind: prompt?.kind ?? "", path: prompt?.path ?? "", session };
}
