/**
 * A finger that comes down twice where it meant once, as one that trembles does: the second touch is none for what
 * cannot be undone and has come to lie under it. Keys have their own way (what weighs waits for another key).
 */

const SAME_TOUCH = 500; // milliseconds; EN 301 549, 5.8 asks for at least half a second

export function heedOnce() {
  let last = { x: NaN, y: NaN, at: -Infinity };

  function touched(event) {
    if (event.detail === 0) return; // no finger and no mouse
    const weighing = event.target.closest("[data-weighs]");
    if (weighing && event.timeStamp - last.at < SAME_TOUCH && within(weighing.getBoundingClientRect(), last)) {
      event.preventDefault();
      event.stopPropagation();
    }
    last = { x: event.clientX, y: event.clientY, at: event.timeStamp };
  }

  document.addEventListener("click", touched, true);
}

const within = ({ left, right, top, bottom }, { x, y }) => left <= x && x <= right && top <= y && y <= bottom;
