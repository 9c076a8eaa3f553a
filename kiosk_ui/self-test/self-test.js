/** What a kiosk is made of, tried one by one by whoever set it up. Nothing that is pressed, said or scanned is sent. */

import { SCANNED } from "../screen/scanned.js";
import { watchScanner } from "../screen/scanner.js";
import { createVoice } from "../screen/voice.js";

const ASK_AGAIN = 5000;

const given = JSON.parse(document.getElementById("given").textContent);
const { words, language } = given;
const place = (id) => document.getElementById(id);
const filled = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_whole, name) => values[name]);
const headers = { "X-Kiosk-Session": "new", "Content-Type": "application/json", "Accept-Language": language };

const door = {
  speech: async (spoken, text) => {
    const response = await fetch("speech", { method: "POST", headers, body: JSON.stringify({ language: spoken, text }) });
    if (!response.ok) throw new Error("no sound");
    return response.blob();
  },
};
const voice = createVoice({ voices: given.voices, door });
const deeds = new Map(Object.entries(given.keypad).flatMap(([deed, names]) => names.map((name) => [name.toUpperCase(), deed])));

for (const tile of document.querySelectorAll("[data-tile]")) {
  tile.addEventListener("click", () => tile.setAttribute("aria-pressed", "true"));
}

document.addEventListener("keydown", ({ key = "", code = "" }) => {
  const deed = deeds.get(key.toUpperCase()) ?? deeds.get(code.toUpperCase());
  place("key").textContent = filled(deed ? words.key : words.no_deed, { key, deed });
});

place("say").addEventListener("click", async () => {
  const was = await voice.say({ words: words.said, language }, { rate: 1, volume: 0.6 });
  place("heard").textContent = was ? words.said : words.silent;
});

async function tell(asking) {
  const told = await asking.then((response) => response.json()).catch(() => ({ printer: "unreachable" }));
  place("paper").textContent = words[told.printer];
}

const look = () => tell(fetch("printer", { cache: "no-store" }));
place("print").addEventListener("click", () => tell(fetch("test_print", { method: "POST", headers, body: "{}" })));
look();
setInterval(look, ASK_AGAIN);

watchScanner(given.scanner, () => language);
document.addEventListener(SCANNED, ({ detail }) => {
  place("scanned").textContent = filled(words.scanned, { count: detail.code.length });
});
