import { insert, type Projection } from '../engine/change';
import { COMPARISON } from './comparisons.table';

export const comparisons = {
  FileCompared: ({ comparison: _id, fileHash, hash, ...counts }, { meta }) => [
    insert(COMPARISON, { ...counts, outcomes: hash, actor: meta.actor, file_hash: fileHash, compared_at: meta.at }),
  ],
} satisfies Projection;
