// Sends and shows texts without loading the page anew. The page itself is the only source: what is new on it is
// added, what is gone from it is taken away.

const thread = document.querySelector("[data-thread]");
const bubbles = document.querySelector("[data-bubbles]");
const composer = document.querySelector("[data-composer]");
const words = composer.elements.words;
const attaching = document.querySelector("[data-attaching]");
const MOMENT = 4000;
let shows = 0;

const numberOf = (bubble) => Number(bubble?.dataset.number ?? 0);

/** Another language than before, spoken on the line, is another page all around. */
async function show(answer) {
  shows += 1;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (page.documentElement.lang !== document.documentElement.lang) return void location.reload();
  const there = [...page.querySelectorAll("[data-bubbles] > li")];
  const numbers = new Set(there.map(numberOf));
  for (const bubble of [...bubbles.children]) if (!numbers.has(numberOf(bubble))) bubble.remove();
  const shown = numberOf(bubbles.lastElementChild);
  const fresh = there.filter((bubble) => numberOf(bubble) > shown);
  bubbles.append(...fresh);
  if (fresh.length) thread.scrollTop = 0;
  const tally = document.querySelector("[data-tally]");
  const counted = page.querySelector("[data-tally]");
  if (counted && counted.textContent !== tally.textContent) tally.replaceWith(counted);
}

/** As tall as what is typed, up to four lines; the sheet bounds it. */
function fit() {
  words.rows = 1;
  while (words.rows < 4 && words.scrollHeight > words.clientHeight) words.rows += 1;
}

function reset() {
  words.value = "";
  fit();
  attach(null);
}

function attach(picture) {
  if (!attaching) return;
  const attached = document.querySelector("[data-attached]");
  const [image, name] = [attached.querySelector("img"), attached.querySelector("span")];
  URL.revokeObjectURL(image.src);
  attached.hidden = !picture;
  if (!picture) composer.elements.picture.value = "";
  else [image.src, name.textContent] = [URL.createObjectURL(picture), picture.name];
}

composer.addEventListener("submit", async (event) => {
  event.preventDefault();
  const body = new FormData(composer, event.submitter);
  if (!body.get("keyword") && !words.value.trim() && !body.get("picture")?.size) return;
  composer.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(composer.action, { method: "POST", body });
    if (!answer.ok) throw new Error(answer.status);
    reset();
    await show(answer);
  } catch {
    composer.submit();
  } finally {
    composer.removeAttribute("aria-busy");
  }
});

words.addEventListener("input", fit);
words.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  composer.requestSubmit(composer.querySelector(":scope > .button"));
});

if (attaching) {
  const { picture } = composer.elements;
  attaching.classList.add("attaching-by-button");
  attaching.querySelector("label").hidden = false;
  picture.addEventListener("change", () => {
    const [chosen] = picture.files;
    const tooLarge = chosen?.size > Number(attaching.dataset.largest);
    picture.setCustomValidity(tooLarge ? attaching.dataset.tooLarge : "");
    if (tooLarge) picture.reportValidity();
    attach(tooLarge ? null : (chosen ?? null));
    if (tooLarge) picture.setCustomValidity("");
    else words.focus();
  });
  document.querySelector("[data-attached] button").addEventListener("click", () => {
    attach(null);
    picture.focus();
  });
}

async function look() {
  if (document.visibilityState === "visible" && !composer.hasAttribute("aria-busy")) {
    const before = shows;
    const answer = await fetch(location.href).catch(() => null);
    // What was sent meanwhile is newer than this answer.
    if (answer?.ok && before === shows && !composer.hasAttribute("aria-busy")) await show(answer);
  }
  setTimeout(look, MOMENT);
}

setTimeout(look, MOMENT);
