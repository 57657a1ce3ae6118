import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { PlainDate } from '@fenming/calendar';
import {
  failingExamples,
  parseProposal,
  type DefinitionError,
  type ProgrammeDefinition,
  type ProgrammeId,
} from '@fenming/programmes';
import {
  isRefusal,
  programmeDecider,
  refuse,
  streams,
  type Refusal,
  type WithdrawalSaid,
  type WithdrawalTerms,
} from '@fenming/subsidy';
import { DEFINITION_FILE, RunningCounty, hasConfirmer, shippedSources } from '@fenming/county';
import { orRefused, Refused, type Caller, type Outcome } from '@fenming/commands';

/** What is proposed: one text of one's own, one shipped programme, or every shipped programme that holds in this county. */
export type ProposedText = {
  readonly text?: string;
  readonly programme?: ProgrammeId;
  readonly documentNo: string;
  readonly documentDate: PlainDate;
  readonly effectiveFrom: PlainDate;
  readonly effectiveTo?: PlainDate;
};
export type Proposed = {
  readonly programme: ProgrammeId;
  readonly name: string;
  readonly contentHash: string;
  readonly outcome: 'proposed' | 'already';
};

const malformed = (errors: readonly DefinitionError[], total = errors.length): Refused => {
  const [first] = errors;
  return new Refused(refuse('definition_malformed', first === undefined ? '' : `${first.line}: ${first.reason}`), errors, total);
};

/** Throws Refused with file, line, pointer and reason for each fault of a malformed definition. */
const readDefinition = (text: string): ProgrammeDefinition => {
  const reading = parseProposal(text, DEFINITION_FILE, shippedSources());
  if (reading.ok) return reading.definition;
  throw malformed(reading.errors);
};

/** The same of a text that somebody sent: one of faults alone takes a reader so long that it is looked through elsewhere first. */
export const readSentDefinition = async ({ reading }: RunningCounty, text: string): Promise<ProgrammeDefinition> => {
  const { faults, total } = await reading.definitionFaults(text);
  if (total > 0) throw malformed(faults, total);
  return readDefinition(text);
};

/** A text whose own examples fail is neither proposed nor adopted, for nobody knows what its author meant. */
const refuseFailingExamples = (definition: ProgrammeDefinition): void => {
  const failing = failingExamples(definition);
  const [first] = failing;
  if (first !== undefined) throw new Refused(refuse('examples_failed', `${first.line}: ${first.reason}`), failing);
};

/**
 * A text that is refused because it was in force once, and that was withdrawn since, is refused as withdrawn: by which document, and with
 * what of the money, as it was recorded. No newer version has replaced it.
 */
const toldOf = async <O extends Outcome | undefined>(
  { executor }: RunningCounty,
  { id, contentHash }: Pick<ProgrammeDefinition, 'id' | 'contentHash'>,
  outcome: O,
): Promise<O | Refusal> => {
  if (outcome === undefined || !isRefusal(outcome)) return outcome;
  if (outcome.refused !== 'version_superseded' && outcome.refused !== 'version_withdrawn') return outcome;
  const { state } = await executor.load(programmeDecider, streams.programme(id));
  const withdrawn = state.adopted.find((version) => version.contentHash === contentHash)?.withdrawn;
  if (withdrawn === undefined) return outcome;
  const { documentNo, documentDate, paid } = withdrawn;
  return refuse('version_withdrawn', [documentNo, documentDate, paid].join('\n'));
};

export class ProposeProgrammes extends Command<readonly Proposed[]> {
  constructor(
    readonly proposal: ProposedText,
    readonly caller: Caller,
  ) {
    super();
  }
}

type Candidate = { readonly definition: ProgrammeDefinition; readonly text: string };

@CommandHandler(ProposeProgrammes)
export class ProposeProgrammesHandler implements ICommandHandler<ProposeProgrammes> {
  constructor(private readonly county: RunningCounty) {}

