/**
 * Nobody there? Warns by sight and sound, counts down, then wipes. Monotonic time, so that a clock that jumps wipes
 * nobody. Whoever made anything easier for themselves has three times as long.
 */

import { chime } from "./chime.js";
import { needsTime } from "./ease.js";
import { SCANNED } from "./scanned.js";

const WARN_AFTER = 60;
const WARN_AFTER_RECEIPT = 30;
const COUNTDOWN = 30;
const MORE_TIME = 3;

export function watchIdle(store, wipe) {
  let stirred = performance.now();
  const warned = () => store.state.dialog?.kind === "idle";

  function stillHere(event) {
    stirred = performance.now();
    if (!warned()) return;
    event.preventDefault();
    event.stopPropagation();
    store.set({ dialog: store.state.dialog.under });
  }

  /** While the warning stands, a touch counts when it ends, so that it never lands on what was beneath. */
  function touched(event) {
    if (!warned()) stillHere(event);
  }

  function tick() {
    const { screen, dialog, turn, ease } = store.state;
    const untouched = screen === "attract" && !dialog && !needsTime(ease);
    if (untouched) {
      stirred = performance.now();
      return;
    }
    const usual = turn?.prompt.kind === "done" ? WARN_AFTER_RECEIPT : WARN_AFTER;
    const patience = needsTime(ease) ? MORE_TIME * usual : usual;
    const left = Math.ceil(patience + COUNTDOWN - (performance.now() - stirred) / 1000);
    if (left <= 0) wipe();
    else if (left <= COUNTDOWN) {
      if (!warned()) chime();
      store.set({ left, dialog: warned() ? dialog : { kind: "idle", under: dialog } });
    }
  }

  document.addEventListener("pointerdown", touched, true);
  document.addEventListener("click", stillHere, true);
  document.addEventListener("keydown", stillHere, true);
  document.addEventListener(SCANNED, stillHere, true);
  setInterval(tick, 1000);
}
