/** One question: its words, what was wrong with the last try, and its inputs. */

import { choices, chosenIn } from "./choices.js";
import { h, icon } from "./dom.js";
import { advance, field, photo } from "./fields.js";
import { said } from "./said.js";

const CHECKBOXES = new Set(["choices", "declare"]);

export function question({ words, journey, again }, { turn }) {
  const { prompt } = turn;
  const doubtful = prompt.problem?.options.length > 0;
  const described = [prompt.help && "help", prompt.problem && "problem"].filter(Boolean).join(" ") || null;
  return h(
    "form",
    {
      id: "question",
      class: "sheet",
      novalidate: true,
      oninput: advance,
      onsubmit: (event) => {
        event.preventDefault();
        journey.answer(...entered(event.target, prompt));
      },
    },
    said(turn),
    prompt.section && h("p", { class: "section" }, prompt.section),
    h("h1", { id: "ask", tabindex: "-1" }, prompt.words),
    prompt.help && h("p", { class: "hint", id: "help" }, prompt.help),
    prompt.notes.map((note) => h("p", { class: "hint" }, note)),
    prompt.problem && problem(prompt.problem, words),
    doubtful ? whichOne(prompt, { words, described, again }) : inputs(prompt, { words, described }),
  );
}

function problem({ words: told }, words) {
  return h(
    "p",
    { class: "error-words", id: "problem", role: "alert" },
    icon("warning"),
    h("span", {}, h("span", { class: "visually-hidden" }, words.say("problem")), " ", told),
  );
}

/** The words could mean several things: which? Or type it again. */
function whichOne(prompt, { words, described, again }) {
  return [
    choices({ name: "answer", options: prompt.problem.options, chosen: [], several: false, labelledby: "ask", describedby: described }),
    h("button", { type: "button", class: "button button-secondary", onclick: again }, words.say("again")),
  ];
}

function inputs(prompt, { words, described }) {
  const { parts, options, hint } = prompt;
  if (options.length) {
    const [part] = parts;
    return choices({
      name: part.name,
      options,
      chosen: [part.value].flat(),
      several: CHECKBOXES.has(hint),
      labelledby: "ask",
      describedby: described,
      invalid: Boolean(prompt.problem),
    });
  }
  const drawn = parts.map((part) => {
    const wrong = Boolean(prompt.problem) && [part.name, null].includes(prompt.problem.part);
    const asked = { words, hint, asked: parts.length === 1 && prompt.words, secret: prompt.sensitive, describedby: described, invalid: wrong };
    return hint === "photo" || part.hint === "photo" ? photo(part, asked) : field(part, asked);
  });
  return h("div", { class: hint === "date" ? "parts parts-date" : "parts", role: parts.length > 1 ? "group" : null, "aria-labelledby": parts.length > 1 ? "ask" : null }, drawn);
}

/** What stands in the form: texts by part, and files by part. */
function entered(form, prompt) {
  if (prompt.problem?.options.length && !form.querySelector("[data-keys]")) return [{ answer: chosenIn(form, "answer", false) }, {}];
  if (prompt.options.length) {
    const [{ name }] = prompt.parts;
    return [{ [name]: chosenIn(form, name, prompt.hint === "choices") }, {}];
  }
  const parts = {};
  const files = {};
  for (const { name } of prompt.parts) {
    const input = form.elements.namedItem(name);
    if (input.type !== "file") parts[name] = input.value;
    else if (input.files.length) files[name] = input.files[0];
  }
  return [parts, files];
}
