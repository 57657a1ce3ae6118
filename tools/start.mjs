// `npm start`: makes the checkout ready, then runs `fenming start` over data/ until Ctrl-C.
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import './ready.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = path.join(root, 'bin/fenming.js');

// In this same process: one Node fewer to start, and Ctrl-C means one thing.
process.argv = [process.argv[0], bin, 'start', '--data', path.join(root, 'data'), ...process.argv.slice(2)];
await import(pathToFileURL(bin).href);
