// ADMIN_URL=esdb://admin:password@host:2113?… node docker/eventstore-rights.mjs [login]: gives the login of the engine (`fenming` unless
// named) the least rights that it needs on a log's server of its own, and takes them from everybody else but the administrators. The
// address stands in the environment, where no list of processes shows its password. Then it tries to write without a login.
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';

const url = process.env.ADMIN_URL ?? '';
const login = process.argv[2] ?? 'fenming';
const admins = '$admins';
const readers = [login, admins];
const client = EventStoreDBClient.connectionString(url);

// Ours are all streams without a $ before their names: read with their metadata, appended to, never deleted nor shortened.
const data = {
  $userStreamAcl: { $r: readers, $w: login, $d: admins, $mr: readers, $mw: admins },
  $systemStreamAcl: { $r: admins, $w: admins, $d: admins, $mr: admins, $mw: admins },
};
await client.appendToStream('$settings', jsonEvent({ type: 'update-default-acl', data }));
await client.setStreamMetadata('$all', { acl: { readRoles: readers, metaReadRoles: [admins], metaWriteRoles: [admins] } });
await client.dispose();

// A revision that cannot be: whoever may write is told so, and has written nothing.
const nobody = EventStoreDBClient.connectionString(url.replace(/\/\/[^@/]*@/, '//'));
const answer = await nobody
  .appendToStream('rights-check', jsonEvent({ type: 'RightsChecked', data: {} }), { expectedRevision: 0n })
  .catch((error) => error);
if (answer.type !== 'access-denied') {
  console.error(
    `Without a login the server answers ${answer.type ?? 'success'}, not access-denied: does it run with --insecure?`,
  );
  process.exit(1);
}
console.log(`${login} reads everything and writes; without a login nobody does.`);
process.exit(0);
