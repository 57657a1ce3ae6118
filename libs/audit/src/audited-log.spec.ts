import { openMemoryLog, type NewEvent } from '@fenming/event-log';
import { auditedLogOf } from './audited-log';

const meta = {
  at: '2023-10-09T01:00:00.000Z',
  actor: 'weijian',
  role: 'health',
  area: '991001',
  cause: 'import-1',
  correlation: 'import-1',
};
const events = Array.from({ length: 2500 }, (_, n): NewEvent => ({
  id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  type: 'PersonRegistered',
  schemaVersion: 1,
  payload: { n },
  meta,
}));

describe('a log that another server keeps', () => {
  it('is audited from its first event to its last, in pieces', async () => {
    const log = openMemoryLog();
    await log.append({ stream: 'person-1', expected: 'none', events });
    const numbers: unknown[] = [];
    for await (const rows of auditedLogOf(log).rows()) numbers.push(...rows.map(({ event }) => event?.payload['n']));
    expect(numbers).toEqual(events.map((_, n) => n));
    await log.close();
  });

  it('has nothing to audit while nothing was recorded', async () => {
    const log = openMemoryLog();
    expect(await auditedLogOf(log).rows().next()).toEqual({ done: true, value: undefined });
    await log.close();
  });
});
