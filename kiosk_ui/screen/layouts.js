/** Which keys stand where, by what is asked and by language. Rows from top to bottom, keys apart by blanks. */

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
const CODE_END = "- {bksp} {next}";
const CODE = {
  qwerty: { default: [DIGITS, "Q W E R T Y U I O P", "A S D F G H J K L", `Z X C V B N M ${CODE_END}`] },
  azerty: { default: [DIGITS, "A Z E R T Y U I O P", "Q S D F G H J K L M", `W X C V B N ${CODE_END}`] },
};

const PADS = {
  digits: { default: ["1 2 3", "4 5 6", "7 8 9", "{bksp} 0 {next}"] },
  decimal: { default: ["1 2 3", "4 5 6", "7 8 9", ", 0 {bksp}"] },
  phone: { default: ["1 2 3", "4 5 6", "7 8 9", "+ 0 {bksp}"] },
};

/** `keys` is what an input wants (fields.js); `separator` is the comma of this language's numbers. */
export function layoutFor(keys, language, separator) {
  if (keys === "letters") return WORDS[language] ?? WORDS.en;
  if (keys === "code") return ["fr", "nl"].includes(language) ? CODE.azerty : CODE.qwerty;
  if (keys === "email") return ["fr", "nl"].includes(language) ? EMAIL.azerty : EMAIL.qwerty;
  if (keys === "decimal") return { default: PADS.decimal.default.map((row) => row.replace(",", separator)) };
  return PADS[keys];
}

export function isPad(keys) {
  return keys in PADS;
}
