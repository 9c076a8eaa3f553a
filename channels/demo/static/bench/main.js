/** Puts the bench together: three real doors, the drafts in their hands, the text they ask from, and the story. */

import { createCards } from "./cards.js";
import { createDoors } from "./doors.js";
import { createEditor } from "./editor.js";
import { createLog } from "./log.js";
import { createScanning } from "./scanning.js";
import { createStory } from "./story.js";
import { createTabs } from "./tabs.js";
import { createTalk } from "./talk.js";
import { createWatch } from "./watch.js";

const find = (name) => document.querySelector(`[data-${name}]`);
const given = JSON.parse(document.getElementById("given").textContent);
const say = (name, values = {}) => given.words[name].replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
const chooser = find("service");
const service = () => chooser.value;
const caption = find("caption");
const AGAIN_AFTER = 1800; // milliseconds without another edit before the phone is texted

let touchedLast = "";
let againTimer = 0;
let unsent = null; // what the phone was asked before the edits that it has not been told of
let revision = ""; // of the service as it is shown here

const doors = createDoors(document.querySelectorAll("[data-station]"), {
  base: given.web,
  touched: (place) => used(place),
  loaded: (place) => place === "web" && settled("web"),
  changed: (place) => settled(place),
  tapped: (link) => scanning.open(link),
});
const talk = createTalk(given, doors);
const log = createLog(find("log"), say);
const cards = createCards(find("cards"), document.querySelectorAll("[data-count]"), find("same"), say, given.services);
const tabs = createTabs(find("tabs"));
const scanning = createScanning(doors, { found: offered, carried });
const watch = createWatch(talk, service, draw, (there) => {
  find("connection").textContent = say(there ? "live" : "lost_contact");
  find("connection").classList.toggle("bad", !there);
});
const editor = createEditor(find("yaml"), talk, say, { current: service, live: shown, touched: () => story.takeOver() });
const story = createStory({ doors, editor, watch, tabs, say, given, service, choose, anew: () => over(false), told, pace: () => find("pace").value });

/** Somebody uses a door: the story lets go, and the text follows that door. */
function used(place) {
  touchedLast = place;
  story.takeOver();
  watch.stir();
  point();
}

/** A door shows something else now. */
function settled(place) {
  watch.stir();
  watch.refresh().then(() => {
    if (story.acting === place) touchedLast = place;
    point();
  });
}

function draw(state) {
  log.add(state.events);
  scanning.draw(state);
  cards.draw(state, service(), scanning.left);
  if (state.events.length && state.touched) touchedLast = state.touched;
  if (state.revision !== revision) {
    revision = state.revision;
    editor.reread().then((written) => (written ? shown(written, false) : point()));
  }
  point();
}

/** The lines of what stands at the door that was used last. A web page may show an earlier question than the last. */
function point() {
  const card = watch.state?.cards[touchedLast];
  const found = touchedLast === "web" && doors.frames.web.path.match(/\/q\/(.+)$/);
  const path = touchedLast === "kiosk" && doors.kiosk.kind === "ask" ? doors.kiosk.path : found?.[1];
  for (const frame of Object.values(doors.frames)) frame.station.classList.toggle("last", frame.place === touchedLast);
  editor.point(path ? keyOf(decodeURIComponent(path)) : (card?.place ?? ""));
}

/** `household/2/born` is written under `born`, what a repeat asks under `household/more`. */
function keyOf(path) {
  const steps = path.split("/");
  return steps.at(-1) === "more" ? `${steps[0]}/more` : steps.at(-1);
}

/**
 * A good edit is live: web and kiosk ask again at once, the phone when the typing has paused, by a real text. Of an
 * edit that was made elsewhere the phone is not told: who made it there tells it, and a text is sent once.
 */
async function shown(written, byText = true) {
  const before = watch.state?.cards ?? {};
  if (byText) unsent ??= before.phone?.shows ?? "";
  revision = written.revision;
  await watch.refresh();
  doors.askAgainAtKiosk();
  clearTimeout(againTimer);
  if (byText) againTimer = setTimeout(askAgainByText, story.playing ? 0 : AGAIN_AFTER);
  await doors.reload();
  for (const place of ["web", "kiosk"]) {
    const now = watch.state?.cards[place];
    if (now && before[place] && now.shows !== before[place].shows) noted(place, "again_shown");
  }
}

function askAgainByText() {
  const card = watch.state?.cards.phone;
  const changed = card && card.state === "open" && card.shows !== unsent;
  unsent = null;
  if (!changed || !doors.canText()) return;
  doors.askAgainByText();
  noted("phone", "again_sent");
}

/** A code stands at a door. Whoever does not see the buttons that appear is told. */
function offered(place) {
  announce(say("offered", { door: say(place === "phone" ? "text" : place) }));
}

/** A code is being brought to a door. */
function carried(place) {
  tabs.show(place);
  noted(place, `carried_${place}`);
  announce(say(`carried_${place}`));
  watch.stir();
}

function announce(words) {
  find("announced").textContent = words;
}

function noted(place, words) {
  doors.frames[place].note(say(words));
  clearTimeout(noted[place]);
  noted[place] = setTimeout(() => doors.frames[place].note(""), 6000);
}

/** What stands under the buttons: the story's line, or a hint. */
function told(words, { goOn = false } = {}) {
  find("go-on").hidden = !goOn;
  caption.hidden = !words;
  setTimeout(() => (find("caption-words").textContent = words)); // once it is there, so that it is read out
}

async function over(edits) {
  const response = await talk.over(service(), edits).catch(() => null);
  if (response?.ok) editor.show(await response.json());
  touchedLast = "";
  await doors.anew(service());
  scanning.left.clear();
  watch.forget();
  await watch.refresh();
  return Boolean(response?.ok);
}

/** Another service on the bench: what was begun of the first one stays as it is. */
async function choose(code) {
  chooser.value = code;
  story.stop();
  history.replaceState(null, "", `?${new URLSearchParams({ language: document.documentElement.lang, service: code })}`);
  for (const link of document.querySelectorAll(".languages a")) link.search = new URLSearchParams({ language: link.lang, service: code });
  await editor.reread();
  const turned = doors.frames.web.turned();
  doors.frames.web.open(`${given.web}${code}/`);
  await turned;
  touchedLast = "";
  scanning.left.delete("web");
  watch.forget();
  await watch.refresh();
}

chooser.addEventListener("change", () => choose(service()));
find("play").addEventListener("click", () => story.play());
find("go-on").addEventListener("click", () => story.goOn());
find("dismiss").addEventListener("click", () => {
  story.stop();
  told("");
});
find("over").addEventListener("click", async () => {
  story.stop();
  if (await over(true)) told(say("over"));
});
find("try").addEventListener("click", () => {
  story.stop();
  told(say("try", { keyword: given.services[service()]?.keyword ?? "" }));
  tabs.show("phone");
  find("stations").scrollIntoView({ block: "start" });
  doors.frames.phone.document?.querySelector("[name=words]")?.focus();
});
for (const name of ["pointerdown", "keydown"]) {
  find("yaml").addEventListener(name, (event) => event.isTrusted && story.takeOver(), { capture: true });
  document.getElementById("main").addEventListener(name, (event) => event.isTrusted && story.takeOver(), { capture: true });
}

for (const frame of Object.values(doors.frames)) frame.first(frame.frame.dataset.src);
watch.start();
