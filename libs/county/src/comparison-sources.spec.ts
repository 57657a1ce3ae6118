import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ComparisonSources, ComparisonSourcesWrong } from './comparison-sources';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'fenming-sources-'));
  mkdirSync(join(dir, 'comparison-sources'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const put = (name: string, text: string): void => writeFileSync(join(dir, 'comparison-sources', name), text);
const MORGUE = 'source: morgue\ntitle: 殡仪馆火化名单\nkeeper: 民政局殡葬\ncitizenId: 逝者证件号\ndeath: 火化前死亡日期\n';

describe('the sources that a county compares with', () => {
  it('are the shipped ones and its own, one file each', () => {
    put('morgue.yaml', MORGUE);
    put('.DS_Store', '');
    const sources = ComparisonSources.of(dir);
    expect(sources.all().map(({ source }) => source)).toEqual([
      'deaths',
      'disability',
      'hukou',
      'marriage',
      'morgue',
      'other_county',
      'payroll',
    ]);
    expect([sources.titleOf('morgue'), sources.titleOf('gone')]).toEqual(['殡仪馆火化名单', 'gone']);
  });

  it('may be described otherwise by the county', () => {
    put('deaths.yaml', MORGUE.replace('morgue', 'deaths'));
    expect(ComparisonSources.of(dir).get('deaths').citizenId).toBe('逝者证件号');
  });

  it('are told where none of them is meant', () => {
    expect(() => ComparisonSources.of(dir).get('obituaries')).toThrow(
      expect.objectContaining({ refusal: { refused: 'source_unknown', detail: expect.stringMatching(/^obituaries\ndeaths\n/) } }),
    );
  });

  it('that are misdescribed keep the server from starting, with file, line and reason', () => {
    put('morgue.yaml', `${MORGUE}nmae: 姓名\n`);
    expect(() => ComparisonSources.of(dir)).toThrow(ComparisonSourcesWrong);
    expect(() => ComparisonSources.of(dir)).toThrow(/morgue\.yaml .*nmae/);
    put('morgue.yaml', MORGUE);
    put('again.yml', MORGUE);
    expect(() => ComparisonSources.of(dir)).toThrow(/morgue/);
    rmSync(join(dir, 'comparison-sources', 'again.yml'));
    put('readme.txt', '');
    expect(() => ComparisonSources.of(dir)).toThrow(/readme\.txt/);
  });
});
