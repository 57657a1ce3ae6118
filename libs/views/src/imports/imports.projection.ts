import { insert, one, type Projection } from '../engine/change';
import { ROSTER_IMPORT } from './imports.table';

const COMPLETE = 'UPDATE roster_import SET accepted = @accepted, refused = @refused WHERE import_id = @importId';

export const imports = {
  ImportStarted: ({ importId, programme, year, number, fileHash, rows, goodRows, leftOut }, { meta }) => [
    insert(ROSTER_IMPORT, {
      programme,
      year,
      number,
      rows,
      good_rows: goodRows,
      left_out: JSON.stringify(leftOut),
      refused: '[]',
      actor: meta.actor,
      import_id: importId,
      file_hash: fileHash,
      started_at: meta.at,
    }),
  ],
  ImportCompleted: ({ importId, accepted, refused }) => [one(COMPLETE, { importId, accepted, refused: JSON.stringify(refused) })],
} satisfies Projection;
