/**
 * What can be done with each door from outside, all of it with the door's own controls: ask again in the words of
 * now, and begin anew. What the person has typed and not sent stays typed.
 */

import { createFrame } from "./frames.js";

const AGAIN = "AGAIN"; // the word by which a person has a question repeated by text

export function createDoors(stations, { base, touched, loaded, changed }) {
  const shown = { screen: "attract", service: "", kind: "", path: "", session: "" };
  const kiosk = { ...shown, held: "" };
  const frames = Object.fromEntries(
    [...stations].map((station) => [station.dataset.station, createFrame(station, { touched, loaded: ready })]),
  );

  function ready(place) {
    if (place === "kiosk") {
      Object.assign(kiosk, shown);
      frames.kiosk.document.addEventListener("kiosk:shown", ({ detail }) => told(detail));
    }
    loaded(place);
  }

  /** A screen that was left after its case was made still stands for that case, until somebody begins again. */
  function told(detail) {
    const over = ["done", "say"].includes(kiosk.kind);
    if (detail.session || !over) kiosk.held = detail.session;
    Object.assign(kiosk, detail);
    changed("kiosk");
  }

  const composer = () => frames.phone.document?.querySelector("[name=words]")?.form;

  /** A real text from the telephone. What was being typed is typed again. */
  function text(words) {
    const form = composer();
    const typing = form.elements.words.value;
    form.elements.words.value = words;
    form.requestSubmit();
    if (typing) setTimeout(() => typeAgain(typing), 1500);
  }

  function typeAgain(words) {
    const field = composer()?.elements.words;
    if (field && !field.value) field.value = words;
  }

  /** The page where it is, fetched anew; never posted again. */
  async function reload() {
    const typed = entered(frames.web.document);
    const turned = frames.web.turned();
    frames.web.open(frames.web.frame.contentWindow.location.href.split("#")[0]);
    await turned;
    enter(frames.web.document, typed);
  }

  return {
    frames,
    kiosk,
    held: () => kiosk.held,
    phone: () => composer()?.elements.phone?.value ?? "1",
    text,
    reload,
    askAgainByText: () => text(AGAIN),
    askAgainAtKiosk: () => frames.kiosk.document?.dispatchEvent(new CustomEvent("kiosk:again")),
    scanAtKiosk: (code, language) => frames.kiosk.document?.dispatchEvent(new CustomEvent("kiosk:scanned", { detail: { code, language } })),
    /** Whether words are before the person at every door. */
    show: (words) => Object.values(frames).every(({ document: page }) => page?.body.textContent.includes(words)),
    canText: () => Boolean(composer()),
    /** All frames from the beginning; resolves when they are there. */
    async anew(service) {
      kiosk.held = "";
      const all = Object.values(frames);
      const turned = all.map((frame) => frame.turned());
      frames.phone.first(frames.phone.frame.dataset.src);
      frames.web.first(`${base}${service}/`);
      frames.kiosk.first(frames.kiosk.frame.dataset.src);
      await Promise.all(turned);
    },
  };
}

function inputs(page) {
  return [...(page?.querySelectorAll("main form :is(input, textarea)") ?? [])].filter(({ type }) => type !== "hidden");
}

function entered(page) {
  return inputs(page).map(({ name, type, value, checked }) => ({ name, type, value, checked }));
}

function enter(page, kept) {
  for (const input of inputs(page)) {
    const chosen = input.type === "radio" || input.type === "checkbox";
    const was = kept.find(({ name, type, value }) => name === input.name && type === input.type && (!chosen || value === input.value));
    if (!was || input.type === "file") continue;
    if (chosen) input.checked = was.checked;
    else input.value = was.value;
  }
}
