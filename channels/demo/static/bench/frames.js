/** The three frames: each the real door, laid out at its own size and scaled to the place that there is for it. */

const PHONE_WIDTH = 390;
const KIOSK = { width: 1080, height: 1920 };
const TOUCHES = ["pointerdown", "keydown", "wheel", "touchstart"];

/** A frame and what it stands on. `touched(place)` is called when a person uses what is in it. */
export function createFrame(station, { touched, loaded }) {
  const place = station.dataset.station;
  const device = station.querySelector("[data-device]");
  const frame = station.querySelector("[data-frame]");

  function fit() {
    const { clientWidth: width, clientHeight: height } = device;
    if (!width || !height) return;
    const scale = place === "kiosk" ? Math.min(width / KIOSK.width, height / KIOSK.height) : Math.min(1, width / PHONE_WIDTH);
    frame.style.setProperty("--scale", scale);
    frame.style.setProperty("--across", `${place === "kiosk" ? KIOSK.width : width / scale}px`);
    frame.style.setProperty("--along", `${place === "kiosk" ? KIOSK.height : height / scale}px`);
  }

  function listen() {
    const inside = frame.contentDocument;
    if (!inside) return;
    for (const name of TOUCHES) {
      inside.addEventListener(name, (event) => event.isTrusted && touched(place), { capture: true, passive: true });
    }
    loaded(place);
  }

  new ResizeObserver(fit).observe(device);
  frame.addEventListener("load", listen);

  return {
    place,
    station,
    frame,
    get document() {
      return frame.contentDocument;
    },
    get path() {
      return frame.contentWindow?.location.pathname ?? "";
    },
    /** Opens an address; the history of the bench does not grow by it. */
    open: (address) => frame.contentWindow.location.replace(address),
    first: (address) => {
      frame.dataset.src = address;
      frame.src = address;
    },
    note: (words) => {
      station.querySelector("[data-again-note]").textContent = words;
    },
    acting: (is) => station.classList.toggle("acting", is),
    /** Resolves when the frame has loaded another page. */
    turned: () => new Promise((done) => frame.addEventListener("load", () => done(), { once: true })),
  };
}
