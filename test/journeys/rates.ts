import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Hall, Proposal } from './hall';
import { bankFile, openBatch, returnFile, sendReturn, signUpTo, type LineVerdict, type Locked } from './payout';
import { RURAL } from './rural-year';

const SHIPPED = readFileSync(join(__dirname, '../../libs/programmes/catalogue/RURAL_REWARD.yaml'), 'utf8');
const ROW_2012 =
  /( {2}- regions: \[national\]\n {4}layer: national\n {4}category: all\n {4}from: 2012-01-01\n)([\s\S]*?confidence: [^\n]*\n)/;
/** The examples of what is shipped are those of whole years at 960.00: of another text they say nothing. */
const withOwnExample = (text: string): string =>
  text.replace(
    /examples:\n[\s\S]*$/,
    `examples:
  - title: 配偶户口性质不明，不能认定
    regions: [national, demo]
    year: 2023
    facts: { birthDate: 1950-06-01, sex: male, hukou: rural, breachBirth: false, everHadChild: true, livingSons: 1, livingDaughters: 0 }
    expect: { verdict: unknown, amount: '0' }
`,
  );
/** 960.00 a year until June 2023, another rate from July on. */
export const fromJuly = (rate: string): string =>
  withOwnExample(
    SHIPPED.replace(
      ROW_2012,
      (_, head: string, rest: string) =>
        `${head}    to: 2023-06-30\n${rest}${head.replace('2012-01-01', '2023-07-01')}${rest.replace('960.00', rate)}`,
    ),
  );
/** Paid from the month after the county's confirmation, 80.00 a month. */
export const fromConfirmation = (): string =>
  withOwnExample(SHIPPED.replace('policy: WHOLE_YEAR_BY_DEC31', 'policy: MONTH_AFTER_CONFIRMATION'));

/** A text of the rural reward that one official proposes and another puts in force; its hash. */
export const adopted = async (
  hall: Hall,
  text: string,
  document: { readonly no: string; readonly date: string },
  from = '2023-01-01',
): Promise<string> => {
  const body = { text, document_no: document.no, document_date: document.date, effective_from: from };
  const { data } = await hall.seat('health').act<{ data: readonly Proposal[] }>('/programmes/proposals', body);
  const hash = data[0]?.content_hash ?? '';
  await hall.seat('finance-approver').act(`/programmes/${RURAL}/adoptions`, { content_hash: hash });
  return hash;
};

/** Pays what is due now in a batch that is open or is opened for it, and the bank answers each line. */
export const pay = async (
  hall: Hall,
  verdictOf: (lineNo: number) => LineVerdict,
  opened = openBatch(hall, RURAL),
): Promise<Locked> => {
  const batch = await opened;
  const locked = { ...(await hall.seat('finance-maker').act<Locked>(`/batches/${batch.batch_id}/lock`, {})), ...batch };
  await signUpTo(hall, 'release', locked);
  const lines = await bankFile(hall, locked.batch_id);
  const answers = lines.map(({ lineNo, fen }) => ({ lineNo, fen, verdict: verdictOf(lineNo) }));
  const answer = await sendReturn(hall, locked.batch_id, returnFile(locked.batch_id, answers));
  if (answer.status !== 200) throw new Error(answer.text);
  return locked;
};
