/**
 * A finger that comes down twice where it meant once, as one that trembles does: the second touch is none for what has
 * come to lie under it meanwhile. On the same control it counts, and on the keys, which change while one types.
 */

const SAME_TOUCH = 500; // milliseconds; EN 301 549, 5.8 asks for at least half a second

export function heedOnce(keys) {
  let last = { control: null, x: NaN, y: NaN, at: -Infinity };

  function touched(event) {
    if (event.pointerType !== "touch") return;
    const control = event.target.closest("button, label, a");
    const same = control && isSameTouch(control, event);
    if (same) {
      event.preventDefault();
      event.stopPropagation();
    }
    last = { control: same ? last.control : control, x: event.clientX, y: event.clientY, at: event.timeStamp };
  }

  function isSameTouch(control, { timeStamp }) {
    const since = timeStamp - last.at;
    return control !== last.control && !keys.contains(control) && since >= 0 && since < SAME_TOUCH && covers(control, last);
  }

  document.addEventListener("click", touched, true);
}

function covers(control, { x, y }) {
  const { left, right, top, bottom } = control.getBoundingClientRect();
  return left <= x && x <= right && top <= y && y <= bottom;
}
