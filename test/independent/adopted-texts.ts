import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileProgramme, parseDefinition, spanOf, type GoverningTexts, type Programme as Compiled } from '@fenming/programmes';
import { governing, type AdoptedVersion } from '@fenming/subsidy';
import type { Documents } from './by-hand';
import type { RatesOf, Programme } from './people';
import { rateIn, SHIPPED, type Kind, type Layer, type Rates } from './published-rates';

const CATALOGUE = join(__dirname, '../../libs/programmes/catalogue');
const shipped = (programme: Programme): string => readFileSync(join(CATALOGUE, `${programme}.yaml`), 'utf8');

/** A row of an amount that is still in force: its head, where it holds, since when, and what follows its rate. */
const OPEN_ROW =
  /^( {2}- regions: \[([^\]]*)\]\n {4}layer: (\w+)\n {4}category: (\w+)\n) {4}from: (\S+)\n {4}rate: '[^']*'\n((?: {4}.*\n)*)/gm;

const yuan = (fen: number): string => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;

type OpenRow = { readonly head: string; readonly from: string; readonly rest: string; readonly rate: string };
const inPlaceOf =
  (programme: Programme, rates: Rates, put: (row: OpenRow) => string) =>
  (row: string, head: string, regions: string, layer: string, category: string, from: string, rest: string): string => {
    const county = ['demo', 'henan', 'national'].find((region) => regions.split(', ').includes(region));
    if (county === undefined) return row;
    const rate = rateIn(rates, programme, layer as Layer, (county === 'national' ? 'demo' : county) as RatesOf, category as Kind);
    if (rate === undefined) throw new Error(`${programme}: nothing is published for ${layer} ${category}`);
    return put({ head, from, rest, rate: yuan(rate) });
  };

const rowFrom = ({ head, rest }: OpenRow, from: string, rate: string): string =>
  `${head}    from: ${from}\n    rate: '${rate}'\n${rest}`;

/** The shipped text with other rates, as a county adopts it anew. */
const textWith = (programme: Programme, rates: Rates): string =>
  rates === SHIPPED
    ? shipped(programme)
    : shipped(programme).replace(
        OPEN_ROW,
        inPlaceOf(programme, rates, (row) => rowFrom(row, row.from, row.rate)),
      );

/** The shipped text in which other rates follow in rows of their own from July of a year. */
const textFromJuly = (programme: Programme, rates: Rates, year: number): string =>
  shipped(programme).replace(OPEN_ROW, (row, ...parts: [string, string, string, string, string, string]) => {
    const ended = row.replace(/^( {4}from: \S+\n)/m, `$1    to: ${year}-06-30\n`);
    const put = inPlaceOf(programme, rates, (open) => rowFrom(open, `${year}-07-01`, open.rate));
    const followed = put(row, ...parts);
    return parts[4] === `${year}-07-01` || followed === row ? followed : ended + followed;
  });

const ready = new Map<string, Compiled>();
/** A text as it holds in a county; each is compiled once. */
const compiled = (programme: Programme, text: string, county: RatesOf): Compiled => {
  const known = ready.get(`${county} ${text}`);
  if (known !== undefined) return known;
  const reading = parseDefinition(text, `${programme}.yaml`);
  if (!reading.ok) throw new Error(JSON.stringify(reading.errors));
  const programmeOfCounty = compileProgramme(reading.definition, ['national', county]);
  ready.set(`${county} ${text}`, programmeOfCounty);
  return programmeOfCounty;
};

const versionOf = (programme: Programme, text: string, effectiveFrom: string, number: number): AdoptedVersion => ({
  programme,
  text,
  contentHash: `${number}`,
  documentNo: `示例〔2022〕${number}号`,
  documentDate: '2022-01-01',
  effectiveFrom,
  adoptedAt: number,
});

const governed = (adopted: readonly AdoptedVersion[], programme: Programme, county: RatesOf, year: number): GoverningTexts => {
  const [first, ...others] = governing(adopted, year).map(({ version, first: from, last }) => ({
    programme: compiled(programme, version.text, county),
    months: spanOf(from, last),
  }));
  if (first === undefined) throw new Error('no text governs the year');
  return [first, ...others];
};

/** The texts that govern a year when each document was adopted as a text of its own. */
export const adoptedOneByOne = (documents: Documents, programme: Programme, county: RatesOf, year: number): GoverningTexts => {
  const adopted = documents.map(({ rates, since }, at) =>
    versionOf(programme, textWith(programme, rates), `${year}-${String(since).padStart(2, '0')}-01`, at + 1),
  );
  return governed(adopted, programme, county, year);
};

/** The one text of a year in which the last document's rates follow in July. */
export const adoptedAsRows = (documents: Documents, programme: Programme, county: RatesOf, year: number): GoverningTexts => {
  const text = textFromJuly(programme, documents.at(-1)?.rates ?? SHIPPED, year);
  return governed([versionOf(programme, text, '2002-01-01', 1)], programme, county, year);
};
