import { whyOne } from './ask-why';
import type { Hall } from './hall';
import { openRuralYear, RURAL } from './rural-year';
import { confirmLevel, enrolmentAt } from './walk';

type Answer = {
  readonly status: { readonly code: string; readonly sentence: string };
  readonly answer: string;
  readonly sentence: string;
  readonly amount_fen: number;
  readonly case_number?: string;
  readonly lines: readonly { readonly units_text: string; readonly sentence: string; readonly sources: readonly string[] }[];
  readonly ladder: readonly {
    readonly outcome: string;
    readonly sentence: string;
    readonly sources: readonly string[];
    readonly facts: readonly { readonly known: boolean; readonly text: string; readonly value: unknown }[];
  }[];
};

let hall: Hall;
beforeAll(async () => {
  hall = await openRuralYear();
});
afterAll(() => hall.close());

const why = async (row: number, programme = RURAL): Promise<Answer> => {
  const { case_number } = await enrolmentAt(hall, RURAL, row);
  return whyOne(hall.seat('health'), { programme, year: 2023, case_number });
};

describe('the question why', () => {
  it('is answered with the status first, and calls nothing determined that nobody has confirmed', async () => {
    const answer = await why(2);
    expect(Object.keys(answer).slice(0, 4)).toEqual(['programme', 'programme_name', 'year', 'status']);
    expect(answer.status.code).toBe('applied');
    expect(answer.status.sentence).toContain('还没有人确认');
    expect(answer.sentence).toContain('测算');
    expect(answer.sentence).not.toMatch(/[，：]核定 /);
  });

  it('is answered about the programme that was asked about, also where the case number is of another', async () => {
    const answer = await why(2, 'SPECIAL_ASSISTANCE');
    expect(answer).toMatchObject({ answer: 'not_applied', amount_fen: 0, lines: [], ladder: [] });
    expect(answer.status.code).toBe('not_applied');
    expect(answer.case_number).toBeUndefined();
  });

  it('tells every fact in words, marks what nobody stated, and says no condition twice', async () => {
    const { ladder, lines } = await why(2);
    for (const { known, text, value } of ladder.flatMap(({ facts }) => facts)) {
      expect(known).toBe(value !== null);
      expect(text).not.toMatch(/^(rural|urban|true|false|null)$/);
      if (!known) expect(text).toBe('不详');
    }
    expect(new Set(ladder.map(({ sentence }) => sentence)).size).toBe(ladder.length);
    expect(lines.map(({ units_text }) => units_text).join()).not.toMatch(/[a-z/]/i);
  });

  it('names the documents in which each condition and each rate was read, by their titles', async () => {
    const { ladder, lines } = await why(2);
    const titles = [...ladder, ...lines].map(({ sources }) => sources.join());
    expect(titles.length).toBeGreaterThan(3);
    for (const title of titles) expect(title).toMatch(/\p{Script=Han}{4,}/u);
  });

  it('follows the confirmations level by level', async () => {
    await confirmLevel(hall, 'village', RURAL);
    const { status } = await why(2);
    expect(status.code).toBe('confirmed_village');
    expect(status.sentence).toMatch(/村级已确认，公示到 2023-\d\d-\d\d，待乡级确认。/);
  });

  it('gives the recorded reason of a rejection, and owes nothing', async () => {
    const { enrolment_id } = await enrolmentAt(hall, RURAL, 2);
    const rejection = { level: 'county', year: 2023, enrolment_id, reason: '户口在外县' };
    await hall.seat('health').act('/rejections', rejection);
    const answer = await why(2);
    expect(answer.status.code).toBe('rejected');
    expect(answer.status.sentence).toContain('县级不予确认。理由：户口在外县');
    expect(answer).toMatchObject({ answer: 'rejected', amount_fen: 0, lines: [] });
  });
});
