// Sends and shows texts without loading the page anew. The page itself is the only source: what is new on it is added.

const thread = document.querySelector("[data-thread]");
const bubbles = document.querySelector("[data-bubbles]");
const composer = document.querySelector("[data-composer]");
const MOMENT = 4000;

const numberOf = (bubble) => Number(bubble?.dataset.number ?? 0);

async function show(answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const shown = numberOf(bubbles.lastElementChild);
  const fresh = [...page.querySelectorAll("[data-bubbles] > li")].filter((bubble) => numberOf(bubble) > shown);
  bubbles.append(...fresh);
  if (fresh.length) thread.scrollTop = 0;
}

composer.addEventListener("submit", async (event) => {
  event.preventDefault();
  const body = new FormData(composer, event.submitter);
  if (!body.get("keyword") && !body.get("words").trim()) return;
  composer.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(composer.action, { method: "POST", body });
    if (!answer.ok) throw new Error(answer.status);
    composer.elements.words.value = "";
    await show(answer);
  } catch {
    composer.submit();
  } finally {
    composer.removeAttribute("aria-busy");
  }
});

async function look() {
  if (document.visibilityState === "visible" && !composer.hasAttribute("aria-busy")) {
    const answer = await fetch(location.href).catch(() => null);
    if (answer?.ok) await show(answer);
  }
  setTimeout(look, MOMENT);
}

setTimeout(look, MOMENT);
