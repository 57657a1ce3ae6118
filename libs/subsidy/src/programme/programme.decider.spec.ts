import { COUNTY, given, official, outcome } from '../subsidy.fixture';
import { governing } from './governing';
import { programmeDecider, type ProgrammeCommand } from './programme.decider';

const health = official('gao', 'health', COUNTY, '2023-02-01');
const colleague = official('lin', 'health', COUNTY, '2023-02-02');
const approver = official('shen', 'finance-approver', COUNTY, '2023-02-02');

const DOCUMENT = { documentNo: '县卫健〔2023〕1号', documentDate: '2023-01-05' };
const LATER = { documentNo: '县卫健〔2023〕9号', documentDate: '2023-01-20' };
type Period = {
  readonly effectiveFrom?: string;
  readonly effectiveTo?: string;
  readonly documentNo?: string;
  readonly documentDate?: string;
};
const proposing = (contentHash: string, { effectiveFrom = '2023-01-01', ...rest }: Period = {}): ProgrammeCommand => ({
  do: 'propose',
  version: { programme: 'REWARD', contentHash, text: `# ${contentHash}`, ...DOCUMENT, effectiveFrom, ...rest },
});
const adopting = (contentHash: string): ProgrammeCommand => ({ do: 'adopt', contentHash });
const proposed = given(programmeDecider).after(proposing('first'), health);
const adopted = proposed.after(adopting('first'), approver);
const following = (period: Period) => adopted.after(proposing('second', { ...LATER, ...period }), health);

