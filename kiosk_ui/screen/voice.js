/**
 * Makes one sentence heard: by a sound file of the door, or by a voice of the browser. Knows nothing of screens, and
 * keeps nothing of what it said.
 */

/* Chromium drops what is said right after something was cancelled. */
const AFTER_CANCEL = 50;

/** `voices`: the languages that the door speaks; `door.speech` gives a sound file. */
export function createVoice({ voices, door }) {
  const browser = globalThis.speechSynthesis;
  let sounding = null; // what can be stopped, paused and resumed

  const ofBrowser = (language) => browser?.getVoices().find(({ lang }) => lang.toLowerCase().split(/[-_]/)[0] === language);

  /** Whether anything here speaks this language. */
  function speaks(language) {
    return voices.includes(language) || Boolean(ofBrowser(language));
  }

  /** Resolves when it has been said or stopped; false where nothing could say it. */
  async function say({ words, language }, { rate, volume }) {
    stop();
    const mine = (sounding = silence());
    const sound = voices.includes(language) ? await door.speech(language, words).catch(() => null) : null;
    if (mine.over) return true;
    if (sound) return play(sound, { rate, volume, paused: mine.paused });
    const voice = ofBrowser(language);
    return voice ? utter(words, { voice, rate, volume }) : false;
  }

  function play(sound, { rate, volume, paused }) {
    const address = URL.createObjectURL(sound);
    const audio = new Audio(address);
    audio.playbackRate = rate;
    audio.volume = volume;
    return new Promise((done) => {
      const end = () => {
        audio.onended = audio.onerror = null;
        audio.pause();
        audio.removeAttribute("src");
        URL.revokeObjectURL(address);
        done(true);
      };
      audio.onended = audio.onerror = end;
      // A browser that plays nothing before the first touch or key: the caption stands, and the next key plays.
      const begin = () => audio.play().catch(() => undefined);
      sounding = { stop: end, pause: () => audio.pause(), resume: begin };
      if (!paused) begin();
    });
  }

  function utter(words, { voice, rate, volume }) {
    const utterance = Object.assign(new SpeechSynthesisUtterance(words), { voice, lang: voice.lang, rate, volume });
    return new Promise((done) => {
      const later = setTimeout(() => browser.speak(utterance), AFTER_CANCEL);
      const end = () => {
        clearTimeout(later);
        browser.cancel();
        done(true);
      };
      utterance.onend = utterance.onerror = () => done(true);
      sounding = { stop: end, pause: () => browser.pause(), resume: () => browser.resume() };
    });
  }

  function stop() {
    sounding?.stop();
    sounding = null;
  }

  return { say, stop, speaks, pause: () => sounding?.pause(), resume: () => sounding?.resume() };
}

/** Stands for what is still being fetched. */
function silence() {
  return {
    over: false,
    paused: false,
    stop() {
      this.over = true;
    },
    pause() {
      this.paused = true;
    },
    resume() {
      this.paused = false;
    },
  };
}
