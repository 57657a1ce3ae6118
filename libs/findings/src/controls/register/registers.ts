import type { Question } from '@fenming/programmes';
import type { EnrolmentExited, EntitlementDetermined } from '@fenming/subsidy';
import { Actors } from './actors';
import { Cases } from './cases';
import { Owed } from './owed';
import { Rosters } from './rosters';
import { AdoptedTexts } from './adopted-texts';

/** `log`: every event. `batch`: only the streams of one batch, its appropriation, the actors and the county. */
export type Scope = 'log' | 'batch';

/** Opens the facts that a determination was made from, for a caller that has the keys; undefined where they were shredded. */
export type FactsOf = (determined: EntitlementDetermined['data']) => Pick<Question, 'facts' | 'earlier'> | undefined;

/** Opens the sealed day of an exit (PlainDate), like `FactsOf`: a case may be left more than once. */
export type ExitDayOf = (exited: EnrolmentExited['data'] & { readonly sealedDay: string }) => string | undefined;

/** What all formulas of one run look things up in. */
export class Registers {
  readonly cases = new Cases();
  readonly owed = new Owed(this.cases);
  readonly rosters = new Rosters(this.cases);
  readonly rules = new AdoptedTexts();
  readonly actors = new Actors();

  readonly facts: FactsOf | undefined;
  readonly exitDay: ExitDayOf | undefined;

  constructor(
    readonly scope: Scope,
    opened: { readonly facts?: FactsOf | undefined; readonly exitDay?: ExitDayOf | undefined },
  ) {
    this.facts = opened.facts;
    this.exitDay = opened.exitDay;
  }
}
