import type { EnrolmentId, PersonId } from '../../decider';
import { COUNTY, given, official, outcome } from '../../subsidy.fixture';
import { contestedBy, personDecider, type ClaimProgramme, type PersonCommand } from './person.decider';

const health = official('officer-gao', 'health', COUNTY);
const registering = { do: 'register', personId: 'person-zhang' as PersonId, sealedIdentity: 'sealed' } as const;
const claiming = (programme: string, incompatible: readonly string[] = [], year = 2023): ClaimProgramme => ({
  do: 'claim',
  claim: { programme, enrolmentId: `enrolment-${programme}` as EnrolmentId, year },
  exclusive: incompatible.map((other) => ({ with: other, keeps: other, per: 'year' as const })),
  onceInALifetime: false,
});
const registered = given(personDecider).after(registering, health);

describe('a person', () => {
  it('is registered once, whatever roster names him or her again', () => {
    expect(given(personDecider).when(registering, health)).toEqual([
      { type: 'PersonRegistered', data: { personId: 'person-zhang', sealedIdentity: 'sealed' } },
    ]);
    expect(registered.when({ ...registering, sealedIdentity: 'sealed with another nonce' }, health)).toEqual([]);
  });

  it('is registered and claimed for by the word of no account that waits for a second person', () => {
    for (const command of [registering, claiming('RURAL', ['URBAN'])])
      expect(registered.when(command, { ...health, unconfirmed: true })).toEqual({ refused: 'account_unconfirmed' });
  });
});

describe('claiming a programme for a person', () => {
  it('records the enrolment that draws it this year', () => {
    expect(registered.when(claiming('RURAL', ['URBAN']), health)).toEqual([
      { type: 'ProgrammeClaimed', data: { programme: 'RURAL', enrolmentId: 'enrolment-RURAL', year: 2023 } },
    ]);
  });

  it('is no event when the same enrolment claims again', () => {
    expect(registered.after(claiming('RURAL'), health).when(claiming('RURAL'), health)).toEqual([]);
  });

  it('is refused while an incompatible programme is drawn, and names it', () => {
    const rural = registered.after(claiming('RURAL', ['URBAN']), health);
    expect(rural.when(claiming('URBAN', ['RURAL']), health)).toEqual({ refused: 'incompatible_programme', detail: 'RURAL' });
  });

  it('lets compatible programmes be drawn together', () => {
    const rural = registered.after(claiming('RURAL', ['URBAN']), health);
    expect(outcome(rural.when(claiming('SPECIAL', ['CARE']), health))).toEqual(['ProgrammeClaimed']);
  });

  it('lets an incompatible programme be drawn in another year', () => {
    const rural = registered.after(claiming('RURAL', ['URBAN']), health);
    expect(outcome(rural.when(claiming('URBAN', ['RURAL'], 2024), health))).toEqual(['ProgrammeClaimed']);
    const both = rural.after(claiming('URBAN', ['RURAL'], 2024), health);
    expect(both.state.claims.map(({ programme, year }) => `${programme} ${year}`)).toEqual(['RURAL 2023', 'URBAN 2024']);
  });

  it('is refused to a second household that counts the same parent in the same programme', () => {
    const first = registered.after(claiming('FEE'), health);
    const second: PersonCommand = {
      do: 'claim',
      claim: { programme: 'FEE', enrolmentId: 'enrolment-of-the-former-wife' as EnrolmentId, year: 2023 },
      exclusive: [],
      onceInALifetime: false,
    };
    expect(first.when(second, health)).toEqual({ refused: 'incompatible_programme', detail: 'FEE' });
  });
});

describe('a programme that displaces another', () => {
  const rural = registered.after(claiming('RURAL'), health);
  const displacing: ClaimProgramme = { ...claiming('SPECIAL'), exclusive: [{ with: 'RURAL', keeps: 'SPECIAL', per: 'year' }] };
  const [ruralClaim] = rural.state.claims;

  it('finds the claim that gives way', () => {
    expect(contestedBy(rural.state, displacing)).toEqual([{ claim: ruralClaim, gives: true, monthly: false }]);
  });

  it('waits until the other claim has ended without money', () => {
    expect(rural.when(displacing, health)).toEqual({ refused: 'incompatible_programme', detail: 'RURAL' });
  });

  it('then takes its place, and the displaced one is refused from there on', () => {
    const settled = rural.after({ ...displacing, ended: rural.state.claims }, health);
    expect(outcome(rural.when({ ...displacing, ended: rural.state.claims }, health))).toEqual([
      'ClaimReleased',
      'ProgrammeClaimed',
    ]);
    expect(settled.state.claims.map(({ programme }) => programme)).toEqual(['SPECIAL']);
    const again: ClaimProgramme = { ...claiming('RURAL'), exclusive: [{ with: 'SPECIAL', keeps: 'SPECIAL', per: 'year' }] };
    expect(settled.when(again, health)).toEqual({ refused: 'incompatible_programme', detail: 'SPECIAL' });
  });

  it('holds for the year in which both were claimed and for no other', () => {
    expect(contestedBy(rural.state, { ...displacing, claim: { ...displacing.claim, year: 2024 } })).toEqual([]);
  });
});

describe('a programme that takes single months of another', () => {
  const rural = registered.after(claiming('RURAL'), health);
  const taking: ClaimProgramme = { ...claiming('SPECIAL'), exclusive: [{ with: 'RURAL', keeps: 'SPECIAL', per: 'month' }] };

  it('is claimed beside it, whichever of the two comes first', () => {
    expect(contestedBy(rural.state, taking)).toMatchObject([{ gives: true, monthly: true }]);
    expect(outcome(rural.when(taking, health))).toEqual(['ProgrammeClaimed']);
    const special = registered.after(claiming('SPECIAL'), health);
    const giving: ClaimProgramme = { ...claiming('RURAL'), exclusive: [{ with: 'SPECIAL', keeps: 'SPECIAL', per: 'month' }] };
    expect(contestedBy(special.state, giving)).toMatchObject([{ gives: false, monthly: true }]);
    expect(outcome(special.when(giving, health))).toEqual(['ProgrammeClaimed']);
  });
});

describe('an award once in a lifetime', () => {
  const once = (year: number): ClaimProgramme => ({ ...claiming('RETIREMENT', [], year), onceInALifetime: true });
  const awarded = registered.after(once(2023), health);

  it('is refused in every other year, naming the year of the award', () => {
    expect(awarded.when(once(2024), health)).toEqual({ refused: 'already_awarded', detail: '2023' });
    expect(awarded.when(once(2022), health)).toEqual({ refused: 'already_awarded', detail: '2023' });
  });

  it('may be asked for again where the first claim ended without money', () => {
    expect(outcome(awarded.when({ ...once(2024), ended: awarded.state.claims }, health))).toEqual([
      'ClaimReleased',
      'ProgrammeClaimed',
    ]);
  });
});
