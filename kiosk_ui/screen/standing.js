/** Asks, while nobody is there, whether the kiosk serves people: the operator may have closed it, or its server is gone. */

const EVERY = 10_000;

export function watchStanding(store, door) {
  async function look() {
    if (store.state.screen !== "attract") return;
    const open = await door.standing().catch(() => false);
    if (open === store.state.closed) store.set({ closed: !open });
  }
  setInterval(look, EVERY);
  look();
}
