import { BANK_PROFILES, DEMO_BANK, readBankReturn, writeBankFile, type BankProfile, type PaymentLine } from '@fenming/bank-files';
import { instant } from '@fenming/calendar';
import type { CitizenId } from '@fenming/citizen';
import { fen } from '@fenming/money';
import { drawDemoCounty } from '../county/demo-county';
import { answerBankFile, bankBookOf } from './bank-simulator';

const { story } = drawDemoCounty(1, 0.01);
const book = bankBookOf(story.troubles);
const payees = [...story.troubles.map(({ applicant }) => applicant), story.died];
const AT = instant('2023-10-12T01:00:00.000Z');
const sentBy = (profile: BankProfile) =>
  writeBankFile(
    profile,
    { batchNo: 'demo', paidFor: '2023', releasedAt: AT },
    payees.map(({ identity, account }, index) => ({
      lineNo: index + 1,
      payeeName: identity.name,
      citizenId: identity.citizenId as CitizenId,
      account: account as PaymentLine['account'],
      amountFen: fen(96_000),
      remark: '奖扶',
    })),
  );

const outcomes = (round: number, profile: BankProfile = DEMO_BANK): readonly (string | undefined)[] => {
  const read = readBankReturn(profile, answerBankFile({ profile, bytes: sentBy(profile).bytes, receivedAt: AT }, book, round));
  if (!read.ok) throw new Error('the return cannot be read');
  return read.lines.map(({ reason }) => reason);
};

describe('the bank of the demo county', () => {
  it('sends the planted payments back with the planted reasons and pays the rest', () => {
    expect(outcomes(1)).toEqual([...story.troubles.map(({ reason }) => reason), undefined]);
  });

  it.each([...BANK_PROFILES.values()].map((profile) => [profile.name, profile] as const))(
    'answers the same in the words of %s',
    (_, profile) => {
      expect(outcomes(1, profile)).toEqual(outcomes(1));
    },
  );

  it('pays to a card that has been activated in the meantime', () => {
    expect(outcomes(2)).toEqual([
      ...story.troubles.map(({ reason }) => (reason === 'NOT_ACTIVATED' ? undefined : reason)),
      undefined,
    ]);
  });
});
