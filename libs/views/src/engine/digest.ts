import { createHash } from 'node:crypto';
import type { Reader } from './reader';
import { businessNames, type Table } from './table';

export type TableDigest = { readonly name: string; readonly rows: number; readonly digest: string };
/** `digest`: SHA-256 over the tables' digests. Machines that ran the same business agree on it. */
export type ViewDigest = { readonly tables: readonly TableDigest[]; readonly digest: string };

/** SHA-256 over the business columns of every table, rows in the order of their business key. Flat in memory. */
export function digest({ reader }: { readonly reader: Reader }, all: readonly Table[]): ViewDigest {
  const tables = all.map((table) => tableDigest(reader, table));
  const whole = createHash('sha256');
  for (const { name, rows, digest } of tables) whole.update(`${name}\t${rows}\t${digest}\n`);
  return { tables, digest: whole.digest('hex') };
}

function tableDigest(reader: Reader, table: Table): TableDigest {
  const hash = createHash('sha256');
  let rows = 0;
  // A row without business columns is counted all the same.
  const names = businessNames(table).join(', ') || 'NULL';
  for (const row of reader.rows(`SELECT ${names} FROM ${table.name} ORDER BY ${table.keyNames.join(', ')}`)) {
    hash.update(`${JSON.stringify(row)}\n`);
    rows += 1;
  }
  return { name: table.name, rows, digest: hash.digest('hex') };
}
