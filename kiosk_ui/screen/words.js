/** The kiosk's own words in the language on the screen, as the door gave them with the page. */

export function createWords(languages, current) {
  const by = new Map(languages.map((language) => [language.code, language]));
  const language = (code) => by.get(code) ?? languages[0];

  /** say("idle_words", {seconds: 30}): fills in what stands in braces. */
  function say(name, values = {}) {
    return sayIn(current(), name, values);
  }

  function sayIn(code, name, values = {}) {
    return language(code).words[name].replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
  }

  return { say, sayIn, language };
}
