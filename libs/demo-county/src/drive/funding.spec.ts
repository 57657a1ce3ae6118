import { parseYuan, sumFen } from '@fenming/money';
import * as rules from '@fenming/programmes';
import { demoCatalogue } from '../catalogue';
import { drawDemoCounty } from '../county/demo-county';
import { documentsFor } from './funding';

const documents = documentsFor(drawDemoCounty(1, 1), demoCatalogue(rules), 2023);
const totalOf = (programme: string) =>
  sumFen(documents.filter((document) => document.programme === programme).map(({ amountFen }) => amountFen));

describe('the appropriations of the demo county', () => {
  it.each([
    ['RURAL_REWARD', '6473280.00'],
    ['URBAN_ONLY_CHILD', '3703680.00'],
    ['SPECIAL_ASSISTANCE', '3360560.00'],
    ['ONLY_CHILD_FEE', '276000.00'],
  ])('cover what %s owes, and little more', (programme, owed) => {
    expect(totalOf(programme)).toBeGreaterThanOrEqual(parseYuan(owed));
    expect(totalOf(programme)).toBeLessThan(parseYuan(owed) + parseYuan('10000'));
  });

  it('come in whole thousands of yuan from the layers that pay', () => {
    expect(documents.every(({ amountFen }) => amountFen % 100_000 === 0)).toBe(true);
    expect(documents.filter(({ programme }) => programme === 'ONLY_CHILD_FEE').map(({ layer }) => layer)).toEqual(['county']);
  });
});
