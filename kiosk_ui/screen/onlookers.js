/**
 * For onlookers of the same origin, such as a demo that shows this screen in a frame: says on the document what is
 * shown, and asks again when it is told that a service is worded otherwise now. What was typed stays.
 */

const SHOWN = "kiosk:shown";
const AGAIN = "kiosk:again";
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
}

/** `kind` and `path` are those of the question, empty before the first one. The token is told, never an answer. */
function shown({ screen, service, turn, session }) {
  const prompt = screen === "turn" ? turn.prompt : null;
  return { screen, service: service?.code ?? "", kind: prompt?.kind ?? "", path: prompt?.path ?? "", session };
}

function inputs(screen) {
  return [...screen.querySelectorAll("input, textarea")];
}

function entered(screen) {
  return inputs(screen).map(({ name, type, value, checked, files }) => ({ name, type, value, checked, files }));
}

function enter(screen, kept) {
  for (const input of inputs(screen)) {
    const chosen = input.type === "radio" || input.type === "checkbox";
    const was = kept.find(({ name, type, value }) => name === input.name && type === input.type && (!chosen || value === input.value));
    if (!was) continue;
    if (chosen) input.checked = was.checked;
    else if (input.type === "file") give(input, was.files);
    else input.value = was.value;
  }
}

function give(input, files) {
  if (!files.length) return;
  input.files = files;
  input.dispatchEvent(new Event("change"));
}
