import type { County } from '@fenming/county';
import { plainDate } from '@fenming/calendar';
import type { AppendItem, JsonObject } from '@fenming/event-log';
import { fen } from '@fenming/money';
import {
  appropriationDecider,
  batchDecider,
  rosterOf,
  batchIdOf,
  derivedId,
  enrolmentDecider,
  parseFunding,
  streams,
  sumFunding,
  type Asked,
  type BatchCommand,
  type BatchOpened,
  type EnrolmentCommand,
  type EnrolmentEvent,
  type EnrolmentId,
  type PersonId,
  type RosterLine,
} from '@fenming/subsidy';
import { lineOf } from '../../libs/subsidy/src/payout/batch/batch.fixture';
import {
  accountRecorded,
  applied,
  determined,
  officialOf,
  renewed,
  through,
} from '../../libs/subsidy/src/eligibility/enrolment/enrolment.fixture';
import { COUNTY, official, VILLAGE } from '../../libs/subsidy/src/subsidy.fixture';

export const YEAR = 2023;
export const DUE = 96_000;

export type ReleasedBatch = {
  readonly id: string;
  readonly opened: BatchOpened['data'];
  readonly lines: readonly RosterLine[];
  readonly chunks: number;
};
export type Size = { readonly lines: number; readonly perChunk: number };

/** Somebody in office, without the time: the county's clock says when. */
const office = ({ by, role, area }: Asked): Omit<Asked, 'at'> => ({ by, role, area });
const OFFICE = Object.fromEntries(
  (['finance-maker', 'finance-checker', 'finance-approver', 'finance-releaser', 'bank'] as const).map((role) => [
    role,
    office(official(role, role, COUNTY)),
  ]),
) as Record<'finance-maker' | 'finance-checker' | 'finance-approver' | 'finance-releaser' | 'bank', Omit<Asked, 'at'>>;

let commands = 0;
const caller = (asked: Omit<Asked, 'at'>) => {
  const commandId = `runner-test-${(commands += 1)}`;
  return { asked, commandId, correlation: commandId, decidedBefore: true as const };
};

export const openCounty = (county: County): Promise<unknown> => {
  const opened = { code: COUNTY, name: '示例县', demo: false, regions: ['national'] };
  return append(county, [{ stream: streams.county, events: [{ type: 'CountyOpened', data: opened }] }]);
};

type Happened = { readonly stream: string; readonly events: readonly { readonly type: string; readonly data: object }[] };

/** Appends what has happened in some streams; answers the last revision of each. */
const append = async ({ log, clock }: County, all: readonly Happened[]): Promise<readonly number[]> => {
  const before = await log.lastRevisions(all.map(({ stream }) => stream));
  const meta = { at: clock.now(), actor: 'clerk', role: 'system', area: COUNTY, cause: 'seed', correlation: 'seed' };
  const items = all.map(({ stream, events }): AppendItem => {
    const last = before.get(stream);
    return {
      stream,
      expected: last ?? 'none',
      events: events.map(({ type, data }, i) => {
        return { id: derivedId(stream, (last ?? -1) + i), type, schemaVersion: 1, payload: data as JsonObject, meta };
      }),
    };
  });
  return (await log.appendMany(items)).map((outcome) => ('revision' in outcome ? outcome.revision : -1));
};

const nameOf = (programme: string, lineNo: number): EnrolmentId => `${programme}-${lineNo}` as EnrolmentId;
const accountOf = (programme: string, lineNo: number): string => `account-${nameOf(programme, lineNo)}`;
const caseOf = (programme: string, lineNo: number): string => `${programme}-${YEAR}-1-${String(lineNo).padStart(5, '0')}`;

