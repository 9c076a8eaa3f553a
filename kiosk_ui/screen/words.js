/**
 * The kiosk's own words in the language on the screen. Those of the first language came with the page, of the others
 * only the greeting: the rest is fetched once, and then kept as long as the page stands.
 */

/** `fetched(address)` gives the words that are there. */
export function createWords(languages, current, fetched) {
  const by = new Map(languages.map((language) => [language.code, language]));
  const language = (code) => by.get(code) ?? languages[0];
  const known = new Map(languages.map(({ code, words }) => [code, words]));
  const learning = new Map();

  /** say("idle_words", {seconds: 30}): fills in what stands in braces. */
  function say(name, values = {}) {
    return sayIn(current(), name, values);
  }

  function sayIn(code, name, values = {}) {
    return known.get(language(code).code)[name].replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
  }

  /** Resolves when all can be said in this language; fails where the door cannot be reached, and may be tried again. */
  function learn(code) {
    const { address } = language(code);
    if (!address) return Promise.resolve();
    if (!learning.has(code)) {
      const learned = fetched(address).then((words) => known.set(code, words));
      learning.set(code, learned);
      learned.catch(() => learning.delete(code));
    }
    return learning.get(code);
  }

  /** Before anybody asks: whoever then changes the language waits for nothing, whatever has happened to the network. */
  function learnAll() {
    for (const { code } of languages) learn(code).catch(() => undefined);
  }

  return { say, sayIn, language, learn, learnAll };
}
