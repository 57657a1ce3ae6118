import { compileProgramme, readCatalogue, readSources } from '@fenming/programmes';
import { readdirSync, readFileSync } from 'node:fs';
import { fundingText, type EnrolmentId, type EntitlementDetermined } from '@fenming/subsidy';
import type { AreaCode } from '@fenming/citizen';
import { recompute } from './entitled-amount';

const folder = `${__dirname}/../../../../programmes/catalogue`;
const listed = readSources(readFileSync(`${folder}/../sources.yaml`, 'utf8'), 'sources.yaml');
const reading = readCatalogue(
  readdirSync(folder).map((file) => ({ file, text: readFileSync(`${folder}/${file}`, 'utf8') })),
  listed.ok ? listed.sources : {},
);
const key = { enrolmentId: 'e' as EnrolmentId, caseNumber: 'c', programme: 'P', village: '991001101201' as AreaCode };

describe('the entitlement recomputed from its lines', () => {
  it('agrees with the rules for every example of every programme, in all its regions', () => {
    if (!reading.ok) throw new Error('the catalogue cannot be read');
    let eligible = 0;
    for (const definition of reading.definitions) {
      for (const { regions, facts, year, diedOn, confirmedOn, lostOn } of definition.examples) {
        const programme = compileProgramme(definition, regions);
        const days = { ...(diedOn && { diedOn }), ...(confirmedOn && { confirmedOn }), ...(lostOn && { lostOn }) };
        const { verdict, lines, amountFen, funding, outcomes } = programme.assess({ facts, year, ...days });
        if (verdict !== 'eligible') continue;
        eligible += 1;
        const determined: EntitlementDetermined['data'] = {
          ...key,
          year,
          entitlement: `${year}/regular/regular`,
          number: 1,
          cause: 'confirmation',
          amountFen: String(amountFen),
          funding: fundingText(funding),
          lines: lines.map(({ rateFen, amountFen: of, shares, ...line }) => ({
            ...line,
            rateFen: String(rateFen),
            amountFen: String(of),
            shares: Object.fromEntries(shares.map(({ to, percent }) => [to, percent])),
          })),
          texts: [{ contentHash: definition.contentHash, first: 1, last: 12 }],
          outcomes,
          factsAt: 0,
          inputHash: '',
          excess: 'undecided',
        };
        expect(recompute(determined, () => ({ definition, programme }))).toBeUndefined();
      }
    }
    expect(eligible).toBeGreaterThan(30);
  });
});
