import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AreaCode } from '@fenming/citizen';
import type { JsonObject, Position, RecordedEvent } from '@fenming/event-log';
import { derivedId, streams, type EnrolmentId, type PersonId, type SubsidyEvent } from '@fenming/subsidy';
import { openVault, type Vault } from '@fenming/vault';
import { openViews, type Views } from '@fenming/views';
import { sealBankAccount, sealIdentity } from '@fenming/county';
import { payeesOf } from './payees';
import { PayeesThreads } from './payees-threads';

let dir: string;
let vault: Vault;
let views: Views;
let threads: PayeesThreads;
const PEOPLE = Array.from({ length: 30 }, (_, number) => ({
  personId: derivedId('person', number) as PersonId,
  caseNumber: `AID-2023-1-${number}`,
  accountVersion: derivedId('account', number),
  citizenId: `99100119500101${String(number).padStart(4, '0')}`,
  name: `王示例${number}`,
  account: `990000000000000${number}`,
}));

const LINE = { caseNumber: '', accountVersion: '', personId: '' as PersonId };

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'fenming-payees-'));
  vault = openVault(dir);
  const written = openViews(join(dir, 'views.sqlite'));
  written.apply(PEOPLE.flatMap((_, number) => enrolled(number)));
  views = written;
  threads = new PayeesThreads(dir);
});
afterAll(async () => {
  await threads.close();
  views.close();
  vault.close();
  rmSync(dir, { recursive: true });
});

function enrolled(number: number): readonly RecordedEvent[] {
  const { personId, caseNumber, accountVersion, citizenId, name, account } = PEOPLE[number] as (typeof PEOPLE)[number];
  vault.admitPersons([{ citizenId: citizenId as never, personId }]);
  const enrolmentId = derivedId('enrolment', number) as EnrolmentId;
  const key = { enrolmentId, caseNumber, programme: 'AID', village: '991001101201' as AreaCode };
  const events: readonly (readonly [string, SubsidyEvent])[] = [
    [
      streams.person(personId),
      { type: 'PersonRegistered', data: { personId, sealedIdentity: sealIdentity(vault, personId, { name, citizenId }) } },
    ],
    [
      streams.enrolment(enrolmentId),
      {
        type: 'EnrolmentApplied',
        data: { ...key, personId, year: 2023, importId: 'import', row: number, sealedFacts: 'sealed' },
      },
    ],
    [
      streams.enrolment(enrolmentId),
      {
        type: 'AccountRecorded',
        data: { ...key, accountVersion, sealedAccount: sealBankAccount(vault, personId, account), reason: 'roster' },
      },
    ],
  ];
  const meta = { at: '2023-01-03T00:00:00.000Z', actor: 'a', role: 'system', area: '991001', cause: 'c', correlation: 'c' };
  return events.map(([stream, { type, data }], index) => ({
    id: derivedId(stream, index),
    type,
    schemaVersion: 1,
    payload: data as unknown as JsonObject,
    meta,
    stream,
    revision: Math.max(0, index - 1),
    position: String(number * 3 + index + 1).padStart(16, '0') as Position,
  }));
}

describe('payees unsealed in threads', () => {
  it('are the payees that one thread would unseal, in the order asked, however many lists are on their way', async () => {
    const lists = [0, 1, 2, 3, 4, 5].map((from) => PEOPLE.slice(from * 5, from * 5 + 5).toReversed());
    const found = await Promise.all(lists.map((list) => threads.payees(list)));
    expect(found).toEqual(lists.map((list) => payeesOf({ views, vault }, list)));
    expect(found.flat().map(({ name, citizenId, account }) => ({ name, citizenId, account }))).toEqual(
      lists.flat().map(({ name, citizenId, account }) => ({ name, citizenId, account })),
    );
  });

  it('fail as a list when nobody is paid under one version, and the next list is served', async () => {
    const [line = LINE] = PEOPLE;
    await expect(threads.payees([line, { ...line, accountVersion: 'nobody' }])).rejects.toThrow(
      'account version nobody has no payee',
    );
    expect((await threads.payees([line])).map(({ name }) => name)).toEqual(['王示例0']);
  });

  it('fail when a person was shredded, as in one thread', async () => {
    const [, line = LINE] = PEOPLE;
    const { personId } = line;
    await threads.payees([line]);
    vault.destroyPersonKey(personId);
    await expect(threads.payees([line])).rejects.toThrow(`the key of person ${personId} was destroyed`);
  });

  it('are refused by threads that have ended', async () => {
    const ended = new PayeesThreads(dir);
    const asked = expect(ended.payees(PEOPLE)).rejects.toThrow();
    await ended.close();
    await asked;
    await expect(ended.payees(PEOPLE)).rejects.toThrow('has ended');
  });
});
