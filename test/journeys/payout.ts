import { DEMO_BANK, writeBankReturn, type ReturnLine, type ReturnReason } from '@fenming/bank-files';
import { parseYuan } from '@fenming/money';
import iconv from 'iconv-lite';
import type { Hall } from './hall';
import type { Answer } from './seat';

export type Locked = {
  readonly batch_id: string;
  readonly round: number;
  readonly count: number;
  readonly sum_fen: number;
  readonly roster_hash: string;
  readonly left_out: readonly { readonly case_number: string; readonly code: string }[];
};
type Money = Readonly<Partial<Record<'central' | 'province' | 'city' | 'county', number>>>;
export type BankLine = { readonly lineNo: number; readonly name: string; readonly account: string; readonly fen: number };
export type BankAnswer = { readonly settled: Total; readonly failed: Total; readonly unknown: Total };
export type Total = { readonly count: number; readonly sum_fen: number };

/** Money of each layer arrives, in yuan. */
export const appropriate = async (hall: Hall, programme: string, yuan: Money, year = 2023): Promise<void> => {
  for (const [layer, amount] of Object.entries(yuan))
    await hall.seat('finance-maker').act('/appropriations', {
      programme,
      year,
      layer,
      amount_fen: amount * 100,
      document_no: `财社〔${year}〕${programme}-${layer}`,
      arrived_on: `${year}-01-30`,
    });
};

export const openBatch = (
  hall: Hall,
  programme: string,
  year = 2023,
): Promise<{ readonly batch_id: string; readonly round: number }> =>
  hall.seat('finance-maker').act('/batches', { programme, year });

export const lockRoster = async (hall: Hall, programme: string, year = 2023): Promise<Locked> => {
  const opened = await openBatch(hall, programme, year);
  const locked = await hall.seat('finance-maker').act<Locked>(`/batches/${opened.batch_id}/lock`, {});
  return { ...locked, ...opened };
};

const STEPS = ['submit', 'check', 'approve', 'release'] as const;
export type Step = (typeof STEPS)[number];
const OFFICE = {
  submit: 'finance-maker',
  check: 'finance-checker',
  approve: 'finance-approver',
  release: 'finance-releaser',
} as const;

/** One signature, by whoever sits on that chair. */
export const sign = (hall: Hall, step: Step, { batch_id, roster_hash, sum_fen }: Locked): Promise<Answer> =>
  hall
    .seat(OFFICE[step])
    .post(`/batches/${batch_id}/${step}`, { roster_hash, ...(step === 'approve' ? { total_fen: sum_fen } : {}) });

/** All signatures up to this one. */
export const signUpTo = async (hall: Hall, last: Step, locked: Locked): Promise<void> => {
  for (const step of STEPS.slice(0, STEPS.indexOf(last) + 1)) {
    const answer = await sign(hall, step, locked);
    if (answer.status !== 200) throw new Error(`${step}: ${answer.text}`);
  }
};

/** The bank fetches its file and reads it: one line per payment between a header and a trailer. */
export const bankFile = async (hall: Hall, batch: string): Promise<readonly BankLine[]> => {
  await hall.seat('finance-releaser').act(`/batches/${batch}/bank-file`, {});
  const { bytes } = await hall.seat('bank').get(`/bank-files/${batch}`);
  const records = iconv.decode(bytes, 'gb18030').trimEnd().split('\r\n').slice(1, -1);
  return records.map((record) => {
    const [lineNo = '', name = '', account = '', yuan = ''] = record.split('|');
    return { lineNo: Number(lineNo), name, account, fen: parseYuan(yuan) };
  });
};

/** What the bank says of a line: paid, not yet known, or why not. */
export type LineVerdict = 'settled' | 'unknown' | Exclude<ReturnReason, 'UNKNOWN'>;
export const returnFile = (
  batchNo: string,
  lines: readonly { readonly lineNo: number; readonly fen: number; readonly verdict: LineVerdict }[],
): Buffer =>
  writeBankReturn(
    DEMO_BANK,
    { batchNo },
    lines.map(({ lineNo, fen, verdict }): ReturnLine => {
      const answered = { lineNo, amountFen: fen as ReturnLine['amountFen'] };
      if (verdict === 'settled') return { ...answered, outcome: 'settled' };
      return verdict === 'unknown'
        ? { ...answered, outcome: 'unknown', reason: 'UNKNOWN' }
        : { ...answered, outcome: 'failed', reason: verdict };
    }),
  );

export const sendReturn = (hall: Hall, batch_id: string, bytes: Buffer): Promise<Answer> =>
  hall.seat('bank').upload('/bank-returns', { fields: { batch_id }, bytes });

/** Signed up to the release, and the bank pays everybody whom its file names; that file. */
export const payAll = async (hall: Hall, locked: Locked): Promise<readonly BankLine[]> => {
  await signUpTo(hall, 'release', locked);
  const lines = await bankFile(hall, locked.batch_id);
  const answers = lines.map(({ lineNo, fen }) => ({ lineNo, fen, verdict: 'settled' as const }));
  const answer = await sendReturn(hall, locked.batch_id, returnFile(locked.batch_id, answers));
  if (answer.status >= 300) throw new Error(`bank return: ${answer.text}`);
  return lines;
};

/** The control formulas that do not hold, as the inspector sees them. */
export const failing = async (hall: Hall): Promise<readonly object[]> => {
  const { formulas } = await hall.seat('inspector').read<{ formulas: readonly { state: string }[] }>('/controls');
  return formulas.filter(({ state }) => state !== 'holds' && state !== 'not-applicable');
};
