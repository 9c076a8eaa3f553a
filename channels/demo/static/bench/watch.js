/**
 * Asks again and again what has changed: about once a second while somebody looks and something happens, more and
 * more rarely while nothing does, and not at all while the page is hidden. One question at a time.
 */

const OFTEN = 1000;
const SELDOM = 8000;
const SLOWER = 1.15; // after each time that nothing had changed
const QUIET = 15; // times in a row before it becomes slower

/** `draw(state)` is called with what has changed, `contact(there)` when the town is lost or found again. */
export function createWatch(talk, current, draw, contact) {
  let last = null;
  let tag = "";
  let since = 0;
  let idle = 0;
  let timer = 0;
  let under = null;

  /** Asks now; a call while one is under way waits for that one and asks once more. */
  async function refresh() {
    while (under) await under;
    under = ask();
    await under;
    under = null;
    return last;
  }

  async function ask() {
    const service = current();
    const response = await talk.state(service, since, tag).catch(() => null);
    contact(Boolean(response) && response.status < 500);
    if (!response?.ok) {
      idle = response?.status === 304 ? idle + 1 : QUIET + SLOWER * 20;
      return;
    }
    idle = 0;
    const state = await response.json().catch(() => null);
    if (!state || service !== current()) return;
    tag = response.headers.get("ETag") ?? "";
    since = Math.max(since, state.newest);
    last = state;
    draw(state);
  }

  const delay = () => Math.min(SELDOM, OFTEN * SLOWER ** Math.max(0, idle - QUIET));

  function plan() {
    clearTimeout(timer);
    if (document.visibilityState !== "visible") return;
    timer = setTimeout(async () => {
      await refresh();
      plan();
    }, delay());
  }

  document.addEventListener("visibilitychange", () => stir());

  /** Somebody does something: look often again. */
  function stir() {
    if (idle > QUIET || document.visibilityState === "visible") {
      idle = 0;
      plan();
    }
  }

  return {
    refresh,
    stir,
    start: () => refresh().then(plan),
    /** Everything that was told is to be told again: another service is looked at, or all begins anew. */
    forget: () => {
      tag = "";
    },
    get state() {
      return last;
    },
  };
}
