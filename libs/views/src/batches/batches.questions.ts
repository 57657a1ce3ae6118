import type { AreaCode } from '@fenming/citizen';
import type { Fen } from '@fenming/money';
import type { ProgrammeId } from '@fenming/programmes';
import { DRAFT_AGAIN, type BatchStage, type BatchStepTaken, type DraftAgain, type Role } from '@fenming/subsidy';
import { where } from '../engine/filter';
import type { Reader } from '../engine/reader';

export type RosterTotals = { readonly count: number; readonly sum_fen: Fen; readonly hash: string };
/** `roster`: null while no roster is locked. `draft_again`: of a draft that was locked before, why it is one again. */
export type BatchListed = {
  readonly batch_id: string;
  readonly programme: ProgrammeId;
  readonly year: number;
  readonly area: AreaCode;
  readonly round: number;
  readonly state: BatchStage;
  readonly draft_again: DraftAgain | null;
  /** Paused while its payments are being instructed. */
  readonly paused: boolean;
  readonly chunks: number | null;
  readonly chunks_done: number;
  readonly roster: RosterTotals | null;
};
export type BatchStep = {
  readonly step: BatchStepTaken;
  readonly at: string;
  readonly actor: string;
  readonly role: Role;
  readonly count: number | null;
  readonly sum_fen: Fen | null;
  readonly hash: string | null;
  readonly detail: Readonly<Record<string, unknown>> | null;
};
/** A file that went to the bank. */
export type SentFile = {
  readonly file_name: string;
  readonly profile: string;
  readonly count: number;
  readonly sum_fen: Fen;
  readonly sha256: string;
};
export type BatchFile = BatchListed & { readonly steps: readonly BatchStep[]; readonly files: readonly SentFile[] };

type Stored = Omit<BatchListed, 'roster' | 'paused'> & {
  readonly paused: number;
  readonly count: number | null;
  readonly sum_fen: Fen | null;
  readonly hash: string | null;
};
type StoredStep = Omit<BatchStep, 'detail'> & { readonly detail: string | null };

const LAST_STEP = '(SELECT step FROM batch_step s WHERE s.batch = batch.batch ORDER BY seq DESC LIMIT 1)';
const BATCH = `SELECT batch AS batch_id, programme, year, area, round, state, paused, chunks, chunks_done, count, sum_fen, hash,
  CASE WHEN state = 'opened' AND ${LAST_STEP} IN (${DRAFT_AGAIN.map((step) => `'${step}'`).join(', ')}) THEN ${LAST_STEP} END AS draft_again FROM batch`;
const FILE = 'SELECT file_name, profile, count, sum_fen, sha256 FROM bank_file';
const FILES = `${FILE} WHERE batch = @batch ORDER BY file_name`;
const STEPS = `SELECT step, at, actor, role, count, sum_fen, hash, detail FROM batch_step WHERE batch = @batch ORDER BY seq`;

const listed = ({ count, sum_fen, hash, paused, ...batch }: Stored): BatchListed => ({
  ...batch,
  paused: paused === 1,
  roster: count === null || sum_fen === null || hash === null ? null : { count, sum_fen, hash },
});

/** Batches by year, programme and round. */
export function batches(reader: Reader, year?: number, programme?: ProgrammeId): readonly BatchListed[] {
  const { where: condition, values } = where({ year: 'year = @year', programme: 'programme = @programme' }, { year, programme });
  return reader.all<Stored>(`${BATCH} ${condition} ORDER BY year, programme, round`, values).map(listed);
}

/** The ids of the batches that stand in one of these states. */
export function batchesInStates(reader: Reader, states: readonly BatchStage[]): readonly string[] {
  const rows = reader.all<{ readonly batch: string }>(
    'SELECT batch FROM batch WHERE state IN (SELECT value FROM json_each(@states)) ORDER BY batch',
    { states: JSON.stringify(states) },
  );
  return rows.map(({ batch }) => batch);
}

/** How far these batches are. */
export function batchesAt(reader: Reader, ids: readonly string[]): readonly Pick<BatchListed, 'batch_id' | 'state' | 'paused'>[] {
  return reader
    .all<Pick<Stored, 'batch_id' | 'state' | 'paused'>>(
      'SELECT batch AS batch_id, state, paused FROM batch WHERE batch IN (SELECT value FROM json_each(@ids)) ORDER BY batch',
      { ids: JSON.stringify(ids) },
    )
    .map(({ paused, ...batch }) => ({ ...batch, paused: paused === 1 }));
}

/** Every file that the log knows to have gone to a bank. */
export function bankFiles(reader: Reader): readonly SentFile[] {
  return reader.all<SentFile>(`${FILE} ORDER BY file_name`);
}

/** One batch with everything that was done to it, sent-back rounds included. */
export function batch(reader: Reader, id: string): BatchFile | undefined {
  const found = reader.first<Stored>(`${BATCH} WHERE batch = @batch`, { batch: id });
  if (found === undefined) return undefined;
  const steps = reader.all<StoredStep>(STEPS, { batch: id });
  return {
    ...listed(found),
    files: reader.all<SentFile>(FILES, { batch: id }),
    steps: steps.map((step) => ({
      ...step,
      detail: step.detail === null ? null : (JSON.parse(step.detail) as Record<string, unknown>),
    })),
  };
}
