// Loaded before a program (node --require) it says how much room the machine's disk has: FENMING_TEST_JOURNEY_DISK names a file with the number
// of free bytes. The product knows nothing of this.
const fs = require('node:fs');

const real = fs.statfsSync;

fs.statfsSync = (path, ...words) =>
  Object.assign(real(path, ...words), {
    bsize: 1,
    bavail: Number(fs.readFileSync(process.env.FENMING_TEST_JOURNEY_DISK, 'utf8')),
  });
