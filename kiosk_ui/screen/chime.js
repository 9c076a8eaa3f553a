/** Two soft notes, for whoever looks elsewhere. No words and no sound file. */

const NOTES = [660, 880];
const EACH = 0.25; // seconds
const LOUDNESS = 0.15;

export function chime() {
  const context = new AudioContext();
  const gain = new GainNode(context, { gain: LOUDNESS });
  gain.connect(context.destination);
  const notes = NOTES.map((frequency) => new OscillatorNode(context, { frequency }));
  notes.forEach((note, at) => {
    note.connect(gain);
    note.start(context.currentTime + at * EACH);
    note.stop(context.currentTime + (at + 1) * EACH);
  });
  notes.at(-1).onended = () => context.close();
}
