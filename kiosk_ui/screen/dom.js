/** Builds elements. Words only ever become text, never markup. */

const SVG = "http://www.w3.org/2000/svg";
const { look: LOOK, icons: OWN } = document.documentElement.dataset;
const OWN_PICTURES = new Set(["leave", "down", "touch"]);
const MIRRORED = new Set(["arrow", "back", "backspace", "leave"]);

/** h("p", {class: "hint"}, "words", child): attributes that are null or false are left out; `onclick` listens. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value || value === "" || value === 0) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter(Boolean));
  return element;
}

export function icon(name) {
  const sheet = OWN_PICTURES.has(name) ? OWN : `${LOOK}icons.svg`;
  return picture(MIRRORED.has(name) ? "icon icon-mirrors" : "icon", `${sheet}#${name}`);
}

export function mark() {
  return picture("mark", `${LOOK}icons.svg#mark`);
}

export function bridge() {
  return h("img", { class: "bridge", src: `${LOOK}bridge.svg`, alt: "" });
}

/** A reference or code: monospace, and never reordered among Arabic words. */
export function reference(text) {
  return h("bdi", { class: "reference", dir: "ltr" }, text);
}

function picture(className, address) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", className);
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", address);
  svg.append(use);
  return svg;
}
