import { streams, type PersonId } from '@fenming/subsidy';
import { apply, correctAccount, type Case } from '../histories/cases.fixture';
import { given } from '../histories/given.fixture';
import { Recorder } from '../histories/recorder.fixture';
import { PAYEES, type PayeeLine } from './payees.questions';

const enrolled = (to: Recorder, ...rows: readonly number[]): readonly Case[] =>
  rows.map((row) => apply(to, { programme: 'FIRST_AID', year: 2023 }, row));

const lineOf = ({ caseNumber, account }: Case): PayeeLine => ({ caseNumber, accountVersion: account });

describe('the payees of a bank file', () => {
  it('come in the order of the lines that ask for them', () => {
    const to = new Recorder();
    const [one, ...others] = enrolled(to, 2, 3, 4).map(lineOf) as [PayeeLine, ...PayeeLine[]];
    const asked = [...others, one];
    expect(
      given(to)
        .payeesOf(asked)
        .map(({ accountVersion }) => accountVersion),
    ).toEqual(asked.map(({ accountVersion }) => accountVersion));
  });

  it('are the person of the enrolment, with the sealed texts that were recorded', () => {
    const to = new Recorder();
    const [one] = enrolled(to, 2) as readonly [Case];
    const applied = to.events.find(({ type }) => type === 'EnrolmentApplied')?.payload as { readonly personId: PersonId };
    expect(given(to).payeesOf([lineOf(one)])).toEqual([
      { accountVersion: one.account, personId: applied.personId, sealedAccount: 'sealed', sealedIdentity: 'sealed' },
    ]);
  });

  it('of a line locked before a correction are still found by the account it was locked with', () => {
    const to = new Recorder();
    const [one] = enrolled(to, 2) as readonly [Case];
    const locked = lineOf(one);
    correctAccount(to, { ...one, attempts: 1 });
    const corrected = { ...locked, accountVersion: to.events.at(-1)?.payload['accountVersion'] as string };
    const found = given(to).payeesOf([locked, corrected]);
    expect(found.map(({ accountVersion }) => accountVersion)).toEqual(
      [locked, corrected].map(({ accountVersion }) => accountVersion),
    );
    expect(new Set(found.map(({ personId }) => personId)).size).toBe(1);
  });

  it('leave out a version that nobody has, and a person who was never registered', () => {
    const to = new Recorder();
    const [one] = enrolled(to, 2) as readonly [Case];
    expect(given(to).payeesOf([{ ...lineOf(one), accountVersion: 'nobody' }, lineOf(one)])).toHaveLength(1);
    const strangers = { events: to.events.filter(({ stream }) => !stream.startsWith(streams.person('' as PersonId))) };
    expect(given(strangers).payeesOf([lineOf(one)])).toEqual([]);
  });

  it('are looked up one by one, whatever the size of the county', () => {
    const to = new Recorder();
    enrolled(to, 2, 3);
    const views = given(to);
    const plan = views.reader.all<{ readonly detail: string }>(`EXPLAIN QUERY PLAN ${PAYEES}`, { lines: '[]' });
    expect(plan.filter(({ detail }) => detail.startsWith('SCAN')).map(({ detail }) => detail)).toEqual([
      expect.stringMatching(/^SCAN line VIRTUAL TABLE/),
    ]);
  });
});
