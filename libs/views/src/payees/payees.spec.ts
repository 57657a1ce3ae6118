import { streams, type PersonId } from '@fenming/subsidy';
import { apply, correctAccount, type Case } from '../histories/cases.fixture';
import { given } from '../histories/given.fixture';
import { Recorder } from '../histories/recorder.fixture';
import { PAYEES } from './payees.questions';

const enrolled = (to: Recorder, ...rows: readonly number[]): readonly Case[] =>
  rows.map((row) => apply(to, { programme: 'FIRST_AID', year: 2023 }, row));

describe('the payees of a bank file', () => {
  it('come in the order of the lines that ask for them', () => {
    const to = new Recorder();
    const versions = enrolled(to, 2, 3, 4).map(({ account }) => account);
    const asked = [versions[2], versions[0], versions[1]] as readonly string[];
    expect(
      given(to)
        .payeesOf(asked)
        .map(({ accountVersion }) => accountVersion),
    ).toEqual(asked);
  });

  it('are the person of the enrolment, with the sealed texts that were recorded', () => {
    const to = new Recorder();
    const [one] = enrolled(to, 2) as readonly [Case];
    const applied = to.events.find(({ type }) => type === 'EnrolmentApplied')?.payload as { readonly personId: PersonId };
    expect(given(to).payeesOf([one.account])).toEqual([
      { accountVersion: one.account, personId: applied.personId, sealedAccount: 'sealed', sealedIdentity: 'sealed' },
    ]);
  });

  it('of a line locked before a correction are still found by the account it was locked with', () => {
    const to = new Recorder();
    const [one] = enrolled(to, 2) as readonly [Case];
    const locked = one.account;
    correctAccount(to, { ...one, attempts: 1 });
    const corrected = to.events.at(-1)?.payload['accountVersion'] as string;
    const found = given(to).payeesOf([locked, corrected]);
    expect(found.map(({ accountVersion }) => accountVersion)).toEqual([locked, corrected]);
    expect(new Set(found.map(({ personId }) => personId)).size).toBe(1);
  });

  it('leave out a version that nobody has, and a person who was never registered', () => {
    const to = new Recorder();
    const [one] = enrolled(to, 2) as readonly [Case];
    expect(given(to).payeesOf(['nobody', one.account])).toHaveLength(1);
    const strangers = { events: to.events.filter(({ stream }) => !stream.startsWith(streams.person('' as PersonId))) };
    expect(given(strangers).payeesOf([one.account])).toEqual([]);
  });

  it('are looked up one by one, whatever the size of the county', () => {
    const to = new Recorder();
    enrolled(to, 2, 3);
    const views = given(to);
    const plan = views.reader.all<{ readonly detail: string }>(`EXPLAIN QUERY PLAN ${PAYEES}`, { versions: '[]' });
    expect(plan.filter(({ detail }) => detail.startsWith('SCAN')).map(({ detail }) => detail)).toEqual([
      expect.stringMatching(/^SCAN v VIRTUAL TABLE/),
    ]);
  });
});
