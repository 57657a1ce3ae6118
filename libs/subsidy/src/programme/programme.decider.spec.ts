import { COUNTY, given, official, outcome } from '../subsidy.fixture';
import { programmeDecider, versionOfYear, type ProgrammeCommand } from './programme.decider';

const health = official('gao', 'health', COUNTY, '2023-02-01');
const colleague = official('lin', 'health', COUNTY, '2023-02-02');
const approver = official('shen', 'finance-approver', COUNTY, '2023-02-02');

const proposing = (contentHash: string, effectiveFrom = '2023-01-01'): ProgrammeCommand => ({
  do: 'propose',
  version: { programme: 'REWARD', contentHash, text: `# ${contentHash}`, documentNo: '县卫健〔2023〕1号', effectiveFrom },
});
const adopting = (contentHash: string): ProgrammeCommand => ({ do: 'adopt', contentHash });
const proposed = given(programmeDecider).after(proposing('first'), health);
const adopted = proposed.after(adopting('first'), approver);
const following = (effectiveFrom: string) => adopted.after(proposing('second', effectiveFrom), health);

describe('proposing the rules of a programme', () => {
  it('keeps the whole text in the log', () => {
    expect(given(programmeDecider).when(proposing('first'), health)).toEqual([
      {
        type: 'ProgrammeProposed',
        data: {
          programme: 'REWARD',
          contentHash: 'first',
          text: '# first',
          documentNo: '县卫健〔2023〕1号',
          effectiveFrom: '2023-01-01',
        },
      },
    ]);
  });

  it('is for the health commission, or the operator on its behalf', () => {
    expect(given(programmeDecider).when(proposing('first'), approver)).toEqual({
      refused: 'forbidden_role',
      detail: 'health,system',
    });
    expect(outcome(given(programmeDecider).when(proposing('first'), official('system', 'system', COUNTY)))).toEqual([
      'ProgrammeProposed',
    ]);
  });

  it('is no event when the same text waits or is in force already', () => {
    expect(proposed.when(proposing('first'), colleague)).toEqual([]);
    expect(adopted.when(proposing('first', '2024-01-01'), health)).toEqual([]);
  });

  it('is no event when its document is only typed in another way, which the log does not keep', () => {
    const typed = (documentNo: string): ProgrammeCommand => ({
      do: 'propose',
      version: { programme: 'REWARD', contentHash: 'first', text: '# first', documentNo, effectiveFrom: '2023-01-01' },
    });
    expect(proposed.when(typed('县卫健[2023] 01号'), health)).toEqual([]);
    expect(given(programmeDecider).when(typed('县卫健（2023）1号'), health)).toMatchObject([
      { data: { documentNo: '县卫健〔2023〕1号' } },
    ]);
  });

  it('may be corrected to another day before anybody has adopted it', () => {
    const corrected = proposed.after(proposing('first', '2023-07-01'), colleague);
    expect(corrected.state.proposed['first']).toMatchObject({ effectiveFrom: '2023-07-01', by: 'lin' });
  });
});

describe('adopting them', () => {
  it('needs another person than the one who proposed', () => {
    expect(proposed.when(adopting('first'), health)).toEqual({ refused: 'proposal_own' });
    expect(outcome(proposed.when(adopting('first'), colleague))).toEqual(['ProgrammeAdopted']);
    expect(outcome(proposed.when(adopting('first'), approver))).toEqual(['ProgrammeAdopted']);
  });

  it('is refused to other offices, and where nobody has proposed the text', () => {
    expect(outcome(proposed.when(adopting('first'), official('jing', 'finance-maker', COUNTY)))).toBe('forbidden_role');
    expect(outcome(proposed.when(adopting('never seen'), approver))).toBe('not_found');
  });

  it('is no event the second time', () => {
    expect(adopted.when(adopting('first'), colleague)).toEqual([]);
  });
});

describe('one version after another', () => {
  it('refuses two texts for one period', () => {
    expect(adopted.when(proposing('second', '2023-01-01'), health)).toEqual({
      refused: 'version_overlaps',
      detail: '2023-01-01',
    });
    expect(outcome(adopted.when(proposing('second', '2022-07-01'), health))).toBe('version_overlaps');
  });

  it('refuses to change a year that is over', () => {
    const nextYear = official('gao', 'health', COUNTY, '2024-02-01');
    expect(adopted.when(proposing('second', '2023-07-01'), nextYear)).toEqual({
      refused: 'version_changes_past',
      detail: '2024',
    });
    const late = official('shen', 'finance-approver', COUNTY, '2024-02-01');
    expect(outcome(following('2023-07-01').when(adopting('second'), late))).toBe('version_changes_past');
  });

  it('looks again when it is adopted, for another may have been faster', () => {
    const both = following('2024-01-01').after(proposing('third', '2024-01-01'), health);
    expect(outcome(both.after(adopting('third'), approver).when(adopting('second'), approver))).toBe('version_overlaps');
  });

  it('lets the year select: the last version that began by the end of it', () => {
    const { state } = following('2024-07-01').after(adopting('second'), approver);
    const hashes = [2022, 2023, 2024, 2030].map((year) => versionOfYear(state, year)?.contentHash);
    expect(hashes).toEqual([undefined, 'first', 'second', 'second']);
    expect(versionOfYear(state, 2023)?.text).toBe('# first');
  });

  it('does not let a replaced text come back unseen', () => {
    const replaced = following('2024-01-01').after(adopting('second'), approver);
    expect(replaced.when(proposing('first', '2025-01-01'), health)).toEqual({ refused: 'version_superseded', detail: 'first' });
  });
});
