import type { PersonId } from '../../decider';
import { COUNTY, given, official, outcome, TOWNSHIP, VILLAGE } from '../../subsidy.fixture';
import { personDecider } from './person.decider';

const personId = 'person-zhang' as PersonId;
const township = official('clerk-li', 'township', TOWNSHIP);
const health = official('officer-gao', 'health', COUNTY);
const reviewer = official('officer-liu', 'health', COUNTY);
const DOCUMENT = '东河计生〔2023〕12号';
const proposing = (documentNo = ` ${DOCUMENT} `) =>
  ({
    do: 'propose-identity',
    said: { personId, statement: 'c1', sealedIdentity: 'right', documentNo, note: '录入时看错两位' },
  }) as const;
const confirming = (documentNo = DOCUMENT) => ({ do: 'confirm-identity', documentNo }) as const;
const dropping = { do: 'drop-identity', note: '复印件不清' } as const;
const registered = given(personDecider).after({ do: 'register', personId, sealedIdentity: 'wrong' }, health);
const proposed = registered.after(proposing(), township);

describe('a wrong citizen id', () => {
  it('is said by the township or the county, under a document, and changes nothing yet', () => {
    expect(registered.when(proposing(), township)).toEqual([
      { type: 'IdentityCorrectionProposed', data: { ...proposing().said, documentNo: DOCUMENT } },
    ]);
    expect(proposed.state.sealedIdentity).toBe('wrong');
    expect(outcome(registered.when(proposing(), official('clerk-wu', 'village', VILLAGE)))).toBe('forbidden_role');
    expect(outcome(registered.when(proposing(), { ...township, unconfirmed: true }))).toBe('account_unconfirmed');
    expect(outcome(registered.when(proposing(), { ...township, person: personId }))).toBe('own_case');
  });

  it('waits alone', () => {
    expect(outcome(proposed.when(proposing('另一份'), health))).toBe('identity_waiting');
    expect(outcome(proposed.after(dropping, township).when(proposing('另一份'), health))).toEqual(['IdentityCorrectionProposed']);
  });

  it('is corrected by the signature of another person of the health commission, who names the document', () => {
    expect(outcome(registered.when(confirming(), health))).toBe('identity_unknown');
    expect(outcome(proposed.when(confirming(), township))).toBe('forbidden_role');
    expect(outcome(proposed.when(confirming('另一份'), health))).toBe('identity_unknown');
    expect(outcome(proposed.when(confirming(), { ...health, person: personId }))).toBe('own_case');
    expect(outcome(registered.after(proposing(), health).when(confirming(), health))).toBe('proposal_own');
    expect(proposed.when(confirming('东河计生[2023]12号'), reviewer)).toEqual([
      { type: 'IdentityCorrected', data: { personId, statement: 'c1', sealedIdentity: 'right', documentNo: DOCUMENT } },
    ]);
    expect(proposed.after(confirming(), reviewer).state.sealedIdentity).toBe('right');
  });

  it('is corrected once: the same signature once more finds it done, until something else waits', () => {
    const corrected = proposed.after(confirming(), reviewer);
    expect(corrected.when(confirming(), health)).toEqual([]);
    expect(outcome(corrected.when(confirming('另一份'), health))).toBe('identity_unknown');
    expect(outcome(corrected.after(proposing('另一份'), township).when(confirming(), health))).toBe('identity_unknown');
  });

  it('is dropped by whoever said it or by the county, as long as it waits', () => {
    expect(outcome(proposed.when(dropping, official('clerk-sun', 'township', TOWNSHIP)))).toBe('forbidden_role');
    expect(outcome(proposed.when(dropping, health))).toEqual(['IdentityCorrectionDropped']);
    const dropped = proposed.after(dropping, township);
    expect(outcome(dropped.when(dropping, township))).toBe('identity_unknown');
    expect(outcome(dropped.when(confirming(), reviewer))).toBe('identity_unknown');
    expect(outcome(proposed.after(confirming(), reviewer).when(dropping, health))).toBe('identity_unknown');
  });
});
