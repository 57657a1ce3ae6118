import { DEMO_BANK, readBankReturn, writeBankFile, type PaymentLine } from '@fenming/bank-files';
import { fen } from '@fenming/money';
import { drawDemoCounty } from '../county/demo-county';
import { answerBankFile, bankBookOf } from './bank-simulator';

const { story } = drawDemoCounty(1, 0.01);
const book = bankBookOf(story.troubles);
const payees = [...story.troubles.map(({ applicant }) => applicant), story.died];
const sent = writeBankFile(
  DEMO_BANK,
  { batchNo: 'demo', paidFor: '2023' },
  payees.map(({ identity, account }, index) => ({
    lineNo: index + 1,
    payeeName: identity.name,
    account: account as PaymentLine['account'],
    amountFen: fen(96_000),
    remark: '奖扶',
  })),
);

const outcomes = (round: number): readonly (string | undefined)[] => {
  const read = readBankReturn(DEMO_BANK, answerBankFile(sent.bytes, book, round));
  if (!read.ok) throw new Error('the return cannot be read');
  return read.lines.map(({ reason }) => reason);
};

describe('the bank of the demo county', () => {
  it('sends the planted payments back with the planted reasons and pays the rest', () => {
    expect(outcomes(1)).toEqual([...story.troubles.map(({ reason }) => reason), undefined]);
  });

  it('pays to a card that has been activated in the meantime', () => {
    expect(outcomes(2)).toEqual([
      ...story.troubles.map(({ reason }) => (reason === 'NOT_ACTIVATED' ? undefined : reason)),
      undefined,
    ]);
  });
});
