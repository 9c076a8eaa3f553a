/**
 * The story: one street problem reported at three doors, each by its own controls, with a label edited in the
 * middle. It asks every door where it stands and does the next thing, so that it can be stopped anywhere, by any
 * touch, and gone on with from wherever the person left things.
 */

import { createActors } from "./actors.js";

const SERVICE = "street-problem";
const EDITED_AT = "problem";
const PLACES = ["phone", "web", "kiosk"];
const BEATS = { calm: 1100, quick: 60 };
const MOST_ROUNDS = 40;
const PATIENCE = 400; // milliseconds between two looks at a door that has not moved yet

class Stopped extends Error {}

export function createStory({ doors, editor, watch, tabs, say, service, choose, anew, told, pace }) {
  const actors = createActors(doors, watch);
  let running = 0; // grows with each start, so that an earlier run ends by itself
  let playing = false;
  let paused = null;
  let acting = "";
  let edited = false;

  const beat = () => BEATS[pace()] ?? BEATS.calm;

  /** A pause that a person can make longer by taking over, and end for good by starting something else. */
  async function breath(run, beats = 1) {
    await new Promise((done) => setTimeout(done, beat() * beats));
    await still(run);
  }

  async function still(run) {
    while (paused && run === running) await paused.promise;
    if (run !== running) throw new Stopped();
  }

  async function play() {
    const run = begin();
    try {
      if (service() !== SERVICE) await choose(SERVICE);
      running = run;
      playing = true;
      told(say("story_begin"));
      edited = false;
      await anew();
      await breath(run, 1.5);
      await rounds(run);
    } catch (error) {
      if (!(error instanceof Stopped)) stuck(run, error);
    }
  }

  function begin() {
    paused?.resume();
    paused = null;
    running += 1;
    playing = true;
    return running;
  }

  function stuck(run, error) {
    console.warn(error);
    if (run !== running) return;
    finish();
    told(say("story_stuck"));
  }

  function finish() {
    act("");
    playing = false;
  }

  function act(place) {
    acting = place;
    for (const frame of Object.values(doors.frames)) frame.acting(frame.place === place);
    if (place) tabs.show(place);
  }

  async function rounds(run) {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      if (PLACES.every((place) => actors[place].over())) return end(run);
      let acted = false;
      for (const place of PLACES) acted = (await step(run, place)) || acted;
      if (!acted && !edited) await edit(run);
    }
    throw new Error("the doors do not get any further");
  }

  /** One deed at one door; whether there was any. All doors wait for the edit at the question that it words anew. */
  async function step(run, place) {
    const actor = actors[place];
    if (actor.over() || (!edited && actor.stands() === EDITED_AT)) return false;
    await still(run);
    act(place);
    const before = actor.stands();
    await actor.act({ typed: (field, words) => typed(run, field, words), breath: (beats) => breath(run, beats) });
    for (let looks = 0; looks < 12 && actor.stands() === before; looks += 1) {
      await new Promise((done) => setTimeout(done, PATIENCE / 4));
      await watch.refresh();
      await still(run);
    }
    await breath(run, 0.4);
    if (edited) told(say("story_on"));
    return true;
  }

  /** Letter by letter, as a person types; at once where motion is not wanted. */
  async function typed(run, field, words) {
    const slow = pace() === "calm" && !matchMedia("(prefers-reduced-motion: reduce)").matches;
    const steps = slow ? [...words].map((_, at) => words.slice(0, at + 1)) : [words];
    for (const value of steps) {
      await still(run);
      field.value = value;
      field.dispatchEvent(new field.ownerDocument.defaultView.InputEvent("input", { bubbles: true, inputType: "insertText" }));
      if (slow) await new Promise((done) => setTimeout(done, 45));
    }
  }

  async function edit(run) {
    act("");
    told(say("story_question"));
    await breath(run, 2);
    const found = editor.text.match(/(value: pothole,\s*label:\s*)([^,}\n]+)/);
    edited = true;
    if (!found) return;
    told(say("story_edit"));
    tabs.show("yaml");
    await breath(run, 1);
    const words = say(found[2].trim() === say("story_label") ? "story_label_back" : "story_label");
    await rewrite(run, found.index + found[1].length, found[2], words);
    await live(run);
    told(say(doors.show(words) ? "story_edited" : "story_served"));
    for (const place of PLACES) {
      tabs.show(place);
      await breath(run, 0.9);
    }
  }

  /** The label is typed over in the text itself, where the owner would do it. */
  async function rewrite(run, at, old, words) {
    const [head, tail] = [editor.text.slice(0, at), editor.text.slice(at + old.length)];
    const slow = pace() === "calm" && !matchMedia("(prefers-reduced-motion: reduce)").matches;
    let kept = 0;
    while (kept < old.length && old[kept] === words[kept]) kept += 1;
    const steps = [];
    for (let length = old.length; length >= kept; length -= 1) steps.push(old.slice(0, length));
    for (let length = kept + 1; length <= words.length; length += 1) steps.push(words.slice(0, length));
    for (const label of slow ? steps : [words]) {
      await still(run);
      editor.element.value = head + label + tail;
      editor.element.dispatchEvent(new InputEvent("input", { bubbles: true }));
      if (slow) await new Promise((done) => setTimeout(done, 40));
    }
  }

  /** Until the edit serves and the doors have had a moment to show it. */
  async function live(run) {
    const before = editor.name;
    for (let looks = 0; looks < 60 && editor.name === before; looks += 1) {
      await new Promise((done) => setTimeout(done, 100));
      await still(run);
    }
    await new Promise((done) => setTimeout(done, 500));
    await breath(run, 1);
  }

  async function end(run) {
    const state = await watch.refresh();
    await still(run);
    finish();
    const all = Object.values(state.cards).filter(Boolean).length;
    told(say("story_end", { ...state.counted, same: state.same, all }));
    document.documentElement.dataset.story = "ended";
  }

  return {
    play: () => {
      delete document.documentElement.dataset.story;
      return play();
    },
    get acting() {
      return playing && !paused ? acting : "";
    },
    get playing() {
      return playing && !paused;
    },
    /** A person uses something: the story waits at once. */
    takeOver() {
      if (!playing || paused) return;
      let resume;
      paused = { promise: new Promise((done) => (resume = done)), resume: () => resume() };
      act("");
      told(say("taken_over"), { goOn: true });
    },
    goOn() {
      const waiting = paused;
      paused = null;
      told(say(edited ? "story_on" : "story_begin"));
      waiting?.resume();
    },
    stop() {
      running += 1;
      paused?.resume();
      paused = null;
      finish();
      told("");
    },
  };
}
