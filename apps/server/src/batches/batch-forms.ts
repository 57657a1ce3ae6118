import { bankMissing, type RunningCounty } from '@fenming/county';
import { Refused } from '@fenming/commands';
import { instant } from '@fenming/calendar';
import { fileNumber, planFiles } from '@fenming/bank-files';
import type { RecordedEvent } from '@fenming/event-log';
import type { ApprovalForm, CoverSheet, Origin, Signature } from '@fenming/forms';
import {
  batchDecider,
  FUNDING_LAYERS,
  parseFunding,
  readAs,
  streams,
  type BatchOpened,
  type Batch,
  filesOf,
  isReleased,
  rosterOf,
} from '@fenming/subsidy';
import { parseFenText } from '@fenming/money';
import type { BatchFile } from '@fenming/views';
import { LAYER_NAMES, ROLE_NAMES, STEP_NAMES } from '@fenming/words';

type Opened = { readonly state: Batch; readonly opened: BatchOpened['data']; readonly stream: string };

const load = async (county: RunningCounty, batch: string): Promise<Opened> => {
  const stream = streams.payoutBatch(batch);
  const { state } = await county.executor.load(batchDecider, stream);
  if (state.stage === 'none') throw new Refused({ refused: 'batch_not_found', detail: batch });
  await county.caughtUp();
  return { state, opened: state.opened, stream };
};

/** The county whose batch it is: where none was opened there is no batch either. */
const countyOf = (county: RunningCounty, batch: string) => {
  const { opened } = county.state();
  if (opened === undefined) throw new Refused({ refused: 'batch_not_found', detail: batch });
  return opened;
};

const originOf = async (county: RunningCounty, batch: string, shown: RecordedEvent | undefined): Promise<Origin> => {
  const [first] = await county.log.readAll('start', 1);
  if (first === undefined || shown === undefined) throw new Refused({ refused: 'batch_not_found', detail: batch });
  const { demo } = countyOf(county, batch);
  return { batch, position: shown.position, logId: first.id, at: instant(shown.meta.at), demo };
};

const namesOf = (county: RunningCounty, { batch, programme, year }: BatchOpened['data']) => ({
  county: countyOf(county, batch).name,
  programme: county.rules.programme(programme, year)?.name ?? programme,
  year,
});

const SIGNED = { submit: 'submitted', check: 'checked', approve: 'approved', release: 'released' } as const;
const OFFICES = { submit: 'finance-maker', check: 'finance-checker', approve: 'finance-approver', release: 'finance-releaser' };

/** Who has signed the roster that is locked now; what was signed before it was sent back does not count. */
const signatureOf = (county: RunningCounty, { steps }: BatchFile, step: keyof typeof SIGNED): Signature => {
  const since = steps.findLastIndex((one) => one.step === 'locked');
  const signed = steps.slice(since).find((one) => one.step === SIGNED[step]);
  const role = ROLE_NAMES[OFFICES[step]] ?? OFFICES[step];
  if (signed === undefined) return { role };
  const account = county.views.actors().find(({ id }) => id === signed.actor);
  const name = account === undefined ? signed.actor : `${account.id} ${account.title}`;
  return { role, name, at: instant(signed.at) };
};

/** 发放审批表 as it stands at the last entry of the batch in the log: the same bytes until the next one. */
export const approvalFormOf = async (county: RunningCounty, batch: string): Promise<ApprovalForm> => {
  const { state, opened, stream } = await load(county, batch);
  const found = county.views.batch(batch);
  const roster = rosterOf(state);
  if (roster === undefined || found === undefined) throw new Refused({ refused: 'batch_state', detail: state.stage });
  const [last] = await county.log.readStream(stream, { from: state.length - 1, limit: 1 });
  const version = county.rules.inForce(opened.programme, opened.year);
  const { areas } = county.state();
  const funding = parseFunding(roster.funding);
  return {
    origin: await originOf(county, batch, last),
    ...namesOf(county, opened),
    round: opened.round,
    policyVersion: `${version.documentNo}，自 ${version.effectiveFrom} 起执行`,
    policyHash: version.contentHash,
    total: { count: roster.count, sumFen: parseFenText(roster.sumFen) },
    controlTotals: county.views.controlTotals(batch).map(({ step, count, sum_fen, difference_fen, hash }) => ({
      title: STEP_NAMES[step] ?? step,
      count,
      sumFen: sum_fen,
      differenceFen: difference_fen,
      ...(hash === null ? {} : { digest: hash }),
    })),
    funding: FUNDING_LAYERS.map((layer) => ({ name: LAYER_NAMES[layer], sumFen: funding[layer] })),
    townships: county.views
      .townshipSums(batch)
      .map(({ township, count, sum_fen }) => ({ name: areas[township] ?? township, count, sumFen: sum_fen })),
    signatures: {
      submit: signatureOf(county, found, 'submit'),
      check: signatureOf(county, found, 'check'),
      approve: signatureOf(county, found, 'approve'),
      release: signatureOf(county, found, 'release'),
    },
  };
};

const EVENTS_AT_ONCE = 100;

/** The entry that issued a file. It came after the release, and only small events did. */
const issuedIn = async (
  county: RunningCounty,
  { state, stream }: Opened,
  fileName: string,
): Promise<RecordedEvent | undefined> => {
  if (!isReleased(state)) return undefined;
  for (let from = state.releasedAt; from < state.length; from += EVENTS_AT_ONCE) {
    const events = await county.log.readStream(stream, { from, limit: EVENTS_AT_ONCE });
    const found = events.find((event) => readAs(event, 'BankFileIssued')?.fileName === fileName);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** 银行代发清单封面 of one bank file of a batch, the first where none is named. */
export const coverOf = async (county: RunningCounty, batch: string, fileName?: string): Promise<CoverSheet> => {
  const loaded = await load(county, batch);
  const { state } = loaded;
  const files = filesOf(state);
  const index = fileName === undefined ? 0 : files.findIndex((one) => one.fileName === fileName);
  const file = files[index];
  if (file === undefined && fileName !== undefined) throw new Refused({ refused: 'not_found', detail: fileName });
  if (file === undefined || !isReleased(state)) throw new Refused({ refused: 'batch_state', detail: state.stage });
  const profile = county.banks.byId.get(file.profile);
  if (profile === undefined) throw bankMissing(county.banks, file.profile);
  const part = { part: index + 1, parts: planFiles(profile, state.instructed.count).length };
  return {
    origin: await originOf(county, batch, await issuedIn(county, loaded, file.fileName)),
    ...namesOf(county, loaded.opened),
    bank: profile.name,
    fileName: file.fileName,
    fileNumber: fileNumber(profile, batch, part),
    ...part,
    count: file.count,
    sumFen: parseFenText(file.sumFen),
    sha256: file.sha256,
  };
};
