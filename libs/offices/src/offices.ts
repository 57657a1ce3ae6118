import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { areaContains, type AreaCode } from '@fenming/citizen';
import { actorDecider, derivedId, streams, type ActorId, type BatchStage, type Role } from '@fenming/subsidy';
import type { Actor } from '@fenming/views';
import { orRefused, type Caller } from '@fenming/commands';
import { Folder, keepingConfirmers } from '@fenming/county';
import { accountNow, type AccountNow } from './credentials';

/** The account has another office or area from now on. Its sessions end; whoever comes in anew stands there. */
export class ReassignActor extends Command<AccountNow> {
  constructor(
    readonly id: ActorId,
    readonly office: { readonly title: string; readonly role: Role; readonly area: AreaCode },
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(ReassignActor)
export class ReassignActorHandler implements ICommandHandler<ReassignActor> {
  constructor(private readonly folder: Folder) {}

  async execute({ id, office, caller }: ReassignActor): Promise<AccountNow> {
    const { folder } = this;
    const change = derivedId(caller.commandId, 'office', id);
    const known = folder.knownAreas();
    const moneyBegun = folder.moneyBegun();
    const command = { do: 'reassign' as const, office, known, change, moneyBegun, ...(await vacated(folder, id)) };
    const moved = await keepingConfirmers(folder, id, (left) =>
      folder.executor.one(actorDecider, streams.actor(id), { ...command, ...left }, caller),
    );
    const { done } = orRefused(moved);
    const now = await accountNow(folder, id);
    const { appointment } = await folder.actor(id);
    // A machine goes on with its token; a person who works at this moment has to see where the account stands now.
    if (done === 'recorded' && appointment?.kind === 'person') folder.access.endAll(id);
    return now;
  }
}

/** The account ends at once and for good, with its sessions and tokens. */
export class DismissActor extends Command<AccountNow> {
  constructor(
    readonly id: ActorId,
    readonly reason: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(DismissActor)
export class DismissActorHandler implements ICommandHandler<DismissActor> {
  constructor(private readonly folder: Folder) {}

  async execute({ id, reason, caller }: DismissActor): Promise<AccountNow> {
    const { folder } = this;
    const command = { do: 'dismiss' as const, reason, ...(await vacated(folder, id)) };
    const dismissed = await keepingConfirmers(folder, id, (left) =>
      folder.executor.one(actorDecider, streams.actor(id), { ...command, ...left }, caller),
    );
    orRefused(dismissed);
    folder.actorChanged(id);
    folder.access.endCredential(id);
    return { id };
  }
}

/** Which offices a batch still needs, by the stage that it has reached; one that is not locked, or is closed, waits for nobody. */
const NEEDED: Partial<Record<BatchStage, readonly Role[]>> = {
  locked: ['finance-maker', 'finance-checker', 'finance-approver', 'finance-releaser', 'bank'],
  submitted: ['finance-checker', 'finance-approver', 'finance-releaser', 'bank', 'finance-maker'],
  checked: ['finance-approver', 'finance-releaser', 'bank', 'finance-checker', 'finance-maker'],
  approved: ['finance-releaser', 'bank', 'finance-checker', 'finance-maker'],
  released: ['finance-releaser', 'bank', 'finance-checker', 'finance-maker'],
  instructed: ['finance-releaser', 'bank', 'finance-checker', 'finance-maker'],
  file_issued: ['bank', 'finance-checker', 'finance-maker'],
  result_recorded: ['bank', 'finance-checker', 'finance-maker'],
  result_applied: ['bank', 'finance-checker', 'finance-maker'],
  reconciled: ['finance-maker'],
};

/** The batch that nobody could carry on without this account; nothing where there is none. */
const vacated = async (folder: Folder, id: ActorId): Promise<{ readonly vacates?: string }> => {
  await folder.caughtUp();
  const all = folder.views.actors();
  const leaving = all.find((actor) => actor.id === id);
  const waiting =
    leaving === undefined
      ? undefined
      : folder.views
          .batches()
          .find(({ state, area }) => (NEEDED[state] ?? []).includes(leaving.role) && isLast(all, leaving, area));
  return waiting === undefined ? {} : { vacates: waiting.batch_id };
};

const isLast = (all: readonly Actor[], { id, role }: Actor, area: AreaCode): boolean =>
  !all.some(
    (other) =>
      other.id !== id &&
      other.role === role &&
      !other.dismissed &&
      other.credential !== null &&
      other.awaited === null &&
      areaContains(other.area, area),
  );
