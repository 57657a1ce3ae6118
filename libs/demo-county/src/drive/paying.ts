import { say } from '@fenming/language';
import { BANK_PROFILES } from '@fenming/bank-files';
import { instant } from '@fenming/calendar';
import type { ProgrammeId } from '@fenming/programmes';
import { everyRow, type Api } from '@fenming/api-client';
import { answerBankFile, bankBookOf } from '../bank/bank-simulator';
import { stepKey, type Desk } from './desk';

type Batch = {
  readonly batch_id: string;
  readonly programme: ProgrammeId;
  readonly year: number;
  readonly round: number;
  readonly roster: { readonly count: number; readonly sum_fen: number; readonly hash: string } | null;
};
type File = { readonly file_name: string; readonly profile: string };
type Round = { readonly year: number; readonly round: number };

const keyOf = (desk: Desk, { year, programme, round }: Pick<Batch, 'year' | 'programme' | 'round'>, step: string): string =>
  stepKey(desk, year, programme, round, step);

/** Round 1 pays the year, round 2 what came back or fell due since. Opens, locks and submits the batch of each programme. */
export const makeBatches = async (desk: Desk, { year, round }: Round, programmes: readonly ProgrammeId[]): Promise<void> => {
  const { maker } = desk.staff;
  for (const programme of programmes) {
    const key = (step: string): string => keyOf(desk, { year, programme, round }, step);
    const opened = await maker.post<{ readonly batch_id: string; readonly round: number }>(
      '/batches',
      { programme, year },
      { key: key('open') },
    );
    if (opened.round !== round)
      throw new Error(
        say(
          `${programme} ${year} 应为第 ${round} 轮，实为第 ${opened.round} 轮`,
          `${programme} ${year} should be at round ${round} and is at round ${opened.round}`,
        ),
      );
    const { roster_hash } = await maker.post<{ readonly roster_hash: string }>(
      `/batches/${opened.batch_id}/lock`,
      {},
      { key: key('lock') },
    );
    await maker.post(`/batches/${opened.batch_id}/submit`, { roster_hash }, { key: key('submit') });
  }
};

const batchesOf = async (api: Api, { year, round }: Round): Promise<readonly Batch[]> => {
  const data = await everyRow<Batch>(api, '/batches', { year });
  return data.filter((batch) => batch.round === round);
};

const forEachBatch = async (desk: Desk, round: Round, step: (batch: Batch) => Promise<void>): Promise<void> => {
  for (const batch of await batchesOf(desk.operator, round)) await step(batch);
};

const hashOf = ({ batch_id, roster }: Batch): { readonly roster_hash: string } => {
  if (roster === null) throw new Error(say(`批次 ${batch_id} 没有锁定的名单`, `Batch ${batch_id} has no locked list`));
  return { roster_hash: roster.hash };
};

export const checkBatches = (desk: Desk, round: Round): Promise<void> =>
  forEachBatch(desk, round, async (batch) => {
    await desk.staff.checker.post(`/batches/${batch.batch_id}/check`, hashOf(batch), { key: keyOf(desk, batch, 'check') });
  });

/** The approver types the total. */
export const approveBatches = (desk: Desk, round: Round): Promise<void> =>
  forEachBatch(desk, round, async (batch) => {
    const approval = { ...hashOf(batch), total_fen: batch.roster?.sum_fen };
    await desk.staff.approver.post(`/batches/${batch.batch_id}/approve`, approval, { key: keyOf(desk, batch, 'approve') });
  });

/** A release and a return file are answered before the last payment of a large batch is instructed or settled. */
const untilDone = async (api: Api, batch: string): Promise<void> => {
  for await (const _ of api.events(`/batches/${batch}/progress`));
};

/** When every payment is instructed, the files for the bank are written. */
export const releaseBatches = (desk: Desk, round: Round): Promise<void> =>
  forEachBatch(desk, round, async (batch) => {
    const { releaser } = desk.staff;
    await releaser.post(`/batches/${batch.batch_id}/release`, hashOf(batch), { key: keyOf(desk, batch, 'release') });
    await untilDone(releaser, batch.batch_id);
    await releaser.post(`/batches/${batch.batch_id}/bank-file`, {}, { key: keyOf(desk, batch, 'bank-file') });
  });

/** The bank fetches its files and answers each of them. */
export const bankAnswers = (desk: Desk, round: Round): Promise<void> =>
  forEachBatch(desk, round, async ({ batch_id, ...batch }) => {
    const { bank } = desk.staff;
    const { now } = await bank.get<{ readonly now: string }>('/county');
    const { files } = await bank.get<{ readonly files: readonly File[] }>(`/batches/${batch_id}`);
    for (const [index, { file_name, profile: id }] of files.entries()) {
      const profile = BANK_PROFILES.get(id);
      if (profile === undefined)
        throw new Error(say(`演示银行不认识文件格式 ${id}`, `The demo bank does not know the format ${id}`));
      const sent = await bank.bytes(`/bank-files/${batch_id}?file=${encodeURIComponent(file_name)}`);
      const bytes = answerBankFile(
        { profile, bytes: sent, receivedAt: instant(now) },
        bankBookOf(desk.county.story.troubles, batch),
      );
      const upload = { fields: { batch_id }, fileName: `${batch_id}-return.txt`, bytes };
      const key = keyOf(desk, batch, index === 0 ? 'bank-return' : `bank-return-${index + 1}`);
      await bank.upload('/bank-returns', upload, { key });
      await untilDone(bank, batch_id);
    }
  });

/** The reissue is closed first: a batch with returned payments is finished only when they have arrived after all. */
export const reconcileAndClose = async (desk: Desk, year: number, rounds: readonly number[]): Promise<void> => {
  for (const round of rounds.toReversed())
    await forEachBatch(desk, { year, round }, async (batch) => {
      await desk.staff.checker.post(`/batches/${batch.batch_id}/reconcile`, {}, { key: keyOf(desk, batch, 'reconcile') });
      await desk.staff.maker.post(`/batches/${batch.batch_id}/close`, {}, { key: keyOf(desk, batch, 'close') });
    });
};
