// Loaded before a program (node --require) it sets the machine's clock for it: a real county has no other. FENMING_TEST_JOURNEY_CLOCK names a file
// that says by how many milliseconds the clock is ahead. The product knows nothing of this.
const { readFileSync } = require('node:fs');

const RealDate = Date;
const file = process.env.FENMING_TEST_JOURNEY_CLOCK;
const LOOK_EVERY_MS = 20;
let ahead = 0;
let looked = -Infinity;

const now = () => {
  const time = performance.now();
  if (time - looked > LOOK_EVERY_MS) [looked, ahead] = [time, Number(readFileSync(file, 'utf8'))];
  return RealDate.now() + ahead;
};

globalThis.Date = new Proxy(RealDate, {
  construct: (target, words, made) => Reflect.construct(target, words.length === 0 ? [now()] : words, made),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
