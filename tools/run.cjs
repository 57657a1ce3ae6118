// Runs a program of a bundle: `(bundle, program)`. Compiling takes a program up to a second of a core each time it starts, so the first that ends well
// leaves what V8 compiled of it for those that come after; a thread, which others end, leaves it when it has loaded. It is taken only by the
// same V8 with the same flags, of the same file. From Node 22 on module.enableCompileCache does this; it goes with Node 20.
const { chmodSync, readFileSync, renameSync, statSync, writeFileSync } = require('node:fs');
const { wrap } = require('node:module');
const path = require('node:path');
const { cachedDataVersionTag } = require('node:v8');
const { Script } = require('node:vm');
const { isMainThread, threadId } = require('node:worker_threads');

const orNothing = (act) => {
  try {
    return act();
  } catch {
    return undefined;
  }
};

/** Its name says of which file, program and V8 it is. */
const nameOfCode = (filename, program) => {
  const { mtimeMs, size } = statSync(filename);
  const of = [mtimeMs, size, cachedDataVersionTag()].map((part) => Math.trunc(part).toString(36));
  return `${filename}.${program.replaceAll('/', '-')}.${of.join('-')}`;
};

/** Where nothing may be written, or there is no room, every start compiles for itself. Whoever may read the bundle may read this. */
const leave = (script, code) =>
  orNothing(() => {
    const part = `${code}.${process.pid}-${threadId}`;
    writeFileSync(part, script.createCachedData());
    chmodSync(part, 0o644);
    renameSync(part, code);
  });

module.exports = (bundle, program) => {
  const filename = path.join(__dirname, bundle);
  const code = nameOfCode(filename, program);
  const cachedData = orNothing(() => readFileSync(code));
  const script = new Script(wrap(readFileSync(filename, 'utf8')), { filename, cachedData });
  const isNew = cachedData === undefined || script.cachedDataRejected;
  if (isNew && isMainThread) process.once('exit', (exitCode) => exitCode === 0 && leave(script, code));
  const held = { exports: {} };
  script.runInThisContext()(held.exports, require, held, filename, __dirname);
  held.exports[program]();
  if (isNew && !isMainThread) leave(script, code);
};
