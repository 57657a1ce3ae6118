import { read, readAs, schemaVersionOf } from './versions';

describe('what an event says', () => {
  it('is what was recorded, where its type has had one shape only', () => {
    const payload = { to: '2023-03-01T01:00:00.000Z' };
    expect(schemaVersionOf('ClockAdvanced')).toBe(1);
    expect(read({ type: 'ClockAdvanced', schemaVersion: 1, payload })).toBe(payload);
  });

  it('is brought into the shape of today from a version before it', () => {
    const recorded = { reason: 'death', effectiveOn: '2023-06-11' };
    expect(read({ type: 'EnrolmentExited', schemaVersion: 1, payload: recorded })).toEqual({ ...recorded, year: 2023 });
    const today = { reason: 'death', year: 2023, sealedDay: 'sealed' };
    expect(read({ type: 'EnrolmentExited', schemaVersion: 2, payload: today })).toBe(today);
  });

  it.each([
    ['EnrolmentExited', 0],
    ['EnrolmentExited', 3],
    ['ClockAdvanced', 2],
  ])('is not guessed for %s in version %i, which nobody knows', (type, schemaVersion) => {
    const unknown = new RangeError(`no reader knows ${type} in schema version ${schemaVersion}`);
    expect(() => read({ type, schemaVersion, payload: {} })).toThrow(unknown);
  });

  it('is asked for by type, and nothing is said by an event of another type', () => {
    const exited = { type: 'EnrolmentExited', schemaVersion: 1, payload: { effectiveOn: '2023-06-11' } };
    expect(readAs(exited, 'ExitWithdrawn', 'EnrolmentExited')).toMatchObject({ year: 2023 });
    expect(readAs(exited, 'ExitWithdrawn')).toBeUndefined();
  });
});
