/** The one place where the screen remembers anything. Nothing is ever written elsewhere: no storage, no history. */

import { EASE } from "./ease.js";

export const NOBODY = Object.freeze({
  screen: "attract", // attract | languages | services | start | turn | elsewhere | code | waiting | asking | status | times | saving | saved | sending
  services: [],
  service: null,
  turn: null, // what the door said last
  session: "", // the door's token
  offer: null, // how to go on elsewhere
  typed: "", // the code of another door, as it was typed
  wrongCode: false,
  unknownCase: false,
  reference: "", // the case that is asked about, as it was scanned or typed
  status: null, // where a case stands
  case: "", // the door's token for it: reference and code are not in it
  times: null, // the question for another time, as a turn
  saved: null, // the code to come back with
  wrongSecond: "", // what is wrong with the word or number that goes with a code
  number: "", // to which the reference is to be sent, as it was typed
  sent: "", // the number to which the reference is on its way
  wrongNumber: "", // what is wrong with the number, or why nothing can be sent
  waiting: null, // what is behind that code
  how: null, // what is asked about how it went: words, and options of which one is touched
  rated: false, // whether that was answered
  changing: false, // whether the question was reached by Change
  busy: false,
  printed: 0, // copies on paper
  printer: "none", // ready | near_end | out | gone | none, as the door said with what can be printed
  dialog: null, // {kind: idle | leaving | no_connection | trouble | over | languages | help | scan_later | scan_unknown | withdrawing | calling_off, ...}
  ease: EASE, // what makes it easier for this person
  left: 0, // seconds until the screen is wiped, while the warning stands
});

export function createStore(language) {
  let state = { ...NOBODY, language, closed: false }; // closed: by the operator, whoever comes
  const watchers = [];

  function set(patch) {
    state = { ...state, ...patch };
    for (const watcher of watchers) watcher();
  }

  return {
    get state() {
      return state;
    },
    set,
    /** Back to what a stranger may see. */
    forget: () => set({ ...NOBODY, language }), // whether it is closed stays: that is nobody's
    /** Calls draw(state) now, and again whenever one of the named things is another one than before. */
    watch(names, draw) {
      let drawn = null;
      const watcher = () => {
        const now = names.map((name) => state[name]);
        if (drawn && now.every((value, index) => value === drawn[index])) return;
        drawn = now;
        draw(state);
      };
      watchers.push(watcher);
      watcher();
    },
  };
}
