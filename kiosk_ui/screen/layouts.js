/**
 * Which keys stand where, by what is asked, by language and by the screen's shape. Rows from top to bottom, keys apart
 * by blanks. Written down as an upright screen has them: five rows of letters. A screen that lies has width instead:
 * there the digits stand beside the letters, in four rows, or in three where all must be within low reach.
 */

const DIGITS = "1 2 3 4 5 6 7 8 9 0";
const BOTTOM = "{accents} @ {space} - / {next}";

const LATIN = {
  qwerty: {
    default: [DIGITS, "q w e r t y u i o p", "a s d f g h j k l '", "{shift} z x c v b n m , . {bksp}", BOTTOM],
    shift: [DIGITS, "Q W E R T Y U I O P", "A S D F G H J K L '", "{shift} Z X C V B N M , . {bksp}", BOTTOM],
  },
  azerty: {
    default: [DIGITS, "a z e r t y u i o p", "q s d f g h j k l m", "{shift} w x c v b n ' , . {bksp}", BOTTOM],
    shift: [DIGITS, "A Z E R T Y U I O P", "Q S D F G H J K L M", "{shift} W X C V B N ' , . {bksp}", BOTTOM],
  },
};
const ACCENTS = [DIGITS, "é è ê ë à â ä á ç ñ", "î ï í ô ö ó œ ù û ü", "É È Ç À Ö Ü ÿ ( ) {bksp}", "{letters} @ {space} - / {next}"];

/* Names are written in Latin letters too: capitals and accents are as near as they are on other keyboards. */
const ARABIC = {
  default: [
    "1 2 3 4 5 6 7 8 9 0",
    "ض ص ث ق ف غ ع ه خ ح ج",
    "ش س ي ب ل ا ت ن م ك ط",
    "ذ ئ ء ؤ ر ى ة و ز ظ د",
    "{accents} أ إ آ {space} {bksp} {next}",
  ],
  accents: [DIGITS, "q w e r t y u i o p", "a s d f g h j k l '", "{shift} z x c v b n m , . {bksp}", "{letters} {marks} @ {space} - / {next}"],
  capitals: [DIGITS, "Q W E R T Y U I O P", "A S D F G H J K L '", "{shift} Z X C V B N M , . {bksp}", "{letters} {marks} @ {space} - / {next}"],
  marks: [...ACCENTS.slice(0, -1), "{letters} {accents} @ {space} - / {next}"],
};

const WORDS = {
  en: { ...LATIN.qwerty, accents: ACCENTS },
  fr: { ...LATIN.azerty, accents: ACCENTS },
  nl: { ...LATIN.azerty, accents: ACCENTS },
  ar: ARABIC,
};

const EMAIL_END = "{bksp} {next}";
const EMAIL = {
  qwerty: { default: [DIGITS, "q w e r t y u i o p", "a s d f g h j k l _", "z x c v b n m - . @", `.be .com .eu + ${EMAIL_END}`] },
  azerty: { default: [DIGITS, "a z e r t y u i o p", "q s d f g h j k l m", "w x c v b n _ - . @", `.be .com .eu + ${EMAIL_END}`] },
};

/* Codes are Latin capitals and digits in every language. */
const CODE = {
  qwerty: { default: [DIGITS, "Q W E R T Y U I O P", "A S D F G H J K L -", "Z X C V B N M {bksp} {next}", ""] },
  azerty: { default: [DIGITS, "A Z E R T Y U I O P", "Q S D F G H J K L M", "W X C V B N - {bksp} {next}", ""] },
};

const PADS = {
  digits: { default: ["1 2 3", "4 5 6", "7 8 9", "{bksp} 0 {next}"] },
  decimal: { default: ["1 2 3", "4 5 6", "7 8 9", ", 0 {bksp}"] },
  phone: { default: ["1 2 3", "4 5 6", "7 8 9", "+ 0 {bksp}"] },
};
const LOW_PADS = {
  digits: { default: ["1 2 3 {bksp}", "4 5 6 0", "7 8 9 {next}"] },
  decimal: { default: ["1 2 3 {bksp}", "4 5 6 ,", "7 8 9 0"] },
  phone: { default: ["1 2 3 {bksp}", "4 5 6 +", "7 8 9 0"] },
};

const ROWS = { tall: (rows) => rows.filter(Boolean), wide: inFour, low: inThree };

/** `keys` is what an input wants (fields.js); `separator` is the comma of this language's numbers; `shape` is tall, wide or low. */
export function layoutFor(keys, language, separator, shape) {
  if (isPad(keys)) {
    const pad = (shape === "low" ? LOW_PADS : PADS)[keys];
    return keys === "decimal" ? { default: pad.default.map((row) => row.replace(",", separator)) } : pad;
  }
  const family = ["fr", "nl"].includes(language) ? "azerty" : "qwerty";
  const written = { code: CODE[family], email: EMAIL[family], letters: WORDS[language] ?? WORDS.en }[keys];
  return Object.fromEntries(Object.entries(written).map(([name, rows]) => [name, ROWS[shape](rows)]));
}

function inFour([, one, two, three, last]) {
  const { space, others } = apart(last);
  return [`${one} 1 2 3`, `${two} 4 5 6`, `${letters(three)} 7 8 9`, [...others, space, "0", "{bksp}", "{next}"].filter(Boolean).join(" ")];
}

function inThree([, one, two, three, last]) {
  const { space, turns, marks } = apart(last);
  const [mark, ...more] = marks;
  const row = (...keys) => keys.filter(Boolean).join(" ");
  return [row(one, "1 2 3", mark, "{bksp}"), row(two, "4 5 6", ...more, "{next}"), row(...turns, letters(three), space, "7 8 9 0")];
}

/** A row without the keys that have their place elsewhere. */
function letters(row) {
  return row.split(" ").filter((key) => !["{bksp}", "{next}"].includes(key)).join(" ");
}

/** The last row: the keys that turn to other letters, the marks, and the space where there is one. */
function apart(row) {
  const others = letters(row).split(" ").filter((key) => key && key !== "{space}");
  return {
    space: row.includes("{space}") && "{space}",
    others,
    turns: others.filter((key) => key.startsWith("{")),
    marks: others.filter((key) => !key.startsWith("{")),
  };
}

export function isPad(keys) {
  return keys in PADS;
}
