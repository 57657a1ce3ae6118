import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { PlainDate } from '@fenming/calendar';
import { areaLevel, type AreaCode } from '@fenming/citizen';
import { allOrRefused, Refused, type Caller } from '@fenming/commands';
import { RunningCounty, sealDay, unsealDay } from '@fenming/county';
import {
  enrolmentDecider,
  isGone,
  personDecider,
  refuse,
  streams,
  type Enrolment,
  type EnrolmentId,
  type ProposeTransfer,
} from '@fenming/subsidy';
import { refuseUnlessAllAgree } from './agreeing-cases';
import { caseInHand } from './case-in-hand';
import { basisOf, mustBeAsShown } from './effects';
import { birthOf, casesOfPerson } from './person-cases';

/** A person has moved to another village of the county: said by one person under a document, confirmed or dropped by another. */
export type TransferStep =
  | {
      readonly do: 'propose';
      readonly toVillage: AreaCode;
      readonly movedOn: PlainDate;
      readonly documentNo: string;
      readonly note: string;
    }
  | { readonly do: 'confirm'; readonly documentNo: string; readonly basis: string }
  | { readonly do: 'drop'; readonly note: string };

export class TakeTransferStep extends Command<void> {
  constructor(
    readonly enrolment: EnrolmentId,
    readonly step: TransferStep,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** A case that moves, and the first of its years that goes along. */
export type CaseMoving = { readonly case_number: string; readonly from_year: number };
/** What somebody has said of a move and nobody has confirmed. `basis`: names all of it, for whoever signs. */
export type TransferTold = {
  readonly from_village: AreaCode;
  readonly to_village: AreaCode;
  readonly moved_on: PlainDate;
  readonly document_no: string;
  readonly note: string;
  readonly proposed_by: string;
  readonly cases: readonly CaseMoving[];
  readonly basis: string;
};

/** What is said of a move of a case, and which cases of the person go along. Throws VaultError. */
export const transferTold = async (
  county: RunningCounty,
  id: EnrolmentId,
  sees: (key: Enrolment['key']) => boolean,
): Promise<TransferTold | undefined> => {
  const { state } = await county.executor.load(enrolmentDecider, streams.enrolment(id));
  if (state.key === undefined || state.transferProposal === undefined) return undefined;
  const { personId, transferProposal } = state;
  const { toVillage: to_village, sealedDay, documentNo: document_no, note, by: proposed_by } = transferProposal;
  const all = await casesMoving(county, state);
  return {
    from_village: state.key.village,
    to_village,
    moved_on: unsealDay(county.vault, personId, 'transfer', sealedDay),
    document_no,
    note,
    proposed_by,
    cases: all.flatMap(({ key, transferProposal: { year } }) =>
      sees(key) ? [{ case_number: key.caseNumber, from_year: year }] : [],
    ),
    basis: basisOfMove(all),
  };
};

type Moving = Enrolment & { readonly transferProposal: NonNullable<Enrolment['transferProposal']> };
/** The cases of the person of which the same is said; the case itself comes last, so that whoever is cut off says the same once more. */
const casesMoving = async (county: RunningCounty, state: Enrolment): Promise<readonly Moving[]> => {
  const others = [...(await casesOfPerson(county, state.personId)).values()].filter(
    ({ key }) => key.enrolmentId !== state.key.enrolmentId,
  );
  return [...others, state].filter((one): one is Moving => {
    const { transferProposal } = one;
    return transferProposal !== undefined && transferProposal.documentNo === state.transferProposal?.documentNo;
  });
};
/** A move changes no sum: it is named by what was said, of which cases. */
const basisOfMove = (cases: readonly Moving[]): string => {
  const said = cases.map(({ key, transferProposal: { toVillage, year, sealedDay, documentNo, by } }) =>
    [key.enrolmentId, toVillage, year, sealedDay, documentNo, by].join(' '),
  );
  return basisOf(said.toSorted(), []);
};

@CommandHandler(TakeTransferStep)
export class TakeTransferStepHandler implements ICommandHandler<TakeTransferStep> {
  constructor(private readonly county: RunningCounty) {}

  async execute({ enrolment, step, caller }: TakeTransferStep): Promise<void> {
    const { executor } = this.county;
    const state = await caseInHand(this.county, enrolment, ['township', 'health'], caller);
    const cases = await this.concerned(state, step);
    if (step.do === 'confirm') await this.mustBeAsShown(state, step, caller);
    const command = step.do === 'propose' ? await this.proposal(state, step) : commandOf(step);
    const tasks = cases.map((id) => ({ stream: streams.enrolment(id), command: () => command }));
    allOrRefused(await executor.many(enrolmentDecider, tasks, caller));
  }

  /** Whoever moves takes along every case that lay in the same village. */
  private async concerned(state: Enrolment, step: TransferStep): Promise<readonly EnrolmentId[]> {
    const own = state.key.enrolmentId;
    const waiting = await casesMoving(this.county, state);
    // Of what does not wait, the case itself says why not.
    if (step.do !== 'propose') return waiting.length === 0 ? [own] : waiting.map(({ key }) => key.enrolmentId);
    const others = [...(await casesOfPerson(this.county, state.personId))].filter(([id]) => id !== own);
    const goesAlong = (other: Enrolment): boolean =>
      other.key.village === state.key.village && other.transferProposal === undefined && !isGone(other);
    return [...others.flatMap(([id, other]) => (goesAlong(other) ? [id] : [])), own];
  }

  /** Whoever proposed it, or names another document, is told that first. */
  private async mustBeAsShown(state: Enrolment, step: TransferStep & { readonly do: 'confirm' }, caller: Caller): Promise<void> {
    const cases = await casesMoving(this.county, state);
    if (cases.length === 0) return;
    const waiting = new Map(cases.map((one) => [one.key.enrolmentId, one]));
    refuseUnlessAllAgree(this.county, waiting, () => commandOf(step), caller);
    mustBeAsShown(step.basis, basisOfMove(cases));
  }

  private async proposal(
    { personId }: Enrolment,
    { toVillage, movedOn, documentNo, note }: TransferStep & { readonly do: 'propose' },
  ): Promise<ProposeTransfer> {
    const { executor, vault } = this.county;
    const { areas } = this.county.state();
    if (areas[toVillage] === undefined || areaLevel(toVillage) !== 'village')
      throw new Refused(refuse('area_unknown', toVillage));
    const bornOn = birthOf(this.county, personId, (await executor.load(personDecider, streams.person(personId))).state);
    const sealedDay = sealDay(vault, personId, 'transfer', movedOn);
    const birth = bornOn === undefined ? {} : { bornOn };
    return { do: 'propose-transfer', toVillage, movedOn, sealedDay, documentNo, note, ...birth };
  }
}

const commandOf = (step: Exclude<TransferStep, { readonly do: 'propose' }>) =>
  step.do === 'confirm'
    ? { do: 'confirm-transfer' as const, documentNo: step.documentNo }
    : { do: 'drop-transfer' as const, note: step.note };