/** What has happened to somebody who may be paid for a year: applied or renewed, confirmed and noticed at all levels, with an amount. */
const historyOf = (programme: string, lineNo: number, { year = YEAR, renewing = false }: Period): readonly EnrolmentEvent[] => {
  const enrolmentId = nameOf(programme, lineNo);
  const own = { enrolmentId, caseNumber: caseOf(programme, lineNo), programme, village: VILLAGE };
  const person = { personId: `person-of-${enrolmentId}` as PersonId, year };
  const beginning = renewing ? [renewed(year)] : [applied(), accountRecorded(accountOf(programme, lineNo))];
  return [...beginning, ...through('county', year), determined(year)].map(({ event }) => {
    const data = { ...event.data, ...own, ...(event.type === 'EnrolmentApplied' ? person : {}) };
    return { ...event, data } as EnrolmentEvent;
  });
};

/** `renewing`: for people who are enrolled already. */
type Period = { readonly year?: number; readonly renewing?: boolean };

/** Makes a line of the roster other than what it should be. */
export type Alter = (line: RosterLine) => RosterLine;

/** A programme's enrolments and a batch with its roster locked. Amounts of 960.00 each. */
export const prepareBatch = async (
  county: County,
  programme: string,
  { lines: count, perChunk, alter = (line) => line, ...period }: Size & Period & { readonly alter?: Alter },
): Promise<ReleasedBatch> => {
  const numbers = Array.from({ length: count }, (_, i) => i + 1);
  const histories = numbers.map((lineNo) => {
    return { stream: streams.enrolment(nameOf(programme, lineNo)), events: historyOf(programme, lineNo, period) };
  });
  const revisions = await append(county, histories);
  const { year = YEAR } = period;
  const lines = numbers.map((lineNo): RosterLine => {
    const [enrolmentId, caseNumber] = [nameOf(programme, lineNo), caseOf(programme, lineNo)];
    const own = { enrolmentId, caseNumber, accountVersion: accountOf(programme, lineNo) };
    const locked = { revision: revisions[lineNo - 1] ?? -1, entitlement: `${year}/regular/regular` };
    return alter({ ...lineOf(lineNo, DUE), ...own, ...locked });
  });
  const opened = { batch: batchIdOf(programme, year, COUNTY, 1), programme, year, area: COUNTY, round: 1 };
  const batch = { id: opened.batch, opened, lines, chunks: Math.ceil(count / perChunk) };
  const maker = 'finance-maker';
  await decide(county, batch, maker, { do: 'open', batch: opened });
  for (let chunk = 1; chunk <= batch.chunks; chunk += 1) {
    const some = lines.slice((chunk - 1) * perChunk, chunk * perChunk);
    await decide(county, batch, maker, { do: 'lock-chunk', lock: 1, chunk, lines: some });
  }
  await decide(county, batch, maker, { do: 'lock-roster', lock: 1 });
  return batch;
};

const SIGNERS = {
  submit: 'finance-maker',
  check: 'finance-checker',
  approve: 'finance-approver',
  release: 'finance-releaser',
} as const;

/** All signatures, with the money set aside. */
export const release = async (county: County, batch: ReleasedBatch): Promise<void> => {
  await receive(county, batch);
  const { state } = await county.executor.load(batchDecider, streams.payoutBatch(batch.id));
  for (const step of ['submit', 'check', 'approve', 'release'] as const)
    await decide(county, batch, SIGNERS[step], {
      do: step,
      hash: rosterOf(state)?.hash ?? '',
      isPayee: false,
      changed: 0,
      ...(step === 'approve' ? { totalFen: fen(DUE * batch.lines.length) } : {}),
    });
};

