/** What the environment says of where things are: read in one place, and refused where this program cannot go by it. */
export { readSettings, Unconfigured, type Environment, type Settings } from './settings';
