import type { JsonObject, Position, RecordedEvent } from '@fenming/event-log';
import { eventsOf, originOf } from './why-answer';

const META = { at: '2023-06-12T01:00:00.000Z', actor: 'a', role: 'health', area: '991001', cause: 'c', correlation: 'c' };
const recorded = (type: string, schemaVersion: number, payload: JsonObject): RecordedEvent => ({
  id: type,
  type,
  schemaVersion,
  payload,
  meta: META,
  stream: 'enrolment-1',
  revision: 0,
  position: '1' as Position,
});

const APPLIED = recorded('EnrolmentApplied', 1, { year: 2022 });
const ACCOUNT = recorded('AccountRecorded', 1, { accountVersion: 'v' });

describe('what is told of a year', () => {
  it('is what names the year, and what names none', () => {
    expect(eventsOf([APPLIED, ACCOUNT], 2022)).toEqual([APPLIED, ACCOUNT]);
    expect(eventsOf([APPLIED, ACCOUNT], 2023)).toEqual([ACCOUNT]);
  });

  it('has an exit in its own year alone, also one recorded when exits named their day and no year', () => {
    const exited = recorded('EnrolmentExited', 1, { reason: 'death', effectiveOn: '2023-06-11' });
    expect(eventsOf([exited], 2023)).toEqual([exited]);
    expect(eventsOf([exited], 2022)).toEqual([]);
    expect(eventsOf([exited], 2024)).toEqual([]);
  });

  it('comes from the application or the renewal of the year', () => {
    const renewed = { ...recorded('EnrolmentRenewed', 1, { year: 2023 }), revision: 4 };
    expect(originOf([APPLIED, ACCOUNT, renewed], 2023)).toMatchObject({ type: 'EnrolmentRenewed', revision: 4 });
    expect(originOf([ACCOUNT, renewed], 2022)).toBeUndefined();
  });
});
