import { costColumns, costRows, programmeRows, tallyColumns, tallyRow } from './programme-tables';

const HASH = 'a'.repeat(64);
const shipped = (id: string, name: string) => ({ id, name, content_hash: HASH });
const inForce = (id: string, name: string) => ({ ...shipped(id, name), document_no: '县卫健〔2023〕1号' });

describe('the list of programmes', () => {
  const catalogue = [shipped('REWARD', '农村奖扶'), shipped('AID', '特扶'), shipped('FEE', '奖励费')];
  const proposal = (programme: string) => ({ programme, content_hash: HASH, document_no: '县卫健〔2024〕1号' });

  it('names a programme once that is shipped and waits for the second person', () => {
    const rows = programmeRows({ adopted: [inForce('REWARD', '农村奖扶')], proposals: [proposal('AID')], catalogue });
    expect(rows.map(([id, name, state]) => [id, name, state])).toEqual([
      ['REWARD', '农村奖扶', '已采用'],
      ['AID', '特扶', '待采用'],
      ['FEE', '奖励费', '未采用'],
    ]);
  });

  it('shows a new text beside the one in force, by name and document', () => {
    const rows = programmeRows({ adopted: [inForce('REWARD', '农村奖扶')], proposals: [proposal('REWARD')], catalogue: [] });
    expect(rows.map(([, name, state, document]) => [name, state, document])).toEqual([
      ['农村奖扶', '已采用', '县卫健〔2023〕1号'],
      ['农村奖扶', '待采用', '县卫健〔2024〕1号'],
    ]);
  });
});

describe('a row of a dry run', () => {
  const tally = {
    people: 1234,
    looked: { own: 1230, besides: 4 },
    before_fen: 96_000,
    after_fen: 108_000,
    before_funding: { central_fen: 57_600, province_fen: 19_200, city_fen: 0, county_fen: 19_200 },
    after_funding: { central_fen: 57_600, province_fen: 19_200, city_fen: 0, county_fen: 31_200 },
    winners: 1000,
    losers: 200,
    unchanged: 20,
    newly_eligible: 8,
    newly_ineligible: 3,
    not_eligible: 2,
    unknown: 1,
  };

  it('adds up to the number of people, whatever becomes of them', () => {
    const row = tallyRow('全县', tally);
    expect(row.slice(0, 4)).toEqual(['全县', '960.00', '1,080.00', '120.00']);
    expect(row.slice(4, 6)).toEqual(['1,230', '4']);
    const [people, ...parts] = row.slice(6).map((text) => Number(text.replaceAll(',', '')));
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(people);
    expect(tallyColumns()).toHaveLength(row.length);
  });

  it('says which budget bears how much, and nothing of those that bear nothing', () => {
    const rows = costRows('全县', tally);
    expect(rows).toEqual([
      ['全县', '中央', '576.00', '576.00', '0.00'],
      ['全县', '省级', '192.00', '192.00', '0.00'],
      ['全县', '县级', '192.00', '312.00', '120.00'],
    ]);
    expect(costColumns()).toHaveLength(5);
  });
});
