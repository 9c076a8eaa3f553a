/**
 * The fixed bar at the bottom: four places that never move; an empty one stays empty. What cannot be undone weighs: a
 * key that goes on by a page stops there.
 */

import { h, icon } from "./dom.js";
import { canPrint } from "./paper.js";

export function bar({ words, journey, ask }, state) {
  if (state.screen === "attract") return [];
  const secondary = (name, picture, onclick) =>
    h("button", { type: "button", class: "button button-secondary", onclick }, picture && icon(picture), word(name));
  const forward = (name, picture, attributes) =>
    h("button", { type: "button", class: "button", ...attributes }, word(name), icon(picture));
  const word = (name) => h("span", {}, words.say(name));
  const places = {
    back: () => secondary("back", "back", journey.back),
    leave: () => secondary("leave", "leave", ask),
    skip: () => secondary("skip", "", journey.skip),
    print: () => secondary("print", "print", journey.print),
    begin: () => forward("begin", "arrow", { onclick: journey.begin }),
    go_on: () => forward("go_on", "arrow", { type: "submit", form: "question" }),
    send: () => forward("send", "check", { "onclick": journey.send, "data-weighs": true }),
    go_on_here: () => forward("go_on_here", "arrow", { type: "submit", form: "question" }),
    save: () => forward("save", "check", { type: "submit", form: "question" }),
    send_there: () => forward("send", "check", { "type": "submit", "form": "question", "data-weighs": true }),
    clear_here: () => forward("clear_here", "check", { "onclick": journey.leave, "data-weighs": true }),
    finish: () => forward("finish", "check", { "onclick": journey.leave, "data-weighs": true }),
  };
  return placesOf(state).map((name) => (name ? places[name]() : h("span")));
}

function placesOf({ screen, service, turn, printer, printed }) {
  // A second copy is asked for elsewhere: who touches twice here gets one.
  const print = canPrint(printer) && !printed ? "print" : "";
  switch (screen === "turn" ? turn.prompt.kind : screen) {
    case "languages":
      return ["back", "", "", ""];
    case "services":
      return ["back", "leave", "", ""];
    case "start":
      return ["back", "leave", "", service.open ? "begin" : ""];
    case "status":
      return ["back", "", "", "finish"];
    case "asking":
    case "times":
    case "code":
      return ["back", "leave", "", "go_on"];
    case "waiting":
      return ["back", "leave", "", "go_on_here"];
    case "sending":
      return ["back", "", "", "send_there"];
    case "saving":
      return ["back", "leave", "", "save"];
    case "saved":
      return ["back", "", print, "clear_here"];
    case "elsewhere":
      return ["back", "", "", "clear_here"];
    case "choose":
      return ["", "", "", "finish"];
    case "check":
      return ["back", "leave", "", "send"];
    case "done":
      return ["", "", print, "finish"];
    case "say":
      return ["back", "", "", "finish"];
    default:
      return ["back", "leave", turn.prompt.skippable ? "skip" : "", "go_on"];
  }
}
