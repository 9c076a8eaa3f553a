/**
 * Makes one sentence heard: by a sound file of the door, or by a voice of the browser. Knows nothing of screens, and
 * keeps nothing of what it said.
 */

/* Chromium drops what is said right after something was cancelled. */
const AFTER_CANCEL = 50;

/* Marks alone say nothing. */
const IS_SAID = /[\p{L}\p{N}]/u;

/** `voices`: the languages that the door speaks; `recorded`: those of which it has recordings; `door.speech` gives a sound. */
export function createVoice({ voices, recorded = [], door }) {
  const browser = globalThis.speechSynthesis;
  let sounding = null; // what can be stopped, paused and resumed

  const ofBrowser = (language) => browser?.getVoices().find(({ lang }) => lang.toLowerCase().split(/[-_]/)[0] === language);

  /** Whether anything here speaks this language. */
  function speaks(language) {
    return voices.includes(language) || Boolean(ofBrowser(language));
  }

  /** Resolves when it has been said or stopped; false where nothing could say it. `parts` have a sound each. */
  async function say({ words, parts = [words], language }, { rate, volume }) {
    stop();
    const mine = (sounding = silence());
    const asked = voices.includes(language) || recorded.includes(language);
    const sounds = asked ? await Promise.all(parts.filter((each) => IS_SAID.test(each)).map((each) => door.speech(language, each))).catch(() => null) : null;
    if (mine.over) return true;
    if (sounds) return play(sounds, { rate, volume, paused: mine.paused });
    const voice = ofBrowser(language);
    return voice ? utter(words, { voice, rate, volume }) : false;
  }

  /** One after the other. */
  function play(sounds, { rate, volume, paused }) {
    const audio = new Audio();
    const waiting = [...sounds];
    return new Promise((done) => {
      const next = () => {
        if (audio.src) URL.revokeObjectURL(audio.src);
        if (!waiting.length) return end();
        audio.src = URL.createObjectURL(waiting.shift());
        audio.playbackRate = rate;
        audio.volume = volume;
        return begin();
      };
      const end = () => {
        audio.onended = audio.onerror = null;
        audio.pause();
        if (audio.src) URL.revokeObjectURL(audio.src);
        audio.removeAttribute("src");
        done(true);
      };
      audio.onended = audio.onerror = next;
      // A browser that plays nothing before the first touch or key: the caption stands, and the next key plays.
      const begin = () => paused || audio.play().catch(() => undefined);
      sounding = {
        stop: end,
        pause: () => {
          paused = true;
          audio.pause();
        },
        resume: () => {
          paused = false;
          begin();
        },
      };
      next();
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
