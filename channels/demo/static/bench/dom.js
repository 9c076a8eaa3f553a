/** Builds elements. Words only ever become text, never markup. */

const SVG = "http://www.w3.org/2000/svg";
const SPRITE = new URL("/look/icons.svg", location.href).pathname;
const SHAPES = { phone: "text", sms: "text", office: "counter" };

/** h("p", {class: "quiet"}, "words", child): attributes that are null or false are left out; `onclick` listens. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value || value === "" || value === 0) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child || child === 0));
  return element;
}

export function icon(name, className = "icon") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", className);
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${SPRITE}#${name}`);
  svg.append(use);
  return svg;
}

/** A door's shape and word. `door` is the name under which answers remember it, or the place on the bench. */
export function badge(door, say) {
  const shape = SHAPES[door] ?? (["web", "kiosk"].includes(door) ? door : "other");
  const word = shape === "other" ? door : say(shape);
  return h("span", { class: `door door-${shape}` }, icon(`door-${shape}`, "door-shape"), h("span", {}, word));
}
