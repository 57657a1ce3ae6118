import { addDays, plainDate } from '@fenming/calendar';
import { COUNTY } from './county.people';
import { eventsOf, moveClock, openHall, type Hall } from './hall';
import { bankFile, returnFile, sendReturn, type Locked } from './payout';
import { FARMERS, farmersFile, fund, RURAL } from './rural-year';
import type { Answer } from './seat';
import { enrolmentsOf, seatOf, tryImport, type Level, type Notice } from './walk';

const TIMES = 20;
let hall: Hall;
beforeAll(async () => {
  hall = await openHall(COUNTY, '2023-02-06');
});
afterAll(() => hall.close());

/** Asks for the same thing many times at once, each time as a request of its own. At least one is granted; none runs into a fault. */
const atOnce = async (ask: () => Promise<Answer>): Promise<readonly Answer[]> => {
  const answers = await Promise.all(Array.from({ length: TIMES }, ask));
  expect(answers.filter(({ status }) => status >= 500).map(({ text }) => text)).toEqual([]);
  expect(answers.some(({ status }) => status < 300)).toBe(true);
  return answers;
};
const granted = (answers: readonly Answer[]): Answer => {
  const found = answers.find(({ status }) => status < 300);
  if (found === undefined) throw new Error('nothing was granted');
  return found;
};
const finance = (office: string, step: string, body: object) => atOnce(() => hall.seat(`finance-${office}`).post(step, body));

/** How often each kind of fact stands in the log. */
const tally = async (): Promise<Readonly<Record<string, number>>> => {
  const counts: Record<string, number> = {};
  for (const { type } of await eventsOf(hall)) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
};

describe(`a year in which every request arrives ${TIMES} times at once`, () => {
  it('has each person on the list once', async () => {
    const bytes = await farmersFile(hall);
    await atOnce(() => tryImport(hall, { programme: RURAL, bytes }));
    expect(await tally()).toMatchObject({
      ImportStarted: 1,
      ImportCompleted: 1,
      PersonRegistered: FARMERS.length,
      EnrolmentApplied: FARMERS.length,
      AccountRecorded: FARMERS.length,
    });
  });

  it.each<[Level, number]>([
    ['village', 3],
    ['township', 2],
    ['county', 1],
  ])('confirms each person once at the level of the %s, and names each once in a notice', async (level, notices) => {
    let last = '';
    const everybody = await enrolmentsOf(hall, RURAL);
    const places = new Map(everybody.map(({ village }) => [seatOf(hall, level, village).area, village]));
    for (const [area, village] of places) {
      const { seat } = seatOf(hall, level, village);
      const enrolments = everybody.filter((each) => each.village.startsWith(area)).map(({ enrolment_id }) => enrolment_id);
      await atOnce(() => seat.post('/confirmations', { level, year: 2023, enrolments }));
      const posted = await atOnce(() => seat.post('/notices', { level, area, programme: RURAL, year: 2023 }));
      last = granted(posted).json<Notice>().closes_on;
    }
    await moveClock(hall, addDays(plainDate(last), 1));
    const levels = ['village', 'township', 'county'].indexOf(level) + 1;
    const counts = await tally();
    expect(counts).toMatchObject({ EligibilityConfirmed: levels * FARMERS.length, EnrolmentNoticed: levels * FARMERS.length });
    expect(
      (await eventsOf(hall)).filter(({ type, payload }) => type === 'NoticePosted' && payload['level'] === level),
    ).toHaveLength(notices);
  });

  it('books every one of so many receipts that arrive together under documents of their own', async () => {
    const receipt = (document_no: string) => ({
      programme: RURAL,
      year: 2023,
      layer: 'city',
      amount_fen: 1,
      document_no,
      arrived_on: '2023-01-30',
    });
    let documents = 0;
    const answers = await atOnce(() =>
      hall.seat('finance-maker').post('/appropriations', receipt(`同时到${(documents += 1)}号`)),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const { data } = await hall.operator.read<{ data: readonly { document_no: string }[] }>('/appropriations?year=2023');
    expect(data.filter(({ document_no }) => document_no.startsWith('同时到'))).toHaveLength(TIMES);
  });

  it('opens, locks, signs and releases one batch, and pays each person once', async () => {
    await fund(hall, FARMERS.length);
    const opened = granted(await finance('maker', '/batches', { programme: RURAL, year: 2023 })).json<Locked>();
    const path = `/batches/${opened.batch_id}`;
    const { roster_hash, sum_fen } = granted(await finance('maker', `${path}/lock`, {})).json<Locked>();
    await finance('maker', `${path}/submit`, { roster_hash });
    await finance('checker', `${path}/check`, { roster_hash });
    await finance('approver', `${path}/approve`, { roster_hash, total_fen: sum_fen });
    await finance('releaser', `${path}/release`, { roster_hash });
    expect(await tally()).toMatchObject({
      BatchOpened: 1,
      RosterLocked: 1,
      BatchSubmitted: 1,
      BatchChecked: 1,
      BatchApproved: 1,
      BatchReleased: 1,
      FundsReserved: 1,
      ChunkInstructed: 1,
      PaymentInstructed: FARMERS.length,
    });
  });

  it('writes one file for the bank, takes its answer once, and closes the batch once', async () => {
    const batch = `${RURAL}-2023-${COUNTY.code}-1`;
    await finance('releaser', `/batches/${batch}/bank-file`, {});
    const lines = await bankFile(hall, batch);
    const bytes = returnFile(
      batch,
      lines.map(({ lineNo, fen }) => ({ lineNo, fen, verdict: 'settled' as const })),
    );
    await atOnce(() => sendReturn(hall, batch, bytes));
    await finance('checker', `/batches/${batch}/reconcile`, {});
    await finance('maker', `/batches/${batch}/close`, {});
    expect(await tally()).toMatchObject({
      BankFileIssued: 1,
      BankResultRecorded: 1,
      BankResultApplied: 1,
      PaymentSettled: FARMERS.length,
      BatchReconciled: 1,
      BatchClosed: 1,
    });
  });

  it('and rebuilds the same from its log', async () => {
    const { differences } = await hall.operator.act<{ differences: readonly object[] }>('/audit/replays', {});
    expect(differences).toEqual([]);
  });
});
