import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { speakIn } from '@fenming/language';
import { plainDate } from '@fenming/calendar';
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
import { RecordDeath, RecordDeathHandler } from './cases';
import { idsOfLeadsSaying } from './leads';
import { MakeStatement, MakeStatementHandler } from './statements';

/** A lead, and the case that it is about. */
export type LeadOfCase = { readonly enrolment: EnrolmentId; readonly lead: string };

/**
 * States, under a document, what a lead says: a fact by a statement, which waits for its second signature and is answered by its id; a death
 * by recording it.
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
  private readonly deaths: RecordDeathHandler;

  constructor(private readonly county: RunningCounty) {
    this.statements = new MakeStatementHandler(county);
    this.deaths = new RecordDeathHandler(county);
  }

  async execute({ of, said, caller }: StateLead): Promise<string | undefined> {
    const { executor, vault, sources } = this.county;
    const { found, person, causes } = await leadOf(this.county, of, caller);
    const { personId, about, fact } = found;
    // The same request once more: what was made of it stands.
    if (causes.includes((about === 'death' ? caller : linking(caller)).commandId))
      return found.state === 'stated' ? found.statement : undefined;
    if (found.state !== 'open') throw new Refused(refuse('lead_ended', found.state));
    if (about === 'paid') throw new Refused(refuse('lead_not_stated'));
    const { written, since } = unsealLead(vault, personId, found.sealedLead);
    const { enrolment } = of;
    if (about === 'death') {
      // What is recorded has no language.
      const source = `${speakIn('zh', () => sources.titleOf(found.source))} ${said.documentNo}`;
      await this.deaths.execute(new RecordDeath({ enrolment, diedOn: plainDate(written), source }, caller));
      return undefined;
    }
    const making = { enrolment, fact, written, ...said, ...(since === undefined ? {} : { since }) };
    const statement = await this.statements.execute(new MakeStatement(making, caller));
    const leads = idsOfLeadsSaying(this.county, person, { ...found, written }, ['open']);
    const command = { do: 'state-leads' as const, leads, statement };
    orRefused(await executor.one(personDecider, streams.person(personId), command, linking(caller)));
    return statement;
  }
}

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
