import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Caller } from '@fenming/commands';
import { excessOf, proposedFor, RunningCounty } from '@fenming/county';
import { takeOffLists } from '@fenming/payout';
import { latestOf } from '@fenming/programmes';
import {
  derivedId,
  determinationOf,
  enrolmentDecider,
  streams,
  withCertified,
  type ElsewhereProposal,
  type Enrolment,
  type EnrolmentCommand,
  type EnrolmentId,
  type EnrolmentKey,
  type EnrolmentState,
  type Redetermination,
} from '@fenming/subsidy';
import { inEvery, refuseUnlessAllAgree } from './agreeing-cases';
import { caseInHand } from './case-in-hand';
import { basisOf, comesTo, effectsOf, mustBeAsShown, shownTo, type CaseEffects, type Shown } from './effects';
import { settleExclusions } from './exclusions';

/** Months (1 to 12) of a year that another county certifies as paid, none where it has paid nothing after all: by one person, confirmed or dropped by another. */
export type PaidElsewhereStep =
  | {
      readonly do: 'propose';
      readonly year: number;
      readonly months: readonly number[];
      readonly paidBy: string;
      readonly documentNo: string;
      readonly note: string;
    }
  | { readonly do: 'confirm'; readonly documentNo: string; readonly basis: string }
  | { readonly do: 'drop'; readonly note: string };

export class TakePaidElsewhereStep extends Command<void> {
  constructor(
    readonly enrolment: EnrolmentId,
    readonly step: PaidElsewhereStep,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** What waits for a second signature, and what it would make of the year. */
export type PaidElsewhereTold = {
  readonly year: number;
  readonly months: readonly number[];
  readonly paid_by: string;
  readonly document_no: string;
  readonly note: string;
  readonly proposed_by: string;
} & Shown;

/** The year by the texts in force and with those months paid elsewhere. */
const proposedWith = (county: RunningCounty, state: Enrolment, said: ElsewhereProposal) => {
  const { year } = said;
  const applied = state.years[year];
  const years = applied === undefined ? state.years : { ...state.years, [year]: withCertified(applied, said) };
  return proposedFor(county, { ...state, years }, { year });
};

/** The year as it is determined once the certificate counts; nothing where it has not been determined, or the facts do not say it. */
const redeterminedBy = (county: RunningCounty, state: Enrolment, said: ElsewhereProposal): readonly Redetermination[] => {
  const answer = proposedWith(county, state, said);
  if (answer === undefined || answer.proposal.verdict === 'unknown') return [];
  if (determinationOf(state, said.year) === undefined) return [];
  const { texts, proposal } = answer;
  return [{ year: said.year, cause: 'paid_elsewhere', proposal, excess: excessOf(latestOf(texts), 'other') }];
};

const saidIn = ({ year, months, paidBy, documentNo, by }: ElsewhereProposal): readonly string[] => [
  String(year),
  months.join(),
  paidBy,
  documentNo,
  by,
];
const effectsIn = (county: RunningCounty, state: Enrolment, said: ElsewhereProposal): CaseEffects => {
  const becoming = [{ year: said.year, becomes_fen: comesTo(proposedWith(county, state, said)) }];
  return effectsOf(county, state, becoming, redeterminedBy(county, state, said));
};

/** What is said of months that another county has paid for; undefined where nothing waits. Throws VaultError. */
export const paidElsewhereTold = async (
  county: RunningCounty,
  id: EnrolmentId,
  sees: (key: EnrolmentKey) => boolean,
): Promise<PaidElsewhereTold | undefined> => {
  const { state } = await county.executor.load(enrolmentDecider, streams.enrolment(id));
  if (state.key === undefined || state.elsewhereProposal === undefined) return undefined;
  const { elsewhereProposal: said } = state;
  const { year, months, paidBy: paid_by, documentNo: document_no, note, by: proposed_by } = said;
  const shown = shownTo(sees, saidIn(said), [effectsIn(county, state, said)]);
  return { year, months, paid_by, document_no, note, proposed_by, ...shown };
};

@CommandHandler(TakePaidElsewhereStep)
export class TakePaidElsewhereStepHandler implements ICommandHandler<TakePaidElsewhereStep> {
  constructor(private readonly county: RunningCounty) {}

  async execute({ enrolment, step, caller }: TakePaidElsewhereStep): Promise<void> {
    const state = await caseInHand(this.county, enrolment, ['township', 'health'], caller);
    const deciding = (now: EnrolmentState): EnrolmentCommand => this.command(now, step, caller);
    if (step.do === 'confirm') this.mustBeAsShown(state, step, caller);
    await inEvery(this.county, [enrolment], deciding, caller);
    if (step.do === 'confirm') await settleExclusions(this.county, [enrolment], caller);
    await takeOffLists(this.county, [enrolment], caller);
  }

  /** Whoever proposed it, or names another document, is told that first. */
  private mustBeAsShown(state: Enrolment, step: PaidElsewhereStep & { readonly do: 'confirm' }, caller: Caller): void {
    const { elsewhereProposal: said } = state;
    const deciding = (now: EnrolmentState): EnrolmentCommand => this.command(now, step, caller);
    refuseUnlessAllAgree(this.county, new Map([[state.key.enrolmentId, state]]), deciding, caller);
    if (said !== undefined) mustBeAsShown(step.basis, basisOf(saidIn(said), [effectsIn(this.county, state, said)]));
  }

  private command(state: EnrolmentState, step: PaidElsewhereStep, { commandId }: Caller): EnrolmentCommand {
    if (step.do === 'drop') return { do: 'drop-paid-elsewhere', note: step.note };
    if (step.do === 'propose') {
      const { do: _step, ...said } = step;
      return { do: 'propose-paid-elsewhere', hold: derivedId(commandId, 'paid-elsewhere'), ...said };
    }
    const said = state.key === undefined ? undefined : state.elsewhereProposal;
    const redetermined = said === undefined || state.key === undefined ? [] : redeterminedBy(this.county, state, said);
    return { do: 'confirm-paid-elsewhere', documentNo: step.documentNo, redetermined };
  }
}