describe('proposing the rules of a programme', () => {
  it('keeps the whole text in the log', () => {
    expect(given(programmeDecider).when(proposing('first'), health)).toEqual([
      {
        type: 'ProgrammeProposed',
        data: {
          programme: 'REWARD',
          contentHash: 'first',
          text: '# first',
          ...DOCUMENT,
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
    expect(adopted.when(proposing('first', { effectiveFrom: '2024-01-01' }), health)).toEqual([]);
  });

  it('is no event when its document is only typed in another way, which the log does not keep', () => {
    const typed = (documentNo: string): ProgrammeCommand => ({
      do: 'propose',
      version: {
        programme: 'REWARD',
        contentHash: 'first',
        text: '# first',
        ...DOCUMENT,
        documentNo,
        effectiveFrom: '2023-01-01',
      },
    });
    expect(proposed.when(typed('县卫健[2023] 01号'), health)).toEqual([]);
    expect(given(programmeDecider).when(typed('县卫健（2023）1号'), health)).toMatchObject([
      { data: { documentNo: '县卫健〔2023〕1号' } },
    ]);
  });

  it('may be corrected to another day before anybody has adopted it', () => {
    const corrected = proposed.after(proposing('first', { effectiveFrom: '2023-07-01' }), colleague);
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

describe('the text of a month', () => {
  const second = following({ effectiveFrom: '2024-07-01' }).after(adopting('second'), approver);
  const textsOf = ({ state }: typeof second, year: number) =>
    governing(state.adopted, year).map(({ version, first, last }) => `${version.contentHash} ${first}-${last}`);

  it('is the one with the latest document that covers it, and before the first one there is none', () => {
    expect([2022, 2023, 2024, 2030].map((year) => textsOf(second, year))).toEqual([
      [],
      ['first 1-12'],
      ['first 1-6', 'second 7-12'],
      ['second 1-12'],
    ]);
  });

  it('may begin in a year that is over, by its document: what was paid then is determined again', () => {
    const late = official('gao', 'health', COUNTY, '2024-02-01');
    const past = { effectiveFrom: '2023-07-01', documentDate: '2024-01-15' };
    const story = adopted
      .after(proposing('second', { ...LATER, ...past }), late)
      .after(adopting('second'), official('shen', 'finance-approver', COUNTY, '2024-02-01'));
    expect(textsOf(story, 2023)).toEqual(['first 1-6', 'second 7-12']);
  });

  it('is the same whichever of two documents was typed first: a retroactive one between, an end, a day within a month', () => {
    const between = { effectiveFrom: '2024-04-01', effectiveTo: '2024-06-30', documentDate: '2023-01-25' };
    const orders = [
      second.after(proposing('third', { ...LATER, ...between }), health).after(adopting('third'), approver),
      adopted
        .after(proposing('third', { ...LATER, ...between }), health)
        .after(adopting('third'), approver)
        .after(proposing('second', { ...LATER, effectiveFrom: '2024-07-01' }), health)
        .after(adopting('second'), approver),
    ];
    for (const story of orders) expect(textsOf(story, 2024)).toEqual(['first 1-3', 'third 4-6', 'second 7-12']);
    const mid = following({ effectiveFrom: '2024-03-15' }).after(adopting('second'), approver);
    expect(textsOf(mid, 2024)).toEqual(['first 1-2', 'second 3-12']);
  });

  it('follows the number of the document where two bear one day: 9号 before 12号', () => {
    const twelve = { ...LATER, documentNo: '县卫健〔2023〕12号' };
    const nineLast = adopted
      .after(proposing('twelve', twelve), health)
      .after(adopting('twelve'), approver)
      .after(proposing('nine', LATER), health)
      .after(adopting('nine'), approver);
    expect(textsOf(nineLast, 2023)).toEqual(['twelve 1-12']);
  });

  it('is not said twice by one document, looked at again when it is adopted', () => {
    expect(adopted.when(proposing('second'), health)).toEqual({ refused: 'version_overlaps', detail: '2023-01-01' });
    const both = following({}).after(proposing('third', LATER), health);
    expect(outcome(both.after(adopting('third'), approver).when(adopting('second'), approver))).toBe('version_overlaps');
    expect(
      outcome(
        following({ effectiveTo: '2023-06-30' })
          .after(adopting('second'), approver)
          .when(proposing('third', { ...LATER, effectiveFrom: '2023-07-01' }), health),
      ),
    ).toEqual(['ProgrammeProposed']);
  });

  it('is not of a document of tomorrow, nor of a period that ends before it begins', () => {
    expect(adopted.when(proposing('second', { ...LATER, documentDate: '2023-02-02' }), health)).toEqual({
      refused: 'document_in_future',
      detail: '2023-02-02',
    });
    expect(outcome(adopted.when(proposing('second', { ...LATER, effectiveTo: '2022-12-31' }), health))).toBe('period_empty');
  });

  it('does not let a replaced text come back unseen', () => {
    expect(second.when(proposing('first', { ...LATER, effectiveFrom: '2025-01-01' }), health)).toEqual({
      refused: 'version_superseded',
      detail: 'first',
    });
  });
});

describe('withdrawing a text', () => {
  const withdrawing = (contentHash: string, rest = {}): ProgrammeCommand => ({
    do: 'propose-withdrawal',
    withdrawal: { programme: 'REWARD', contentHash, ...LATER, paid: 'stays', ...rest },
  });
  const second = following({ effectiveFrom: '2023-07-01', documentDate: '2023-01-10' }).after(adopting('second'), approver);
  const confirming: ProgrammeCommand = {
    do: 'withdraw',
    terms: { contentHash: 'second', documentNo: LATER.documentNo, paid: 'stays' },
  };
  const proposedWithdrawal = second.after(withdrawing('second'), health);

  it('takes two people and a document, and leaves its months to the text before', () => {
    expect(outcome(second.when(withdrawing('second'), health))).toEqual(['WithdrawalProposed']);
    expect(outcome(second.when(confirming, approver))).toBe('withdrawal_unknown');
    expect(outcome(proposedWithdrawal.when(confirming, health))).toBe('proposal_own');
    const { state } = proposedWithdrawal.after(confirming, approver);
    expect(governing(state.adopted, 2023)).toMatchObject([{ version: { contentHash: 'first' }, first: 1, last: 12 }]);
    expect(state.adopted.at(-1)?.withdrawn).toMatchObject({ paid: 'stays', documentNo: LATER.documentNo });
  });

  it('is confirmed as it was proposed, the document and what becomes of what was paid named', () => {
    const changed = proposedWithdrawal.after(withdrawing('second', { paid: 'goes_back' }), health);
    expect(outcome(changed.when(confirming, approver))).toBe('withdrawal_differs');
    const terms = { contentHash: 'second', documentNo: '县卫健〔2023〕99号', paid: 'stays' as const };
    expect(outcome(proposedWithdrawal.when({ do: 'withdraw', terms }, approver))).toBe('withdrawal_differs');
  });

  it('is for the offices that propose and adopt', () => {
    expect(outcome(second.when(withdrawing('second'), approver))).toBe('forbidden_role');
    expect(outcome(proposedWithdrawal.when(confirming, official('jing', 'finance-maker', COUNTY)))).toBe('forbidden_role');
  });

  it('is refused for a text that was never in force, and by a document older than its own', () => {
    expect(outcome(second.when(withdrawing('never'), health))).toBe('version_unknown');
    expect(outcome(second.when(confirming, approver))).toBe('withdrawal_unknown');
    expect(outcome(second.when(withdrawing('second', { documentDate: '2023-01-09' }), health))).toBe('withdrawal_too_early');
    expect(outcome(second.when(withdrawing('second', { documentDate: '2023-02-02' }), health))).toBe('document_in_future');
  });

  it('is no event the second time, and the text does not come back under the same words', () => {
    const gone = proposedWithdrawal.after(confirming, approver);
    expect(gone.when(confirming, approver)).toEqual([]);
    expect(gone.when(withdrawing('second'), health)).toEqual([]);
    expect(outcome(gone.when(withdrawing('second', { paid: 'goes_back' }), health))).toBe('version_withdrawn');
    expect(outcome(gone.when(proposing('second', LATER), health))).toBe('version_superseded');
  });
});
