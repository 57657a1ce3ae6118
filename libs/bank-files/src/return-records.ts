import { say } from '@fenming/language';
import type { CutReturn, ReturnCells, Unnamed } from './cut-return';
import { fileRows, sealedBy, type Row } from './file-rows';
import type { RecordProfile, ReturnField } from './profile';
import { malformed, returnFault, wholeFile, type ReturnFault } from './return-fault';
import { textRecords, type Cells, type TextRecord, type TextRecords } from './text-record';

/** Cuts a return of records, or says why the file as a whole cannot be read. */
export function cutRecords(profile: RecordProfile, bytes: Buffer): CutReturn | ReturnFault {
  const rows = fileRows(profile, bytes);
  if ('code' in rows) return rows;
  const records = textRecords(profile);
  const { returnHeader, returnLine, returnTrailer } = records;
  const titleRows = profile.returnTitleRows ?? 0;
  const firstRow = (returnHeader === undefined ? 0 : 1) + titleRows + 1;
  const last = rows.at(-1);
  const trailer = returnTrailer === undefined || last === undefined ? undefined : returnTrailer.cut(last.text);
  if (returnTrailer !== undefined && trailer === undefined) return missingTrailer(profile, returnTrailer, rows);
  const header = returnHeader?.cut(rows[0]?.text ?? '');
  if (returnHeader !== undefined && header === undefined)
    return rows.length === 0
      ? empty()
      : malformed(
          1,
          say(`首行${returnHeader.mismatch(rows[0]?.text ?? '')}`, `first line: ${returnHeader.mismatch(rows[0]?.text ?? '')}`),
        );
  const details = rows.slice(firstRow - 1, returnTrailer === undefined ? undefined : -1);
  const cutOff = returnTrailer === undefined ? cutOffFault(profile, details.at(-1), records) : [];
  const unnamed = unnamedOf(profile);
  return {
    header: { ...header, ...trailerTotals(trailer) },
    lines: details.map(
      ({ text }, index) => lineCells(returnLine, text) ?? malformed(index + firstRow, returnLine.mismatch(text)),
    ),
    faults: [
      ...titleFaults(rows.slice(firstRow - 1 - titleRows, firstRow - 1), firstRow - titleRows, returnLine),
      ...cutOff,
      ...digestFaults(profile, details, { digest: trailer?.digest, row: rows.length, record: returnLine }),
    ],
    firstRow,
    ...(unnamed === undefined ? {} : { unnamed }),
  };
}

/** An answer that stands where the profile has titles would be passed over without a word. */
const titleFaults = (titles: readonly Row[], firstTitle: number, record: TextRecord<ReturnField>): readonly ReturnFault[] =>
  titles.flatMap(({ text }, index) =>
    /^\s*\d+\s*$/.test(record.cut(text)?.lineNo ?? '')
      ? [
          malformed(
            index + firstTitle,
            say(
              '这里应是列标题，却是一笔明细，请核对格式文件的 returnTitleRows',
              'here should be column headings, and there is a line: check returnTitleRows in the format file',
            ),
          ),
        ]
      : [],
  );

function lineCells(record: TextRecord<ReturnField>, text: string): ReturnCells | undefined {
  const cells = record.cut(text);
  return cells === undefined ? undefined : { ...cells, lineNo: cells.lineNo ?? '', code: cells.code ?? '' };
}

const trailerTotals = (trailer: Cells<'count' | 'sum' | 'digest'> | undefined): Cells<'count' | 'sum'> => {
  const { digest: _, ...totals } = trailer ?? {};
  return totals;
};

function unnamedOf({ unlisted }: RecordProfile): Unnamed | undefined {
  if (unlisted === undefined) return undefined;
  return unlisted === 'settled'
    ? { outcome: 'settled' }
    : { outcome: 'unknown', reason: 'UNKNOWN', bankText: say('回盘没有列出这一笔', 'the return does not list this line') };
}

const empty = (): ReturnFault => wholeFile('return_truncated', say('文件是空的', 'the file is empty'));

function missingTrailer(profile: RecordProfile, record: TextRecord<string>, rows: readonly Row[]): ReturnFault {
  const last = rows.at(-1);
  if (last === undefined) return empty();
  const title = profile.layout === 'delimited' ? profile.trailerTitle : profile.returnTrailer?.type;
  if (profile.layout === 'delimited' && title !== undefined && last.text.startsWith(title))
    return malformed(rows.length, say(`末行${record.mismatch(last.text)}`, `last line: ${record.mismatch(last.text)}`));
  const begins = title === undefined || title === '' ? '' : say(`以“${title}”开头的`, ` that begins with “${title}”`);
  return wholeFile(
    'return_truncated',
    say(
      `文件没有${begins}末行（${record.mismatch(last.text)}）`,
      `the file has no last line${begins} (${record.mismatch(last.text)})`,
    ),
  );
}

/**
 * Without a trailer only its line end shows that the last row is whole; a row of fixed width, or one that ends in a remark, shows it as well: a code
 * or an amount cut short would be another one.
 */
function cutOffFault(profile: RecordProfile, last: Row | undefined, { returnLine }: TextRecords): readonly ReturnFault[] {
  if (last === undefined || last.end !== '' || profile.layout === 'fixed') return [];
  const harmless = profile.failedCode === undefined ? ['text', 'ignored', 'remark'] : ['ignored', 'remark'];
  if (harmless.includes(returnLine.fields.at(-1) ?? '')) return [];
  return [
    wholeFile(
      'return_truncated',
      say('最后一行没有换行，无法确认是否传完', 'the last line has no line end, so nobody knows whether all has come'),
    ),
  ];
}

type Seal = { readonly digest: string | undefined; readonly row: number; readonly record: TextRecord<string> };

/** A file can keep all its totals and still have been changed on the way. */
function digestFaults(profile: RecordProfile, details: readonly Row[], { digest, row, record }: Seal): readonly ReturnFault[] {
  if (digest === undefined || sealedBy(digest, details, profile, record)) return [];
  return [
    returnFault(
      'return_digest_mismatch',
      { row, column: say('校验值', 'checksum') },
      say('明细与末行的校验值不符', 'the checksums of the lines and of the last line do not agree'),
    ),
  ];
}
