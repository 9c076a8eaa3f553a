/**
 * Carries a code from the door that shows it to another one, as a person does who scans or types it: by text, into the
 * web's own form, with the kiosk's scanner. Whoever stands at the other door still decides there.
 */

import { h } from "./dom.js";

const CODE = /[0-9A-Z]{4}-[0-9A-Z]{4}/;
const PLACES = ["phone", "web", "kiosk"];

export function createCarry(bar, { doors, tabs, base, say }) {
  const words = bar.querySelector("[data-carry-words]");
  const ways = bar.querySelector("[data-carry-ways]");
  const known = new Set();
  let shown = "";

  /** What a door shows, as it stands there to be read. */
  const read = {
    phone: () => lastText()?.textContent ?? "",
    web: () => (doors.frames.web.path.endsWith("/elsewhere") ? dictated("web") : ""),
    kiosk: () => (doors.kiosk.screen === "elsewhere" ? dictated("kiosk") : ""),
  };

  const dictated = (place) => doors.frames[place].document.querySelector(".dictated")?.textContent ?? "";

  /** The town's last text, if it offers a link beside a code and nothing was said since. */
  function lastText() {
    const last = doors.frames.phone.document?.querySelector("[data-bubbles] > :last-child");
    return last?.matches(".bubble-town") && last.textContent.includes("/c/") ? last.querySelector(".bubble-words") : null;
  }

  const take = {
    phone: (code) => doors.text(code),
    async web(code) {
      const { web } = doors.frames;
      const turned = web.turned();
      web.open(`${base}continue`);
      await turned;
      const form = web.document.querySelector('form[action$="/continue"]');
      form.elements.code.value = code;
      form.requestSubmit();
    },
    kiosk: (code) => doors.scanAtKiosk(code, document.documentElement.lang),
  };

  function carry(code, place) {
    bar.hidden = true;
    tabs.show(place);
    take[place](code);
  }

  /** Looks whether a door shows a code that no door has shown before: an old one stays where it was texted. */
  function look() {
    const now = PLACES.flatMap((from) => read[from]().match(CODE)?.map((code) => ({ from, code })) ?? []);
    const fresh = now.find(({ code }) => !known.has(code));
    if (!now.some(({ code }) => code === shown)) bar.hidden = true;
    if (!fresh) return;
    shown = fresh.code;
    known.add(shown);
    words.textContent = say("code_shown", { code: shown });
    ways.replaceChildren(...PLACES.filter((place) => place !== fresh.from).map((place) => way(fresh.code, place)));
    bar.hidden = false;
  }

  const way = (code, place) =>
    h("button", { type: "button", class: "button button-on-deep", onclick: () => carry(code, place) }, say(`carry_${place}`));

  return { look };
}
