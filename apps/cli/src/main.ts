import { keepPrivate } from '@fenming/folders';
import { takeOldNames } from '@fenming/words';
import { runCommandLine } from './program';
import { outlastReaders } from './terminal/outlast-readers';

outlastReaders();
keepPrivate();
// What Node thinks of our libraries is no news for an official.
process.noDeprecation = true;
takeOldNames(process.env, (sentence) => process.stderr.write(`${sentence}\n`));
void runCommandLine(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
