/** Check answers: each with Change; what others should not read is hidden until it is asked for. */

import { h } from "./dom.js";
import { said } from "./said.js";

export function review({ words, journey }, { turn }) {
  const { prompt } = turn;
  return h(
    "div",
    { class: "sheet" },
    said(turn),
    h("h1", { tabindex: "-1" }, prompt.words || words.say("check")),
    prompt.help && h("p", { class: "hint" }, prompt.help),
    sections(prompt.rows).map((section) => sectionOf(section, { words, journey })),
    prompt.provable && provable(words, journey),
    prompt.fees.length > 0 && fees(prompt, words),
    prompt.notes.map((note) => h("p", {}, note)),
  );
}

/** What was private at another door is shown to who has the contact in hand. */
function provable(words, journey) {
  return h(
    "section",
    { class: "rows" },
    h("h2", { class: "section" }, words.say("provable")),
    h("p", {}, words.say("provable_words")),
    h("button", { type: "button", class: "button button-secondary", onclick: journey.prove }, words.say("prove")),
  );
}

/** What one item of a repeat is called in a path: `household/<id>/born`; empty elsewhere. */
function itemOf({ path }) {
  return path.split("/").slice(0, -1).join("/");
}

/** Rows under one heading: those of a section, or of one item. What ends an item ("Anyone else?") stays with it. */
function sections(rows) {
  const found = [];
  for (const row of rows) {
    const item = itemOf(row);
    const last = found.at(-1);
    if (last && last.item === item && (item || last.title === row.section)) last.rows.push(row);
    else found.push({ item, title: row.section, rows: [row] });
  }
  return found;
}

function sectionOf({ item, title, rows }, { words, journey }) {
  const remove = () => journey.remove(rows[0].path);
  return h(
    "section",
    { class: "rows" },
    title &&
      h(
        "div",
        { class: "rows-head" },
        h("h2", { class: "section" }, title),
        item && h("button", { type: "button", class: "button button-secondary", "aria-label": words.say("remove_item", { title }), onclick: remove }, words.say("remove")),
      ),
    h("dl", {}, rows.map((row) => rowOf(row, { words, journey }))),
  );
}

function rowOf(row, { words, journey }) {
  const shown = h("bdi", {}, row.sensitive ? words.say("hidden") : row.shown);
  return h(
    "div",
    { class: "row" },
    h("dt", {}, row.label),
    h("dd", {}, shown, row.provenance && h("span", { class: "quiet" }, row.provenance)),
    h(
      "dd",
      { class: "row-buttons" },
      row.sensitive && showButton(row, shown, words),
      row.changeable &&
        h("button", { type: "button", class: "button button-secondary", "aria-label": words.say("change_row", row), onclick: () => journey.change(row.path) }, words.say("change")),
    ),
  );
}

function showButton(row, shown, words) {
  const button = h("button", { type: "button", class: "button button-secondary" });
  let open = false;
  const draw = () => {
    shown.textContent = open ? row.shown : words.say("hidden");
    button.textContent = words.say(open ? "hide" : "show");
    button.setAttribute("aria-label", words.say(open ? "hide_row" : "show_row", row));
  };
  button.addEventListener("click", () => {
    open = !open;
    draw();
  });
  draw();
  return button;
}

function fees({ fees: lines, due }, words) {
  return h(
    "section",
    { class: "fees" },
    h("h2", {}, words.say("fees")),
    h(
      "dl",
      {},
      lines.map(({ label, shown }) => h("div", {}, h("dt", {}, label), h("dd", {}, h("bdi", {}, shown)))),
      due && h("div", { class: "due" }, h("dt", {}, words.say("due")), h("dd", {}, h("bdi", {}, due))),
    ),
  );
}
