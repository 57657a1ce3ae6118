import type { PersonId } from '../../decider';
import { COUNTY, given, official, outcome, TOWNSHIP, VILLAGE } from '../../subsidy.fixture';
import { personDecider } from './person.decider';
import type { MakeStatement } from './statements';

const township = official('clerk-li', 'township', TOWNSHIP);
const health = official('officer-gao', 'health', COUNTY);
const reviewer = official('officer-liu', 'health', COUNTY);
const making = (statement: string, fact = 'livingDaughters', title = '存活女孩数'): MakeStatement => ({
  do: 'make-statement',
  said: {
    personId: 'person-zhang' as PersonId,
    statement,
    fact,
    title,
    kind: 'correction',
    sealedStatement: 'sealed',
    documentNo: ' 东河计生〔2023〕7号 ',
    reason: '登记时漏登一女',
  },
});
const accepting = (statement: string) => ({ do: 'accept-statement', statement }) as const;
const dropping = (statement: string) => ({ do: 'drop-statement', statement, reason: '材料是另一人的' }) as const;
const made = given(personDecider).after(making('s1'), township);

describe('a statement of a fact', () => {
  it('is made by the township or the county, under a document, once', () => {
    expect(given(personDecider).when(making('s1'), township)).toEqual([
      { type: 'StatementMade', data: { ...making('s1').said, documentNo: '东河计生〔2023〕7号' } },
    ]);
    expect(made.when(making('s1'), township)).toEqual([]);
    expect(outcome(given(personDecider).when(making('s1'), official('clerk-wu', 'village', VILLAGE)))).toBe('forbidden_role');
    expect(outcome(given(personDecider).when(making('s1'), { ...township, unconfirmed: true }))).toBe('account_unconfirmed');
  });

  it('waits alone: another one of the same fact comes after it, one of another fact beside it, also where only its words are another', () => {
    expect(made.when(making('s2'), health)).toEqual({ refused: 'statement_waiting', detail: 'livingDaughters' });
    expect(outcome(made.when(making('s2', 'hukou'), health))).toEqual(['StatementMade']);
    expect(outcome(made.when(making('s2', 'livingDaughters', '现有女孩数'), health))).toEqual(['StatementMade']);
    expect(outcome(made.after(dropping('s1'), township).when(making('s2'), health))).toEqual(['StatementMade']);
    expect(outcome(made.after(accepting('s1'), health).when(making('s2'), health))).toEqual(['StatementMade']);
  });

  it('counts by the signature of another person of the health commission, once', () => {
    expect(outcome(made.when(accepting('s1'), township))).toBe('forbidden_role');
    expect(outcome(given(personDecider).after(making('s1'), health).when(accepting('s1'), health))).toBe('proposal_own');
    expect(outcome(made.when(accepting('s1'), reviewer))).toEqual(['StatementAccepted']);
    expect(made.after(accepting('s1'), reviewer).when(accepting('s1'), health)).toEqual([]);
    expect(outcome(made.when(accepting('s9'), reviewer))).toBe('statement_unknown');
  });

  it('is dropped by whoever made it or by the county, as long as it waits, with a reason', () => {
    expect(outcome(made.when(dropping('s1'), official('clerk-sun', 'township', TOWNSHIP)))).toBe('forbidden_role');
    expect(outcome(made.when(dropping('s1'), health))).toEqual(['StatementDropped']);
    const dropped = made.after(dropping('s1'), township);
    expect(dropped.when(dropping('s1'), township)).toEqual([]);
    expect(outcome(dropped.when(accepting('s1'), health))).toBe('statement_unknown');
    expect(outcome(made.after(accepting('s1'), health).when(dropping('s1'), health))).toBe('statement_unknown');
  });
});
