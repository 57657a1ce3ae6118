import { writeSync } from 'node:fs';
import { openSqliteLog, type NewEvent } from '@fenming/event-log';

/**
 * A program to be killed: `node log-writer.js FILE FROM...` appends one item of three events after another in as many lanes as
 * there are FROM numbers, lane l the items FROM[l], FROM[l] + lanes, … for ever. It prints an item's number once it is recorded.
 * Ids and expectations depend on the number alone, so that a later run retries exactly what an earlier one may have lost.
 */
const [file = '', ...from] = process.argv.slice(2);
const log = openSqliteLog(file);

function eventOf(item: number, place: number): NewEvent {
  const id = `00000000-0000-4000-8000-${String(item * 10 + place).padStart(12, '0')}`;
  const meta = { at: '2023-12-15T01:00:00.000Z', actor: 'a', role: 'r', area: '991001', cause: 'c', correlation: 'c' };
  return { id, type: 'Written', schemaVersion: 1, payload: { item, place }, meta };
}

async function lane(first: number): Promise<void> {
  for (let item = first; ; item += from.length) {
    const events = [eventOf(item, 0), eventOf(item, 1), eventOf(item, 2)];
    await log.append({ stream: `item-${item}`, expected: 'none', events });
    writeSync(1, `${item}\n`);
  }
}

void Promise.all(from.map((first) => lane(Number(first))));