  async execute({ proposal, caller }: ProposeProgrammes): Promise<readonly Proposed[]> {
    const candidates = await this.candidates(proposal);
    for (const { definition } of candidates) {
      throwIf(this.county.rules.refusalOf(definition));
      refuseFailingExamples(definition);
    }
    const { text: _text, programme: _programme, ...said } = proposal;
    const tasks = candidates.map(({ definition: { id, contentHash }, text }) => ({
      stream: streams.programme(id),
      command: () => ({ do: 'propose' as const, version: { programme: id, contentHash, text, ...said } }),
    }));
    const outcomes = await this.county.executor.many(programmeDecider, tasks, caller);
    const told = await Promise.all(candidates.map(({ definition }, i) => toldOf(this.county, definition, outcomes[i])));
    for (const { definition } of candidates) await this.county.programmeChanged(definition.id);
    return candidates.map(({ definition: { id, name, contentHash } }, i) => {
      const outcome = told[i];
      const done = outcome === undefined ? 'already' : orRefused(outcome).done;
      return { programme: id, name, contentHash, outcome: done === 'already' ? 'already' : 'proposed' };
    });
  }

  private async candidates({ text, programme }: ProposedText): Promise<readonly Candidate[]> {
    if (text !== undefined) return [{ definition: await readSentDefinition(this.county, text), text }];
    const { shipped, rules } = this.county;
    if (programme === undefined) return shipped.filter(({ definition }) => rules.holdsHere(definition));
    const found = shipped.filter(({ definition }) => definition.id === programme);
    if (found.length === 0) throw new Refused(refuse('not_found', programme));
    return found;
  }
}

export class AdoptProgramme extends Command<void> {
  constructor(
    readonly programme: ProgrammeId,
    readonly contentHash: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** A proposal that was right when it was made may contradict what has been adopted since: it is looked at again. */
@CommandHandler(AdoptProgramme)
export class AdoptProgrammeHandler implements ICommandHandler<AdoptProgramme> {
  constructor(private readonly county: RunningCounty) {}

  async execute({ programme, contentHash, caller }: AdoptProgramme): Promise<void> {
    const stream = streams.programme(programme);
    const { state } = await this.county.executor.load(programmeDecider, stream);
    const proposal = state.proposed[contentHash];
    if (proposal !== undefined) this.lookAgain(readDefinition(proposal.text));
    if (!this.county.rules.moneyBegun() && !(await hasConfirmer(this.county)))
      throw new Refused({ refused: 'confirmer_missing' });
    const adopted = await this.county.executor.one(programmeDecider, stream, { do: 'adopt', contentHash }, caller);
    orRefused(await toldOf(this.county, { id: programme, contentHash }, adopted));
    await this.county.programmeChanged(programme);
  }

  private lookAgain(definition: ProgrammeDefinition): void {
    throwIf(this.county.rules.refusalOf(definition));
    refuseFailingExamples(definition);
  }
}

const throwIf = (refusal: Refusal | undefined): void => {
  if (refusal !== undefined) throw new Refused(refusal);
};

/** A text in force is taken out of it by a later document: said by one person, confirmed by another. */
export type WithdrawalStep =
  | { readonly do: 'propose-withdrawal'; readonly withdrawal: Omit<WithdrawalSaid, 'programme'> }
  | { readonly do: 'withdraw'; readonly terms: WithdrawalTerms };

export class WithdrawProgramme extends Command<void> {
  constructor(
    readonly programme: ProgrammeId,
    readonly step: WithdrawalStep,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(WithdrawProgramme)
export class WithdrawProgrammeHandler implements ICommandHandler<WithdrawProgramme> {
  constructor(private readonly county: RunningCounty) {}

  async execute({ programme, step, caller }: WithdrawProgramme): Promise<void> {
    const command = step.do === 'withdraw' ? step : { ...step, withdrawal: { ...step.withdrawal, programme } };
    const contentHash = step.do === 'withdraw' ? step.terms.contentHash : step.withdrawal.contentHash;
    const outcome = await this.county.executor.one(programmeDecider, streams.programme(programme), command, caller);
    orRefused(await toldOf(this.county, { id: programme, contentHash }, outcome));
    await this.county.programmeChanged(programme);
  }
}
