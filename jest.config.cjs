const { availableParallelism } = require('node:os');

// NestJS 12 and cel-js ship ES modules only; jest must transform them, nested copies included.
const esModules = [
  '@nestjs',
  'file-type',
  'strtok3',
  'token-types',
  'uint8array-extras',
  '@tokenizer',
  '@borewit',
  'cookie',
  'content-disposition',
  '@marcbachmann',
];
const plantedEventLog = process.env.FENMING_TEST_EVENT_LOG;
module.exports = {
  rootDir: __dirname,
  testEnvironment: 'node',
  // How long a loaded machine takes is nobody's contract; this only ends a test that waits for what never comes.
  testTimeout: 120_000,
  // The journeys wait for servers of their own, some for a lease to end or for silence: one worker more than there are cores fills that.
  maxWorkers: availableParallelism() + 1,
  testSequencer: '<rootDir>/tools/sequencer.cjs',
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  transform: { '^.+\\.(t|j)s$': ['@swc/jest'] },
  transformIgnorePatterns: [`^(?!.*/node_modules/(?:${esModules.join('|')})/).*/node_modules/`],
  moduleNameMapper: {
    // A mutated copy of the event log, to prove that the contract suite fails on it (test/contract/planted-faults.spec.ts).
    ...(plantedEventLog === undefined ? {} : { '/libs/event-log/src(/index(\\.ts)?)?$': plantedEventLog }),
    // A part that is loaded only when it is needed is named as Node finds it in dist.
    '^(\\./[^/]+)\\.js$': '$1',
    '^@fenming/([^/]+)$': '<rootDir>/libs/$1/src/index.ts',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/dist-test'],
};
