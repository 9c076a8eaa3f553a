/** How names and numbers are spoken: what is a code is spelled, what is a number stays one. */

/* Capitals and digits together: a reference, a number plate, a lamp post. */
const CODE = /(?<![\p{L}\p{N}])(?=[A-Z0-9-]*\d)(?=[A-Z0-9-]*[A-Z])[A-Z0-9]+(?:-[A-Z0-9]+)*(?![\p{L}\p{N}])/gu;
/* So many digits are a telephone's or a register's: five that stand together, or nine in groups. */
const NUMBER = /(?<!\p{N})\+?\d(?:[ ./-]?\d){4,}(?!\p{N})/gu;
const TOGETHER = 5;
const IN_GROUPS = 9;

export function asSpoken(text) {
  return priced(text).replace(" · ", ", ").replace(CODE, characters).replace(NUMBER, (found) => (isName(found) ? characters(found) : found));
}

/** The currency after its amount, and no cents where there are none. */
function priced(text) {
  return text.replace(/€\s?(\d[\d.,]*\d|\d)/g, "$1 €").replace(/[.,]00(?=\s?€)/g, "");
}

/** Letter by letter, and once more. */
export function spelled(text) {
  return `${characters(text)}. ${characters(text)}.`;
}

function isName(digits) {
  const groups = digits.split(/\D+/).filter(Boolean);
  const many = groups.length > 1 ? IN_GROUPS : TOGETHER;
  return groups.join("").length >= many;
}

/** "K7QF-2M9X" as "K 7 Q F, 2 M 9 X". */
function characters(text) {
  return text
    .trim()
    .split(/[\s./-]+/)
    .map((group) => [...group].join(" "))
    .join(", ");
}
