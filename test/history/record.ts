import type { Expected, Position } from '@fenming/event-log';

/** An event as far as a history needs it. */
export type Seen = { readonly id: string; readonly stream: string; readonly revision: number; readonly position: Position };

export type Asked =
  | { readonly append: string; readonly expected: Expected; readonly ids: readonly string[] }
  | { readonly stream: string }
  | { readonly after: Position | 'start'; readonly limit: number };

export type Answer =
  | { readonly revision: number; readonly position: Position }
  | { readonly conflict: number | 'none' }
  | { readonly events: readonly Seen[] }
  /** An append that was refused for good: nothing was recorded. */
  | { readonly refused: string }
  | { readonly unknown: string };

/** One line of a client's file: a question when it is asked, an answer when it has come. `at`: microseconds of the machine's monotonic clock. */
export type Line = { readonly call: number; readonly at: number } & ({ readonly asked: Asked } | { readonly answer: Answer });

/** A question and what came of it; `to` is Infinity where its client died first. */
export type Operation = { readonly asked: Asked; readonly from: number; readonly to: number; readonly answer: Answer };

export function operationsOf(lines: readonly Line[]): readonly Operation[] {
  const answers = new Map(lines.flatMap((line) => ('answer' in line ? [[line.call, line] as const] : [])));
  return lines.flatMap((line) => {
    if (!('asked' in line)) return [];
    const answered = answers.get(line.call);
    const answer = answered?.answer ?? { unknown: 'its client died' };
    return [{ asked: line.asked, from: line.at, to: answered?.at ?? Number.POSITIVE_INFINITY, answer }];
  });
}
