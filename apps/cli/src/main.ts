import { runCommandLine } from './program';
import { outlastReaders } from './terminal/outlast-readers';

outlastReaders();
void runCommandLine(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
