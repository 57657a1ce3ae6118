import { BANK_PROFILES, DEMO_BANK, readBankReturn, writeBankFile, type BankProfile, type PaymentLine } from '@fenming/bank-files';
import { instant } from '@fenming/calendar';
import type { CitizenId } from '@fenming/citizen';
import { fen } from '@fenming/money';
import { drawDemoCounty } from '../county/demo-county';
import { answerBankFile, bankBookOf } from './bank-simulator';

const { story } = drawDemoCounty(1, 0.01);
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

const FIRST = { year: 2023, round: 1 };
const outcomes = (round: typeof FIRST, profile: BankProfile = DEMO_BANK): readonly (string | undefined)[] => {
  const sent = { profile, bytes: sentBy(profile).bytes, receivedAt: AT };
  const read = readBankReturn(profile, answerBankFile(sent, bankBookOf(story.troubles, round)));
  if (!read.ok) throw new Error('the return cannot be read');
  return read.lines.map((line) => (line.outcome === 'settled' ? undefined : line.reason));
};

describe('the bank of the demo county', () => {
  it('sends the planted payments back with the planted reasons and pays the rest', () => {
    expect(outcomes(FIRST)).toEqual([...story.troubles.map(({ reason }) => reason), undefined]);
  });

  it.each([...BANK_PROFILES.values()].map((profile) => [profile.name, profile] as const))(
    'answers the same in the words of %s',
    (_, profile) => {
      expect(outcomes(FIRST, profile)).toEqual(outcomes(FIRST));
    },
  );

  it.each([
    { year: 2023, round: 2 },
    { year: 2024, round: 1 },
  ])('pays to a card that has been activated in the meantime ($year, round $round)', (later) => {
    expect(outcomes(later)).toEqual([
      ...story.troubles.map(({ reason }) => (reason === 'NOT_ACTIVATED' ? undefined : reason)),
      undefined,
    ]);
  });
});
