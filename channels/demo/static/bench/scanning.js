/**
 * Carrying a code from the door that shows it to another one, as a person would: the phone texts it, the web opens its
 * link, the kiosk's scanner types it.
 */

const LIT = 1500; // milliseconds for which one sees where it went

/** `found(place)` is called when a code begins to stand at a door, `carried(place)` when another door is given it. */
export function createScanning(doors, { found, carried }) {
  const offers = {}; // by place: the code and link there, and whether its draft was seen there, and has left since
  const left = new Set(); // places that a draft has left, until there is another one
  let cards = {};

  for (const { place, frame, station } of Object.values(doors.frames)) {
    const watching = new MutationObserver(() => look(place));
    frame.addEventListener("load", () => {
      watching.disconnect();
      if (frame.contentDocument) watching.observe(frame.contentDocument.body, { childList: true, subtree: true });
      look(place);
    });
    for (const button of station.querySelectorAll("[data-with]")) button.addEventListener("click", () => carry(place, button.dataset.with));
  }

  /** Shows the buttons while a code stands at a door and its draft has not gone on elsewhere. */
  function look(place) {
    const { station } = doors.frames[place];
    const [before, offered] = [offers[place], doors.offered(place)];
    const fresh = Boolean(offered) && (before?.code !== offered.code || before.link !== offered.link);
    const offer = fresh ? { ...offered, seen: false, left: false } : offered && before;
    offers[place] = offer;
    if (offer) {
      offer.seen ||= Boolean(cards[place]);
      offer.left ||= offer.seen && !cards[place];
      if (offer.left) left.add(place);
    }
    if (cards[place]) left.delete(place);
    const stands = Boolean(offer) && !offer.left;
    station.classList.toggle("offering", stands);
    station.querySelector("[data-scan]").hidden = !stands;
    if (fresh) found(place);
  }

  async function carry(from, to) {
    const offer = doors.offered(from);
    if (offer) await give(to, offer);
  }

  async function give(to, offer) {
    const { acting } = doors.frames[to];
    acting(true);
    setTimeout(() => acting(false), LIT);
    carried(to);
    await doors.give[to](offer);
  }

  return {
    left,
    /** What is stored has changed. */
    draw(state) {
      cards = state.cards;
      for (const place of Object.keys(doors.frames)) look(place);
    },
    /** A link in a text was touched. */
    open: (link) => give("web", { link }),
  };
}
