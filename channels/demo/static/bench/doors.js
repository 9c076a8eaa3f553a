/**
 * What can be done with each door from outside, all of it with the door's own controls: ask again in the words of
 * now, see the code that it shows, give it one of another door, and begin anew. What the person has typed and not sent
 * stays typed.
 */

import { createFrame } from "./frames.js";

const AGAIN = "AGAIN"; // the word by which a person has a question repeated by text
const CODE = /(?<![\w-])[0-9A-Z]{4}(?:-[0-9A-Z]{4})+(?![\w-])/; // as it stands in a text
const SEEN = 900; // milliseconds for which a code stands in its field before it is sent

export function createDoors(stations, { base, touched, loaded, changed, tapped }) {
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
    if (place === "phone") frames.phone.document.addEventListener("click", tap);
    loaded(place);
  }

  /** A link in a text, unless it is wanted in a window of its own. */
  function tap(event) {
    const link = event.target.closest("[data-bubbles] a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    tapped(link.href);
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

  async function open(address) {
    const turned = frames.web.turned();
    frames.web.open(address);
    await turned;
    frames.web.frame.contentWindow.focus();
    frames.web.document?.getElementById("main")?.focus();
  }

  /** On the site at which this page is looked at, under whichever name that is. */
  async function openLink(link) {
    const { pathname, search } = new URL(link);
    await open(location.origin + pathname + search);
  }

  /** Where a door shows no link, its code is typed into the web's page for codes. */
  async function typeOnTheWeb(code, language) {
    await open(`${base.replace(/^\/[^/]+/, `/${language}`)}continue`);
    const field = frames.web.document?.querySelector("input[name=code]");
    if (!field) return;
    field.value = code;
    await new Promise((done) => setTimeout(done, SEEN));
    field.form.requestSubmit();
  }

  /** How each door is given what another one shows. */
  const give = {
    phone: async ({ code, link }) => {
      text(code || link);
      composer()?.elements.words.focus();
    },
    web: ({ code, link, language }) => (link ? openLink(link) : typeOnTheWeb(code, language)),
    kiosk: async ({ code, link, language }) => {
      frames.kiosk.frame.contentWindow.focus();
      frames.kiosk.document.dispatchEvent(new CustomEvent("kiosk:scanned", { detail: { code: code || link, language } }));
    },
  };

  return {
    frames,
    kiosk,
    give,
    /** What a door shows to go on with at another one: its code, its link, or both; null where it shows neither. */
    offered(place) {
      const page = frames[place].document;
      const found = place === "phone" ? texted(page) : marked(page);
      return found.code || found.link ? { ...found, language: page.documentElement.lang } : null;
    },
    held: () => kiosk.held,
    phone: () => composer()?.elements.phone?.value ?? "1",
    text,
    reload,
    askAgainByText: () => text(AGAIN),
    askAgainAtKiosk: () => frames.kiosk.document?.dispatchEvent(new CustomEvent("kiosk:again")),
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

function marked(page) {
  const [code, link] = ["[data-code]", "a[data-carry-on]"].map((each) => page?.querySelector(each));
  return { code: code?.dataset.code ?? "", link: link?.href ?? "" };
}

/** In what the town texted last: a link, and mostly a code. Nothing where the person has texted since. */
function texted(page) {
  const bubbles = [...(page?.querySelectorAll("[data-bubbles] > li") ?? [])];
  const last = bubbles.slice(bubbles.findLastIndex((bubble) => bubble.matches(".bubble-person")) + 1);
  const link = last.flatMap((bubble) => [...bubble.querySelectorAll("a")]).at(-1)?.href ?? "";
  const words = last.map((bubble) => bubble.querySelector(".bubble-words").textContent).join("\n");
  return { link, code: (link && words.match(CODE)?.[0]) || "" };
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
