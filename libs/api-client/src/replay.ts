import type { Api } from './api';

/** A cell of the tables shown that is not what the log says. */
export type Difference = {
  readonly table: string;
  readonly key: string;
  readonly column: string;
  readonly live: unknown;
  readonly rebuilt: unknown;
};
/** A figure of the rebuilt tables that differs from the one computed a second time, from the log alone. */
export type RecomputedDifference = Pick<Difference, 'table' | 'key' | 'column' | 'rebuilt'> & { readonly recomputed: unknown };
/** One finding of an audit, with the number of its event where there is one. */
export type AuditFinding = { readonly code: string; readonly sentence: string; readonly position?: string };
/** What was rebuilt from the log. `events`: those in it; `applied`: those that the rebuilt tables could take, which `digest` is of. */
export type Replay = {
  readonly digest: string;
  readonly events: number;
  readonly applied: number;
  /** Whether there were live views to be compared. */
  readonly live: 'compared' | 'missing' | 'older' | 'unreadable';
  readonly differences: readonly Difference[];
  readonly recomputed: { readonly differences: readonly RecomputedDifference[] };
  /** Control formulas that do not hold over the log, and events that no table can take. */
  readonly findings: readonly AuditFinding[];
};

/** Whether the tables shown were compared, and are what a log without a doubt says: a rebuild that met none has proved nothing of them. */
export const isProved = ({ live, differences, recomputed, findings }: Replay): boolean =>
  live === 'compared' && differences.length + recomputed.differences.length + findings.length === 0;

/** Has the engine rebuild everything from its log and compare. */
export const replayAll = (operator: Api): Promise<Replay> => operator.post<Replay>('/audit/replays', {});
