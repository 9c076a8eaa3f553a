/**
 * The service's YAML: the lines of the question that is asked are marked and in sight, edits are sent when typing
 * pauses, and what the loader says stands at its line. A text that is not saved never leaves the page by itself.
 */

import { h } from "./dom.js";

const PAUSE = 600;
const RETRY = 4000;
const COLOURED = 60_000; // characters; a longer text is shown in one colour
const MARKED = 300_000; // a longer one without marks: no service comes near, and drawing it would take seconds

export function createEditor(panel, talk, say, { current, live, touched }) {
  const [text, marks, findings, state, file] = ["text", "marks", "findings", "state", "file"].map((name) =>
    panel.querySelector(`[data-${name}]`),
  );
  let written = null; // as the town serves it
  let place = "";
  let wrong = [];
  let timer = 0;
  let sending = false;
  let more = false;

  const dirty = () => written !== null && text.value !== written.text;

  function show(next, words) {
    written = next;
    file.textContent = next.file.split("/").slice(-2).join("/");
    file.title = next.file;
    if (text.value !== next.text) replaceText(next.text);
    tell(next.findings);
    said(words ?? say(next.edited ? "edited" : "as_in_file"), next.edited ? "live" : "");
    paint();
  }

  /** The cursor stays where it was. */
  function replaceText(value) {
    const { selectionStart, selectionEnd, scrollTop } = text;
    text.value = value;
    text.setSelectionRange(Math.min(selectionStart, value.length), Math.min(selectionEnd, value.length));
    text.scrollTop = scrollTop;
  }

  function said(words, kind) {
    state.setAttribute("aria-live", kind === "typing" ? "off" : "polite");
    if (state.textContent !== words) state.textContent = words;
    panel.dataset.kind = kind;
  }

  function tell(found) {
    wrong = found.filter(({ severity }) => severity === "error").map(({ line }) => line);
    findings.replaceChildren(
      ...found.map(({ line, words, severity }) =>
        h("li", { class: `finding finding-${severity}` }, h("button", { type: "button", onclick: () => goTo(line) }, say("line", { line })), h("span", {}, quoted(words))),
      ),
    );
  }

  function paint() {
    text.classList.toggle("plain", text.value.length > MARKED);
    if (text.value.length > MARKED) return marks.replaceChildren();
    const lines = text.value.split("\n");
    const [from, to] = (!dirty() && written?.lines[place]) || (written && moved()) || [0, 0];
    const coloured = text.value.length < COLOURED;
    marks.replaceChildren(...lines.map((line, at) => lineOf(line, at + 1, from, to, coloured)));
    return scrollAlong();
  }

  /** Where the marked lines are while the text is being typed: above the change as before, below it shifted. */
  function moved() {
    const lines = written.lines[place];
    if (!lines) return null;
    const [before, now] = [written.text.split("\n"), text.value.split("\n")];
    let same = 0;
    while (same < before.length && before[same] === now[same]) same += 1;
    const shift = now.length - before.length;
    return lines.map((line, end) => (line > same + 1 || (end && line > same) ? line + shift : line));
  }

  function lineOf(line, number, from, to, coloured) {
    const classes = [number >= from && number <= to && "now", wrong.includes(number) && "wrong"].filter(Boolean).join(" ");
    return h("span", { class: classes || null }, coloured ? parts(line) : line);
  }

  function scrollAlong() {
    marks.style.setProperty("--up", `${-text.scrollTop}px`);
  }

  /** The marks break their lines where the text does: both are as wide as the text without its scroll bar. */
  function fit() {
    const away = marks.style.getPropertyValue("--wide") === "0px";
    marks.style.setProperty("--wide", `${text.clientWidth}px`);
    scrollAlong();
    if (away) look();
  }

  const look = () => written?.lines[place] && bringIntoSight(...written.lines[place]);

  function bringIntoSight(from, to) {
    const [first, last] = [marks.children[from - 1], marks.children[to - 1]];
    if (!first || !last) return;
    const [top, bottom] = [first.offsetTop, last.offsetTop + last.offsetHeight];
    const { scrollTop, clientHeight } = text;
    if (top >= scrollTop && bottom <= scrollTop + clientHeight) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const above = Math.max(first.offsetHeight, (clientHeight - (bottom - top)) / 3);
    text.scrollTo({ top: Math.max(0, top - above), behavior: calm ? "instant" : "smooth" });
  }

  function goTo(line) {
    const start = text.value.split("\n").slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    text.focus();
    text.setSelectionRange(start, start);
    bringIntoSight(line, line);
  }

  async function send() {
    clearTimeout(timer);
    if (sending) {
      more = true;
      return;
    }
    sending = true;
    more = false;
    const [service, sent] = [current(), text.value];
    said(say("saving"), "typing");
    const response = await talk.edit(service, sent, written.name).catch(() => null);
    const told = await response?.json().catch(() => null);
    sending = false;
    if (service !== current()) return;
    if (more || text.value !== sent) send();
    else settle(response, told);
  }

  function settle(response, told) {
    if (response?.ok && told) {
      show(told, told.overwrote ? say("overwrote") : undefined);
      live(told);
    } else if (response?.status === 422 && told) refused(told.findings);
    else if (response?.status === 413) said(say("too_large"), "broken");
    else if (response?.status === 400 || response?.status === 403) said(say("too_old"), "broken");
    else if (response?.status === 404) said(say("gone"), "broken");
    else {
      said(say("unsaved"), "broken");
      timer = setTimeout(send, RETRY);
    }
  }

  function refused(found) {
    tell(found);
    const count = wrong.length;
    said(count === 1 ? say("broken_one") : say("broken_many", { count }), "broken");
    paint();
  }

  text.addEventListener("input", (event) => {
    if (event.isTrusted) touched();
    clearTimeout(timer);
    paint();
    if (!dirty() && !wrong.length) return;
    said(say("typing"), "typing");
    timer = setTimeout(send, PAUSE);
  });
  text.addEventListener("scroll", scrollAlong, { passive: true });
  new ResizeObserver(fit).observe(text);

  return {
    element: text,
    get text() {
      return text.value;
    },
    get name() {
      return written?.name;
    },
    show,
    /** Something has changed elsewhere, in another window or in the file itself; gives what then serves here anew. */
    async reread() {
      const response = await talk.text(current()).catch(() => null);
      if (response?.status === 404) return void said(say("gone"), "broken");
      const next = await response?.json().catch(() => null);
      if (!next || next.service !== current() || (written && next.service === written.service && next.name === written.name)) return undefined;
      if (written?.service !== next.service) return void show(next);
      if (dirty()) return void said(say("elsewhere_while_typing"), "typing");
      const { original, edited } = written;
      if (next.original === original) show(next, say("from_elsewhere"));
      else show(next, say(edited ? "file_changed" : "file_saved"));
      return next;
    },
    /** Marks the lines of what is asked now, and brings them into sight unless somebody is typing. */
    point(next) {
      if (next === place) return;
      place = next;
      paint();
      const lines = written?.lines[place];
      if (lines && document.activeElement !== text) bringIntoSight(...lines);
    },
  };
}

/** What the loader sets between backticks is the owner's own writing. */
function quoted(words) {
  return words.split("`").map((piece, at) => (at % 2 ? h("code", {}, piece) : piece));
}

/** A line in its parts: remark, key, and the rest. */
function parts(line) {
  const remark = line.match(/(^|\s)#.*$/);
  const code = remark ? line.slice(0, remark.index + remark[1].length) : line;
  const pieces = code.split(/((?:^\s*-?\s*|[{,]\s*)[a-z_0-9-]+:(?=\s|$))/);
  const drawn = pieces.map((piece, at) => (at % 2 ? h("b", {}, piece) : piece));
  return remark ? [...drawn, h("i", {}, line.slice(code.length))] : drawn;
}
