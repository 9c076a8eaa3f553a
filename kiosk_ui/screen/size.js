/** How many pixels fill an inch: all sizes of the stylesheet are millimetres and follow from it. */

const INCH = 25.4; // millimetres
const NARROW = 400; // millimetres of a screen that is small for one that lies
const USUAL = { ppi: 102, shortSide: 1080 }; // a kiosk of 21.5 inches

/**
 * The kiosk's start address may say it: /kiosk/?ppi=141. Where it does not, the window is taken for a whole kiosk,
 * so that on a laptop or in a frame everything is there, only smaller.
 */
export function fitSizes(root) {
  const said = Number(new URLSearchParams(location.search).get("ppi"));
  const fit = () => {
    const ppi = said > 0 ? said : (USUAL.ppi * Math.min(innerWidth, innerHeight)) / USUAL.shortSide;
    root.style.setProperty("--ppi", ppi);
    root.classList.toggle("narrow", innerWidth > innerHeight && (innerWidth / ppi) * INCH < NARROW);
  };
  addEventListener("resize", fit);
  fit();
}
