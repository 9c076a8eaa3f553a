/**
 * For onlookers of the same origin, such as a demo that shows this screen in a frame: says on the document what is
 * shown, and asks again when it is told that a service is worded otherwise now.
 */

import { enter, entered } from "./kept.js";
import { rest } from "./scanned.js";

const SHOWN = "kiosk:shown";
const AGAIN = "kiosk:again";

export function heedOnlookers(store, journey, screen) {
  store.watch(["screen", "service", "turn", "session"], (state) => {
    document.dispatchEvent(new CustomEvent(SHOWN, { detail: shown(state) }));
  });
  document.addEventListener(AGAIN, async () => {
    await rest(store);
    if (!store.state.services.length || store.state.dialog) return;
    const kept = entered(screen);
    await journey.askAgain();
    enter(screen, kept);
  });
}

/** `kind` and `path` are those of the question, empty before the first one. The token is told, never an answer. */
function shown({ screen, service, turn, session }) {
  const prompt = screen === "turn" ? turn.prompt : null;
  return { screen, service: service?.code ?? "", kind: prompt?.kind ?? "", path: prompt?.path ?? "", session };
}
