const { default: Sequencer } = require('@jest/test-sequencer');

/** What drives whole commands and servers, file by file. */
const DRIVES_COMMANDS = 'every-command';
const rank = ({ path }) => (path.includes(DRIVES_COMMANDS) ? 0 : path.includes('/test/') ? 1 : 2);

/**
 * A machine that has never run the suites knows their sizes only, and those that take longest are not the largest: what starts servers goes
 * first, so that no worker is left with minutes when the others have finished. Where the times of an earlier run are known, they decide.
 */
module.exports = class extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    return [...tests].some(({ duration }) => duration !== undefined) ? sorted : sorted.toSorted((a, b) => rank(a) - rank(b));
  }
};
