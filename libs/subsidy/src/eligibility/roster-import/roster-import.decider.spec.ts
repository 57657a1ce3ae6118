import { COUNTY, given, official, outcome, TOWNSHIP } from '../../subsidy.fixture';
import { rosterImportDecider } from './roster-import.decider';

const health = official('officer-gao', 'health', COUNTY);
const starting = (importId = 'import-1', fileHash = `hash-of-${importId}`) =>
  ({
    do: 'start',
    file: {
      importId,
      programme: 'REWARD',
      year: 2023,
      fileHash,
      rows: 3,
      goodRows: 2,
      leftOut: [{ row: 4, code: 'id_check_digit' }],
    },
  }) as const;
const completing = (importId = 'import-1') =>
  ({
    do: 'complete',
    result: { importId, programme: 'REWARD', year: 2023, accepted: 1, refused: [{ row: 3, code: 'already_enrolled' }] },
  }) as const;
const started = given(rosterImportDecider).after(starting(), health);

describe('importing a roster file', () => {
  it('keeps the hash of the file, its number in the year, and the rows that were left out', () => {
    expect(given(rosterImportDecider).when(starting(), health)).toEqual([
      { type: 'ImportStarted', data: { ...starting().file, number: 1 } },
    ]);
  });

  it('numbers the files of a programme and year from 1, so that case numbers stay unique', () => {
    const second = started.after(completing(), health).after(starting('import-2'), health);
    expect(Object.values(second.state.files).map((file) => file.started.number)).toEqual([1, 2]);
  });

  it('ends with what was accepted and what was refused, row by row', () => {
    expect(started.when(completing(), health)).toEqual([{ type: 'ImportCompleted', data: completing().result }]);
    expect(started.after(completing(), health).state.files['import-1']).toMatchObject({
      completed: { accepted: 1, refused: [{ row: 3, code: 'already_enrolled' }] },
    });
  });

  it('is no work of an account that waits for a second person', () => {
    const refusal = { refused: 'account_unconfirmed' };
    const waiting = { ...health, unconfirmed: true } as const;
    expect(given(rosterImportDecider).when(starting(), waiting)).toEqual(refusal);
    expect(started.when(completing(), waiting)).toEqual(refusal);
  });

  it('refuses the same file a second time', () => {
    expect(started.after(completing(), health).when(starting(), health)).toEqual({
      refused: 'duplicate_file',
      detail: 'import-1',
    });
  });

  it('goes on with a file that was cut off half-way, under the number that it had', () => {
    const between = started.after(starting('import-2'), health);
    expect(between.when(starting(), health)).toEqual([]);
    expect(between.state.files['import-1']?.started.number).toBe(1);
    expect(outcome(between.when(completing(), health))).toEqual(['ImportCompleted']);
  });

  it('completes a file once, and only one that was started', () => {
    expect(started.after(completing(), health).when(completing(), health)).toEqual([]);
    expect(outcome(started.when(completing('import-9'), health))).toBe('not_found');
  });

  it('is the work of township or health officials', () => {
    expect(outcome(given(rosterImportDecider).when(starting(), official('clerk-li', 'township', TOWNSHIP)))).toEqual([
      'ImportStarted',
    ]);
    const bank = official('bank-clerk', 'bank', COUNTY);
    expect(outcome(given(rosterImportDecider).when(starting(), bank))).toBe('forbidden_role');
    expect(outcome(started.when(completing(), bank))).toBe('forbidden_role');
  });
});
