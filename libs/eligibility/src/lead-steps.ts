import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { speakIn } from '@fenming/language';
import { plainDate, type PlainDate } from '@fenming/calendar';
import { orRefused, Refused, type Caller } from '@fenming/commands';
import { RunningCounty, unsealLead } from '@fenming/county';
import {
  derivedId,
  personDecider,
  refuse,
  streams,
  type EnrolmentId,
  type Lead,
  type PersonState,
  type Role,
} from '@fenming/subsidy';
import { caseInHand } from './case-in-hand';
import { heldForDeath, TakeDeathStep, TakeDeathStepHandler } from './deaths';
import { idsOfLeadsSaying } from './leads';
import { MakeStatement, MakeStatementHandler } from './statements';

/** A lead, and the case that it is about. */
export type LeadOfCase = { readonly enrolment: EnrolmentId; readonly lead: string };

/**
 * States, under a document, what a lead says: a fact by a statement, which is answered by its id, a death by proposing it. Either waits for its
 * second signature.
 */
export class StateLead extends Command<string | undefined> {
  constructor(
    readonly of: LeadOfCase,
    readonly said: { readonly documentNo: string; readonly reason: string },
    readonly caller: Caller,
  ) {
    super();
  }
}
/** Ends a lead that changes nothing, with the reason. */
export class CloseLead extends Command<void> {
  constructor(
    readonly of: LeadOfCase,
    readonly reason: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

const ENDERS: readonly Role[] = ['township', 'health'];

/** A lead of a case that the caller may take steps with. @throws Refused */
const leadOf = async (
  county: RunningCounty,
  { enrolment, lead }: LeadOfCase,
  caller: Caller,
): Promise<{ readonly found: Lead; readonly person: PersonState; readonly causes: readonly string[] }> => {
  const { personId } = await caseInHand(county, enrolment, ENDERS, caller);
  const { state: person, causes } = await county.executor.load(personDecider, streams.person(personId));
  const found = person.leads[lead];
  if (found?.enrolmentId !== enrolment) throw new Refused(refuse('lead_unknown'));
  return { found, person, causes };
};

@CommandHandler(StateLead)
export class StateLeadHandler implements ICommandHandler<StateLead> {
  private readonly statements: MakeStatementHandler;
  private readonly deaths: TakeDeathStepHandler;

  constructor(private readonly county: RunningCounty) {
    this.statements = new MakeStatementHandler(county);
    this.deaths = new TakeDeathStepHandler(county);
  }

  async execute({ of, said, caller }: StateLead): Promise<string | undefined> {
    const { executor, vault } = this.county;
    const { found, person, causes } = await leadOf(this.county, of, caller);
    const { personId, about, fact } = found;
    // The same request once more: what was made of it stands.
    const isDeath = about === 'death';
    if (causes.includes(linking(caller).commandId)) return isDeath || found.state !== 'stated' ? undefined : found.statement;
    if (found.state !== 'open') throw new Refused(refuse('lead_ended', found.state));
    if (about === 'paid') throw new Refused(refuse('lead_not_stated'));
    const { written, since } = unsealLead(vault, personId, found.sealedLead);
    const { enrolment } = of;
    const statement = isDeath
      ? await this.death(enrolment, { diedOn: plainDate(written), source: this.titleOf(found), ...said }, caller)
      : await this.statements.execute(
          new MakeStatement({ enrolment, fact, written, ...said, ...(since === undefined ? {} : { since }) }, caller),
        );
    const leads = idsOfLeadsSaying(this.county, person, { ...found, written }, ['open']);
    const command = { do: 'state-leads' as const, leads, statement };
    orRefused(await executor.one(personDecider, streams.person(personId), command, linking(caller)));
    return isDeath ? undefined : statement;
  }

  /** Under which the cases are held for it. */
  private async death(enrolment: EnrolmentId, { diedOn, documentNo, source, reason }: Dying, caller: Caller): Promise<string> {
    const step = { do: 'propose' as const, diedOn, documentNo, source: `${source}：${reason}` };
    await this.deaths.execute(new TakeDeathStep(enrolment, step, caller));
    return heldForDeath(caller);
  }

  /** What is recorded has no language. */
  private titleOf({ source }: Lead): string {
    return speakIn('zh', () => this.county.sources.titleOf(source));
  }
}

type Dying = { readonly diedOn: PlainDate; readonly documentNo: string; readonly source: string; readonly reason: string };

/** The statement stands in the same stream under the caller's own command. */
const linking = (caller: Caller): Caller => ({ ...caller, commandId: derivedId(caller.commandId, 'leads') });

@CommandHandler(CloseLead)
export class CloseLeadHandler implements ICommandHandler<CloseLead> {
  constructor(private readonly county: RunningCounty) {}

  async execute({ of, reason, caller }: CloseLead): Promise<void> {
    const { found } = await leadOf(this.county, of, caller);
    const command = { do: 'close-lead' as const, lead: of.lead, reason };
    orRefused(await this.county.executor.one(personDecider, streams.person(found.personId), command, caller));
  }
}
