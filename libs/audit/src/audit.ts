import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '@fenming/language';
import type { LoggedRow, RecordedEvent } from '@fenming/event-log';
import {
  compareBalances,
  titleOfEvent,
  unreadable,
  watchBalances,
  watchControls,
  type BalanceDifference,
  type ControlReport,
  type FormulaReport,
  type LogEvent,
  type LogFault,
  type RecomputedBalance,
  type Watch,
} from '@fenming/findings';
import { replay, type Difference, type LiveViewsFound, type PoisonEvent, type TableDigest } from '@fenming/views';
import { ROW_FAULTS, sentenceOfPoison, type Profile } from '@fenming/county';
import { openVault, type Vault } from '@fenming/vault';
import { OpenedFacts } from './opened-facts';
import { openAuditedLog, type AuditedLog, type Foreign } from './audited-log';

/** A figure of a balance that the rebuilt table has otherwise than the second computation. */
export type RecomputedDifference = Pick<Difference, 'table' | 'key' | 'column' | 'rebuilt'> & { readonly recomputed: string };

/** One finding of an audit: `code` of its formula, `position` of the event where there is one. */
export type AuditFinding = { readonly code: string; readonly sentence: string; readonly position?: string };

/**
 * What a rebuild answers: whether the tables that are shown are what the log says, and whether the log can be true. It does not answer
 * whether the log itself was altered: tables rebuilt from an altered log agree with it. `events`: those in the log; `applied`: those that
 * the rebuilt tables could take, which alone `digest` and `tables` are of. `recomputed`: the balances of the rebuilt tables against those
 * computed a second time from the log, without tables.
 */
export type AuditedReplay = {
  readonly digest: string;
  readonly events: number;
  readonly applied: number;
  readonly tables: readonly TableDigest[];
  readonly live: LiveViewsFound;
  readonly differences: readonly Difference[];
  readonly recomputed: { readonly balances: number; readonly differences: readonly RecomputedDifference[] };
  readonly findings: readonly AuditFinding[];
};

/** `foreign_events`: of other programs in the same store, passed over by every formula; no fault of the log. At most a hundred streams are named. */
export type AuditedControls = ControlReport & { readonly foreign_events: Foreign };

/** All control formulas over the log of a folder; `withFacts`: by the keys beside it. Throws NoVault, NoLog, LogDamaged, FolderUnsound, OtherProfile. */
export const auditControls = (dir: string, profile: Profile & { readonly withFacts?: boolean }): Promise<AuditedControls> =>
  withLog(openAuditedLog(dir, profile), (log) =>
    profile.withFacts === true ? withVault(dir, (vault) => controlsOver(log, vault)) : controlsOver(log),
  );

/** Rebuilds every view of a folder from its log, and checks the log. Throws NoLog, LogDamaged, FolderUnsound, OtherProfile. */
export const auditReplay = (dir: string, profile: Profile): Promise<AuditedReplay> =>
  withLog(openAuditedLog(dir, profile), (log) => replayOver(log, join(dir, 'views.sqlite')));

/** `vault`: of whoever may use the county's keys; without it, what is sealed is not opened, and the report says so. */
export const controlsOver = async (log: AuditedLog, vault?: Vault): Promise<AuditedControls> => {
  const faults: LogFault[] = [];
  const opened = vault === undefined ? undefined : new OpenedFacts(log, vault);
  const controls = watchControls({ faults, ...(opened === undefined ? {} : { facts: opened.facts, exitDay: opened.exitDay }) });
  for await (const rows of log.rows()) {
    await opened?.prepare(rows);
    for (const row of rows) controls.see(eventOf(row));
  }
  faults.push(...(await log.faults()));
  return { ...controls.answer(), foreign_events: await log.foreign() };
};

/** Views, balances and formulas in one pass: a log of millions of events is read once. */
export const replayOver = async (log: AuditedLog, liveFile: string): Promise<AuditedReplay> => {
  const faults: LogFault[] = [];
  const watching = { controls: watchControls({ faults }), balances: watchBalances() };
  const { answer: balances, poison, events: applied, ...rebuilt } = await replay(watched(log, watching), liveFile);
  faults.push(...(await log.faults()));
  const recomputed = watching.balances.answer();
  const { events, formulas } = watching.controls.answer();
  return {
    ...rebuilt,
    events,
    applied,
    recomputed: { balances: recomputed.length, differences: compareBalances(recomputed, balances).map(inTermsOfTables) },
    findings: [...poison.map(findingOf), ...formulas.flatMap(({ findings }: FormulaReport) => findings)],
  };
};

export const withLog = async <Answer>(
  opening: Promise<AuditedLog>,
  use: (log: AuditedLog) => Promise<Answer>,
): Promise<Answer> => {
  const log = await opening;
  try {
    return await use(log);
  } finally {
    await log.close();
  }
};

/** There are no keys in the folder. */
export class NoVault extends Error {
  constructor(folder: string) {
    super(
      say(
        `目录 ${folder} 里没有保管库（vault.sqlite），打不开密封的事实。`,
        `There is no vault (vault.sqlite) in the folder ${folder}: the sealed facts cannot be opened.`,
      ),
    );
    this.name = 'NoVault';
  }
}

export const withVault = async <Answer>(dir: string, use: (vault: Vault) => Promise<Answer>): Promise<Answer> => {
  if (!existsSync(join(dir, 'vault.sqlite'))) throw new NoVault(dir);
  const vault = openVault(dir);
  try {
    return await use(vault);
  } finally {
    vault.close();
  }
};

type Watching = { readonly controls: Watch<ControlReport>; readonly balances: Watch<readonly RecomputedBalance[]> };

/** Passes on to the views what can be read at all, after the formulas and the second computation have seen it. */
async function* watched(log: AuditedLog, { controls, balances }: Watching): AsyncGenerator<readonly RecordedEvent[]> {
  for await (const rows of log.rows()) {
    const readable: RecordedEvent[] = [];
    for (const row of rows) {
      controls.see(eventOf(row));
      if (row.event === undefined || isMalformed(row.event)) continue;
      balances.see(row.event);
      readable.push(row.event);
    }
    yield readable;
  }
}

/** An event whose kind or version nobody knows is the views' to refuse; one whose content is not whole was found already. */
const isMalformed = (event: RecordedEvent): boolean => unreadable(event) !== undefined;

const eventOf = ({ position, type, event, fault }: LoggedRow): LogEvent => {
  const said = fault === undefined ? undefined : ROW_FAULTS[fault];
  if (event === undefined) return { type, position, payload: {}, meta: { actor: '' }, wrong: said ?? ROW_FAULTS.payload };
  return said === undefined ? event : { ...event, doubt: said };
};

/** I-43 of the control formulas: the tables rebuilt from the log are those that are shown. */
const findingOf = (poison: PoisonEvent): AuditFinding => ({
  code: 'I-43',
  position: poison.position,
  sentence: `“${titleOfEvent(poison.type)}”${sentenceOfPoison(poison)}。`,
});

const inTermsOfTables = ({ programme, year, area, figure, shown, recomputed }: BalanceDifference): RecomputedDifference => ({
  table: 'balance',
  key: `${programme} / ${year} / ${area}`,
  column: figure,
  rebuilt: shown,
  recomputed,
});
