/** How the story answers at each door, with the controls that a person would use: texting, filling in, touching. */

const ANSWERS = {
  danger: { text: "no", value: "no" },
  problem: { text: "pothole", value: "pothole" },
  size: { text: "large", value: "large" },
  lamp: { text: "B1234", value: "B1234" },
  waste: { text: "bags", value: "bags" },
  hateful: { text: "no", value: "no" },
  surface: { text: "bench", value: "public" },
  description: { text: "A loose paving stone", value: "A loose paving stone" },
  where: { text: "Kerkstraat 12", value: "Kerkstraat 12" },
  photo: { text: "SKIP", value: null },
  mobile: { text: "0470 00 00 01", value: "0470 00 00 01" },
};
const FINISHED = ["done", "say"];
const WAIT = 10_000;

export function createActors(doors, watch) {
  return { phone: phone(doors, watch), web: web(doors), kiosk: kiosk(doors) };
}

/** Resolves with what happens first, or after ten seconds with nothing. */
function soon(promise) {
  return Promise.race([promise, new Promise((done) => setTimeout(done, WAIT))]);
}

function phone(doors, watch) {
  const card = () => watch.state?.cards.phone;
  return {
    over: () => FINISHED.includes(card()?.kind),
    /** The question, `check`, or nothing before the first one. */
    stands: () => (card()?.kind === "ask" ? card().place : (card()?.kind ?? "")),
    async act({ typed, breath }) {
      const field = doors.frames.phone.document.querySelector("[name=words]");
      await typed(field, this.words());
      await breath(0.4);
      field.form.requestSubmit();
      await watch.refresh();
    },
    words() {
      const stands = this.stands();
      if (!stands) return "FIX";
      return stands === "check" ? "SEND" : (ANSWERS[stands]?.text ?? "SKIP");
    },
  };
}

function web(doors) {
  const { frames } = doors;
  const path = () => frames.web.path;
  return {
    over: () => /\/(done|outcome)$/.test(path()),
    stands: () => path().match(/\/q\/(.+)$/)?.[1] ?? (/\/check$/.test(path()) ? "check" : ""),
    async act({ typed, breath }) {
      const page = frames.web.document;
      const button = await this.filled(page, typed, breath);
      if (!button) return void (await again(doors));
      const turned = frames.web.turned();
      button.click();
      await soon(turned);
    },
    /** Fills in what is asked; the button to press then, none where this page is not on the way. */
    async filled(page, typed, breath) {
      const stands = this.stands();
      if (!stands) return page.querySelector('form[action$="/begin"] button');
      if (stands === "check") return page.querySelector('form[action$="/check"] button');
      const { value } = ANSWERS[stands] ?? { value: null };
      if (value === null) return page.querySelector("button[name=skip]");
      const option = page.querySelector(`input[type=radio][value="${value}"]`);
      if (option) option.click();
      else await typed(page.querySelector("main form :is(input:not([type=hidden]), textarea)"), value);
      await breath(0.5);
      return page.querySelector("main form .buttons button:not([name])");
    },
  };
}

async function again({ frames }) {
  const turned = frames.web.turned();
  frames.web.open(frames.web.frame.dataset.src);
  await soon(turned);
}

/** The bar at the bottom has four places that never move: back, leave, skip, go on. */
const SKIP = 2;
const FORWARD = 3;

function kiosk(doors) {
  const { frames, kiosk: shown } = doors;
  const bar = (place) => frames.kiosk.document.querySelector("#bar").children[place];
  const next = () => new Promise((done) => frames.kiosk.document.addEventListener("kiosk:shown", done, { once: true }));
  return {
    over: () => FINISHED.includes(shown.kind),
    stands: () => (shown.kind === "ask" ? shown.path : shown.kind || (shown.screen === "attract" ? "" : shown.screen)),
    async act({ typed, breath }) {
      const button = await this.found(typed, breath);
      const turned = next();
      button.click();
      await soon(turned);
    },
    /** What to touch next, after what has to be entered first. */
    async found(typed, breath) {
      const page = frames.kiosk.document;
      const dialog = page.querySelector("#dialog[open] button");
      if (dialog) return dialog;
      if (shown.screen === "attract") return page.querySelector(`.attract-greeting[lang="${document.documentElement.lang}"] button`);
      if (shown.screen === "languages") return page.querySelector("#screen button");
      if (shown.screen === "services") return page.querySelector("#screen .tile");
      if (shown.screen === "start" || shown.kind === "check") return bar(FORWARD);
      const { value } = ANSWERS[shown.path] ?? { value: null };
      if (value === null) return bar(SKIP);
      const option = page.querySelector(`#screen input[type=radio][value="${value}"]`);
      if (option) option.click();
      else await typed(page.querySelector("#screen [data-keys]"), value);
      await breath(0.5);
      return bar(FORWARD);
    },
  };
}
