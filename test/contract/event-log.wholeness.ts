import { setTimeout as sleep } from 'node:timers/promises';
import { WHOLE_LOG, type EventLog, type LogDoubts } from '@fenming/event-log';
import { event, item, type Damage, type LogHarness } from './event-log.harness';

/** What is taken away is missed by whoever reads it, and nothing is decided or recorded on what is left. */
export function wholenessContract({ log, damages, remember }: LogHarness): void {
  describe.each(Object.entries(damages))('a stream %s', (_what, damage) => incomplete(log, damage));

  if (remember !== undefined) describe('a log put back under who has it open', () => putBack(log, remember));

  it('is in doubt in no log that is whole', async () => {
    await log().append(item('enrolment-1', 'none', event(), event()));
    expect((await log().doubts()).incomplete).toEqual([]);
  });
}

const NAMED = { name: 'HistoryIncomplete', code: 'history_incomplete', stream: 'enrolment-1' };

function incomplete(log: () => EventLog, damage: Damage): void {
  beforeEach(async () => {
    await log().append(item('enrolment-1', 'none', event(), event(), event(), event(), event()));
    await log().append(item('enrolment-2', 'none', event()));
    await damage('enrolment-1');
  });

  it('is not given as if it were whole', async () => {
    await expect(log().readStream('enrolment-1')).rejects.toMatchObject(NAMED);
    await expect(log().readStream('enrolment-1', { from: 0, limit: 2 })).rejects.toMatchObject(NAMED);
    await expect(log().readStreams(['enrolment-2', 'enrolment-1'])).rejects.toMatchObject(NAMED);
    expect(await log().readStream('enrolment-2')).toHaveLength(1);
    expect(await log().readStreams(['enrolment-2', 'enrolment-none'])).toHaveProperty('size', 1);
  });

  it('is not begun anew', async () => {
    await namedInDoubt(log());
    const before = await log().head();
    for (const expected of ['none', 'exists'] as const) {
      const appended = log().append(item('enrolment-1', expected));
      await expect(appended.catch((error: Error) => error.name)).resolves.toMatch(/^(HistoryIncomplete|Conflict)$/);
    }
    expect(await log().head()).toBe(before);
  });

  it('is named by whoever asks what is in doubt', async () => {
    const { incomplete: named } = await namedInDoubt(log());
    expect(named).toEqual([{ stream: 'enrolment-1', reason: expect.stringMatching(/^(gap|retention|deleted)$/) as string }]);
  });
}

function putBack(log: () => EventLog, remember: NonNullable<LogHarness['remember']>): void {
  const ofWhole = async () => (await log().doubts()).incomplete.filter(({ stream }) => stream === WHOLE_LOG);

  it('is in doubt from the next question on, and stays so when it has grown', async () => {
    await log().append(item('enrolment-1', 'none', event(), event()));
    const goBack = await remember();
    await log().append(item('enrolment-1', 1));
    expect(await ofWhole()).toEqual([]);
    await goBack();
    expect(await ofWhole()).toEqual([{ stream: WHOLE_LOG, reason: 'set_back' }]);
    for (const expected of [1, 2]) await log().append(item('enrolment-1', expected));
    expect(await ofWhole()).toHaveLength(1);
  });

  it('is in doubt also where it has grown beyond what was there before anybody asked', async () => {
    await log().append(item('enrolment-1', 'none', event(), event()));
    const goBack = await remember();
    await log().append(item('enrolment-1', 1));
    await goBack();
    const grown = [1, 2, 3].map((expected) => item('enrolment-1', expected));
    for (const each of grown)
      await log()
        .append(each)
        .catch((error: Error) => error);
    expect(await ofWhole()).toEqual([{ stream: WHOLE_LOG, reason: 'set_back' }]);
  });

  it('misses also what was never asked after', async () => {
    await log().append(item('enrolment-1', 'none'));
    const goBack = await remember();
    await log().append(item('enrolment-2', 'none'));
    await goBack();
    expect(await ofWhole()).toEqual([{ stream: WHOLE_LOG, reason: 'set_back' }]);
  });

  it('is another one where not even its first event stands, and takes nothing more', async () => {
    const goBack = await remember();
    await log().append(item('enrolment-1', 'none'));
    expect(await ofWhole()).toEqual([]);
    await goBack();
    expect(await ofWhole()).toEqual([{ stream: WHOLE_LOG, reason: 'replaced' }]);
    await expect(log().append(item('enrolment-1', 'none'))).rejects.toMatchObject({ name: 'HistoryIncomplete' });
  });
}

/** A server tells what it was told a moment later; a file tells it when it is read. */
async function namedInDoubt(log: EventLog): Promise<LogDoubts> {
  for (;;) {
    await log.readStream('enrolment-1').catch(() => undefined);
    const doubts = await log.doubts();
    if (doubts.incomplete.length > 0) return doubts;
    await sleep(20);
  }
}
