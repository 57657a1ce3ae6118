import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { PlainDate } from '@fenming/calendar';
import { areaLevel, type AreaCode } from '@fenming/citizen';
import { allOrRefused, Refused, type Caller } from '@fenming/commands';
import { RunningCounty, sealDay, unsealDay } from '@fenming/county';
import {
  enrolmentDecider,
  isDead,
  personDecider,
  refuse,
  streams,
  type Enrolment,
  type EnrolmentId,
  type EnrolmentState,
  type ProposeTransfer,
} from '@fenming/subsidy';
import { caseInHand } from './case-in-hand';
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
  | { readonly do: 'confirm'; readonly documentNo: string }
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
/** What somebody has said of a move and nobody has confirmed. */
export type TransferTold = {
  readonly from_village: AreaCode;
  readonly to_village: AreaCode;
  readonly moved_on: PlainDate;
  readonly document_no: string;
  readonly note: string;
  readonly proposed_by: string;
  readonly cases: readonly CaseMoving[];
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
  const all = await casesOfPerson(county, personId);
  return {
    from_village: state.key.village,
    to_village,
    moved_on: unsealDay(county.vault, personId, 'transfer', sealedDay),
    document_no,
    note,
    proposed_by,
    cases: [...all.values()].flatMap((one) =>
      one.key !== undefined && sees(one.key) && waitsAlong(one, state)
        ? [{ case_number: one.key.caseNumber, from_year: one.transferProposal.year }]
        : [],
    ),
  };
};

type Waiting = EnrolmentState & { readonly transferProposal: NonNullable<Enrolment['transferProposal']> };
/** Whether the same is said of another case. */
const waitsAlong = (other: EnrolmentState, { transferProposal }: Enrolment): other is Waiting =>
  other.transferProposal !== undefined && other.transferProposal.documentNo === transferProposal?.documentNo;

@CommandHandler(TakeTransferStep)
export class TakeTransferStepHandler implements ICommandHandler<TakeTransferStep> {
  constructor(private readonly county: RunningCounty) {}

  async execute({ enrolment, step, caller }: TakeTransferStep): Promise<void> {
    const { executor } = this.county;
    const state = await caseInHand(this.county, enrolment, ['township', 'health'], caller);
    const cases = await this.concerned(state, step);
    const command = step.do === 'propose' ? await this.proposal(state, step) : commandOf(step);
    const tasks = cases.map((id) => ({ stream: streams.enrolment(id), command: () => command }));
    allOrRefused(await executor.many(enrolmentDecider, tasks, caller));
  }

  /**
   * Whoever moves takes along every case that lay in the same village; the case itself comes last, so that whoever is cut off says the same
   * once more.
   */
  private async concerned(state: Enrolment, step: TransferStep): Promise<readonly EnrolmentId[]> {
    const own = state.key.enrolmentId;
    const others = [...(await casesOfPerson(this.county, state.personId))].filter(([id]) => id !== own);
    const goesAlong = (other: EnrolmentState): boolean =>
      step.do === 'propose'
        ? other.key?.village === state.key.village && other.transferProposal === undefined && !isDead(other)
        : waitsAlong(other, state);
    return [...others.flatMap(([id, other]) => (goesAlong(other) ? [id] : [])), own];
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