const receive = async ({ executor }: County, { opened, lines, id }: ReleasedBatch): Promise<void> => {
  const { programme, year, area } = opened;
  const purpose = { programme, year, area };
  const stream = streams.appropriation(programme, year, area);
  const funding = sumFunding(lines.map((line) => parseFunding(line.funding)));
  const said = { documentNo: '财社〔2023〕1号', arrivedOn: '2023-01-30' };
  for (const layer of ['central', 'province', 'county'] as const) {
    const command = { do: 'receive' as const, ...purpose, layer, amountFen: funding[layer], ...said };
    granted(await executor.one(appropriationDecider, stream, command, caller(OFFICE['finance-maker'])));
  }
  const reserve = { do: 'reserve' as const, ...purpose, batch: id, funding };
  granted(await executor.one(appropriationDecider, stream, reserve, caller(OFFICE['finance-releaser'])));
};

const granted = (outcome: object): void => {
  if ('refused' in outcome) throw new Error(`refused: ${JSON.stringify(outcome)}`);
};

/** One command on the batch, decided again where the engine was writing at the same moment. */
export const decide = async (
  { executor }: County,
  { id }: Pick<ReleasedBatch, 'id'>,
  role: keyof typeof OFFICE,
  command: BatchCommand,
): Promise<void> => {
  const task = { stream: streams.payoutBatch(id), command: () => command };
  for (const outcome of await executor.many(batchDecider, [task], caller(OFFICE[role]))) granted(outcome);
};

export const pause = (county: County, batch: ReleasedBatch): Promise<void> =>
  decide(county, batch, 'finance-releaser', { do: 'pause', reason: '核对' });
export const unpause = (county: County, batch: ReleasedBatch): Promise<void> =>
  decide(county, batch, 'finance-releaser', { do: 'resume' });

const tell = async (county: County, line: RosterLine, asked: Omit<Asked, 'at'>, command: EnrolmentCommand): Promise<void> =>
  granted(await county.executor.one(enrolmentDecider, streams.enrolment(line.enrolmentId), command, caller(asked)));

export const die = (county: County, line: RosterLine): Promise<void> =>
  tell(county, line, office(officialOf('county')), {
    do: 'exit-by-death',
    effectiveOn: plainDate('2023-06-11'),
    sealedDay: 'sealed',
    redetermined: [],
  });

export const object = (county: County, line: RosterLine): Promise<void> =>
  tell(county, line, office(officialOf('county')), {
    do: 'raise-objection',
    objectionId: `objection-${line.enrolmentId}`,
    year: YEAR,
    level: 'county',
    kind: 'should_not_receive',
    channel: 'phone',
  });

export const dismiss = (county: County, line: RosterLine): Promise<void> =>
  tell(county, line, office(officialOf('county', '2023-06-01', 'officer-other')), {
    do: 'resolve-objection',
    objectionId: `objection-${line.enrolmentId}`,
    outcome: 'dismissed',
    reason: '查无此事',
  });

export const changeAccount = (county: County, line: RosterLine): Promise<void> =>
  tell(county, line, office(officialOf('township')), {
    do: 'correct-account',
    version: `account-new-${line.enrolmentId}`,
    sealed: 'sealed-new',
    unchanged: false,
  });

/** One bank file for the whole batch. */
export const issueFile = (county: County, batch: ReleasedBatch): Promise<void> => {
  const totals = { count: batch.lines.length, sumFen: String(DUE * batch.lines.length) };
  const file = { fileName: `${batch.id}.txt`, profile: 'demo-bank', sha256: 'file', ...totals };
  return decide(county, batch, 'finance-releaser', { do: 'issue-file', file });
};

/** The bank's answer to every line: the first one failed, all others are paid. */
export const answer = async (county: County, batch: ReleasedBatch): Promise<void> => {
  const lines = batch.lines.map(({ lineNo, amountFen }) =>
    lineNo === 1
      ? { lineNo, outcome: 'failed' as const, reason: 'CLOSED', amountFen }
      : { lineNo, outcome: 'settled' as const, amountFen },
  );
  await decide(county, batch, 'bank', { do: 'record-result-chunk', sha256: 'answer', chunk: 1, lines });
  await decide(county, batch, 'bank', { do: 'record-result', sha256: 'answer', chunks: 1 });
};
