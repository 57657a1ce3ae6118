import type { Position } from '@fenming/event-log';
import type { DefinitionError } from '@fenming/programmes';
import type { EnrolmentId, Refusal, RefusalCode } from '@fenming/subsidy';

/** Events were recorded now, or this very command was carried out before and nothing was left to do. */
export type Done = { readonly done: 'recorded' | 'already'; readonly position?: Position };
export type Outcome = Done | Refusal;

/** One outcome per person of a list command. */
export type PersonOutcome = {
  readonly enrolmentId: EnrolmentId;
  readonly outcome: 'done' | 'already' | 'refused';
  readonly code?: RefusalCode;
  readonly detail?: string;
};

/** Faults that a refusal names; more would only make its answer long. */
export const FAULTS_NAMED = 100;

/**
 * The command was refused by a rule; the door turns it into a problem with the code's status and sentence. `total`: how many faults there are, where
 * `faults` are only the first of them.
 */
export class Refused extends Error {
  constructor(
    readonly refusal: Refusal,
    readonly faults: readonly (FileFault | DefinitionError | ControlFault)[] = [],
    readonly total = faults.length,
  ) {
    super(refusal.refused);
    this.name = 'Refused';
  }
}

/** Nothing is wrong with what was asked, only with the moment. `seconds`: when to ask again (Retry-After, RFC 9110). */
export class Later extends Refused {
  constructor(
    refusal: Refusal,
    readonly seconds: number,
  ) {
    super(refusal);
  }
}

/** A fault of an uploaded file, where it stands and how to mend it. Values of personal columns are masked. */
export type FileFault = {
  readonly row: number;
  readonly column: string;
  readonly value: string;
  readonly code: string;
  readonly reason: string;
  readonly hint: string;
  readonly severity?: 'error' | 'warning';
};

/** A control formula that does not hold: its number, what it says, and the sentence that says where. */
export type ControlFault = { readonly formula: string; readonly title: string; readonly sentence: string };

/** The recorded result, or the refusal as a throw: for commands on one thing, where there is nothing else to report. */
export const orRefused = (outcome: Outcome): Done => {
  if ('refused' in outcome) throw new Refused(outcome);
  return outcome;
};

/** The same of a command on many things, all of which must hold. */
export const allOrRefused = (outcomes: readonly Outcome[]): void => {
  for (const outcome of outcomes) orRefused(outcome);
};

export const personOutcome = (enrolmentId: EnrolmentId, outcome: Outcome): PersonOutcome => {
  if ('refused' in outcome) {
    const { refused: code, detail } = outcome;
    return { enrolmentId, outcome: 'refused', code, ...(detail === undefined ? {} : { detail }) };
  }
  return { enrolmentId, outcome: outcome.done === 'already' ? 'already' : 'done' };
};

/** A list in slices of at most `size`. */
export function* slices<T>(all: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < all.length; start += size) yield all.slice(start, start + size);
}
