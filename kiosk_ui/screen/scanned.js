/**
 * What the scanner read, or a page around this screen carried here: it does the obvious thing, and nothing at all while
 * somebody answers questions.
 */

/** `detail`: the `code`, or a link, and the `language` in which whoever brings it would touch the greeting. */
export const SCANNED = "kiosk:scanned";
const PAUSE = 50;
const SEEN = 900; // milliseconds for which what was scanned stands in its field
const FREE = new Set(["attract", "languages", "services", "code", "waiting", "asking", "status", "elsewhere"]);
const OURS = new Set(["scan_later", "scan_unknown"]);

export const pause = (moment) => new Promise((done) => setTimeout(done, moment));

/** Until what is under way has ended: the screen does one thing at a time. */
export async function rest(store) {
  while (store.state.busy) await pause(PAUSE);
}

export function heedScans(store, journey) {
  document.addEventListener(SCANNED, async ({ detail: { code, language } }) => {
    await rest(store);
    const { screen, typed, dialog } = store.state;
    if (!isFree(store.state)) {
      // What is asked just now is answered first.
      if (!dialog || OURS.has(dialog.kind)) journey.scanLater();
      return;
    }
    if (screen === "waiting" && typed === code) return;
    await journey.scan(code, language);
    await pause(SEEN);
    const now = store.state;
    if (now.screen === "code" && now.typed === code && !now.wrongCode) await journey.lookUp(code);
  });
}

/** Whether nothing stands here that would be interrupted: no draft, or one that goes on elsewhere. */
function isFree({ screen, session, turn }) {
  if (screen === "turn") return turn.prompt.kind === "choose";
  return FREE.has(screen) || (screen === "start" && !session);
}
