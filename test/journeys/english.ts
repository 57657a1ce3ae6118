import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const DATA = join(__dirname, '../../libs/programmes');
const LISTS = join(__dirname, '../../libs/rosters/sources');
const HAN = /\p{Script=Han}/u;
/** Of a text in English, what stays as it is written in the county: numbers of documents, and what the bank or the state calls itself. */
const NUMBERED = /[\p{Script=Han}]*〔\d{4}〕\d*号?/gu;

const phrasesIn = (text: string): readonly string[] =>
  text.match(/[\p{Script=Han}][\p{Script=Han}\w，、；：。（）“”〔〕%.\-—·]*/gu) ?? [];

/** Names of programmes, their conditions and documents, and of other bodies' lists and columns: a county may write its own. */
const ofTheRules = [
  ...readdirSync(join(DATA, 'catalogue')).map((file) => join(DATA, 'catalogue', file)),
  join(DATA, 'sources.yaml'),
  join(DATA, 'src/known-regions.ts'),
  ...readdirSync(LISTS).map((file) => join(LISTS, file)),
].flatMap((file) => phrasesIn(readFileSync(file, 'utf8')));

/** Chinese that is no name: what somebody who reads English was not told. */
export const untranslatedIn = (text: string, names: readonly string[]): readonly string[] => {
  const longestFirst = [...names, ...ofTheRules].toSorted((a, b) => b.length - a.length);
  const without = (line: string): string =>
    longestFirst.reduce((rest, name) => rest.replaceAll(name, ''), line.replaceAll(NUMBERED, ''));
  return text.split('\n').filter((line) => HAN.test(line) && HAN.test(without(line)));
};
