/** What lies over the screen: are you there, do you want to stop, one moment please, another language, help. */

import { h } from "./dom.js";
import { easier } from "./ease.js";
import { languageTiles } from "./languages.js";

export function dialog(kiosk, state) {
  const { words, journey, close } = kiosk;
  const open = state.dialog;
  const button = (name, onclick, style = "button-secondary") =>
    h("button", { type: "button", class: `button ${style}`, onclick }, words.say(name));
  /** Asked once more before something is given up: staying as it is comes first. */
  const sure = (name, told, yes, deed) => [heading(words.say(name)), h("p", {}, words.say(told)), button("keep_it", close, ""), button(yes, deed)];
  const sheets = {
    idle: () => [
      heading(words.say("idle")),
      h("p", { role: "timer" }, words.say("idle_words", { seconds: state.left })),
      button("still_here", close, "button-lamp"),
    ],
    leaving: () => [
      heading(words.say("leaving")),
      h("p", {}, words.say("leaving_words")),
      button("carry_on", close, ""),
      canMove(state) && button("elsewhere", journey.handOver),
      canMove(state) && button("save_here", journey.saveHere),
      button("start_over", journey.startOver),
      button("clear", journey.leave),
    ],
    no_connection: () => [
      heading(words.say("no_connection")),
      h("p", {}, words.say("no_connection_words")),
      button("try_again", open.again, ""),
      button("carry_on", close),
    ],
    trouble: () => [heading(words.say("trouble")), h("p", {}, open.words), button("try_again", open.again, ""), button("carry_on", close)],
    over: () => [heading(words.say("over")), h("p", {}, open.words), button("start_again", journey.leave, "")],
    scan_later: () => [heading(words.say("scan_later")), h("p", {}, words.say("scan_later_words")), button("carry_on", close, "")],
    scan_unknown: () => [heading(words.say("scan_unknown")), h("p", {}, words.say("scan_unknown_words")), button("carry_on", close, "")],
    withdrawing: () => sure("withdrawing", "withdrawing_words", "withdraw_sure", journey.withdraw),
    calling_off: () => sure("calling_off", "calling_off_words", "call_off_sure", journey.callOff),
    help: () => easier(kiosk),
    languages: () => [heading(words.say("language")), languageTiles(kiosk.languages, state.language, kiosk.speakHere), button("carry_on", close)],
  };
  return sheets[open.kind]().filter(Boolean);
}

/** Whether there is something under way that another door could go on with, above all where this one cannot. */
export function canMove({ screen, session, turn }) {
  if (!session || screen !== "turn") return false;
  return ["ask", "check"].includes(turn.prompt.kind) || cannotGoOn(turn.prompt);
}

/** Whether a question stands here that this door cannot ask: it says so, with the question's path. */
function cannotGoOn({ kind, path }) {
  return kind === "say" && path !== "" && !path.startsWith("@");
}

/** The countdown goes on without the dialog being drawn again. */
export function countDown(region, { words }, { left }) {
  const timer = region.querySelector("[role=timer]");
  if (timer) timer.textContent = words.say("idle_words", { seconds: left });
}

function heading(words) {
  return h("h2", { id: "dialog-heading" }, words);
}
