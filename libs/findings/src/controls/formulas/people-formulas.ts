import { eitherOf, listed, say } from '@fenming/language';
import type { BatchSubmitted, Role } from '@fenming/subsidy';
import { ROLE_NAMES } from '@fenming/words';
import type { Handlers, LogEvent } from '../../log-event';
import { titleOfEvent } from '../../shapes/unreadable';
import { Tally, type Formula } from '../finding';
import { inMap } from '../register/columns';
import type { Registers } from '../register/registers';
import type { Roster } from '../register/rosters';
import { CARRIED_OUT, ROLES_OF } from './step-roles';

/** The office whose signature each step is; to lock a list and to submit it are one duty. */
const DUTIES = {
  RosterLocked: 'finance-maker',
  BatchSubmitted: 'finance-maker',
  BatchChecked: 'finance-checker',
  BatchApproved: 'finance-approver',
  BatchReleased: 'finance-releaser',
} as const satisfies Record<string, Role>;
const noSignature = (): string => say('还没有签字', 'nothing has been signed yet');

type Signed = { readonly duty: string; readonly actor: string };

/**
 * I-33: maker, checker, approver and releaser of a batch are four people, where two accounts of one citizen are one person; and none of
 * them is paid by it, as beneficiary or other parent. The log has no declarations of kinship, so that relatives cannot be found in it; and
 * in the scope of one batch the persons behind its lines are not known.
 */
export function fourPeople({ actors, rosters, cases, scope }: Registers): Formula {
  const tally = new Tally('I-33');
  const signatures = new Map<string, Signed[]>();
  const isPayee = (roster: Roster | undefined, actor: string): boolean => {
    const personId = actors.of(actor)?.personId;
    const person = personId === undefined ? 0 : cases.persons.find(personId);
    if (person === 0 || roster === undefined) return false;
    for (let lineNo = 1; lineNo <= roster.lines; lineNo += 1) if (cases.isPersonOf(roster.cases.get(lineNo), person)) return true;
    return false;
  };
  const sign =
    (duty: string) =>
    ({ batch }: { readonly batch: string }, { meta: { actor } }: LogEvent): void => {
      inMap(signatures, batch, () => []).push({ duty, actor });
      if (scope === 'batch') return;
      const sentence = (): string =>
        say(
          `批次 ${batch} 的${ROLE_NAMES[duty]}本人在名单中收款。`,
          `Batch ${batch}: its ${ROLE_NAMES[duty]} is paid by the list.`,
        );
      tally.check(isPayee(rosters.of(batch), actor) ? sentence() : undefined, { batch });
    };
  return {
    code: 'I-33',
    tally,
    on: {
      RosterLocked: sign(DUTIES.RosterLocked),
      BatchSubmitted: sign(DUTIES.BatchSubmitted),
      BatchChecked: sign(DUTIES.BatchChecked),
      BatchApproved: sign(DUTIES.BatchApproved),
      BatchReleased: sign(DUTIES.BatchReleased),
      // A batch that was sent back is signed anew, so that only the last signatures count.
      BatchSentBack: ({ batch }) => void signatures.delete(batch),
      LinesTakenOff: ({ batch }) => void signatures.delete(batch),
    },
    verdict: () => {
      const asked = tally.copy();
      for (const [batch, signed] of signatures) {
        const dutiesOf = new Map<string, Set<string>>();
        for (const { duty, actor } of signed) inMap(dutiesOf, actors.whoIs(actor), () => new Set<string>()).add(duty);
        for (const held of dutiesOf.values()) {
          const offices = listed([...held].map((duty) => ROLE_NAMES[duty] ?? duty));
          const sentence = (): string =>
            say(`批次 ${batch} 的${offices}由同一人办理。`, `Batch ${batch}: one person was ${offices}.`);
          asked.check(held.size > 1 ? sentence() : undefined, { batch });
        }
      }
      return asked.verdict(noSignature());
    },
  };
}

const officeOf = (role: string): string => ROLE_NAMES[role] ?? role;

/** Villages and townships say who is there; every other office decides about rules or money. */
const WITHOUT_MONEY: readonly string[] = ['village', 'township'];

/**
 * I-34: whoever took a step was appointed then, not dismissed, in the role that the step asks for, and for the area it concerns; and nobody
 * decided about money or rules by an account that was given anew and that no second person had confirmed. The county's places lie in it.
 */
export function appointedActors({ actors }: Registers): Formula {
  const tally = new Tally('I-34');
  const wrongWith = (roles: readonly string[], said: object, { meta: { actor, role }, type }: LogEvent): string | undefined => {
    if (roles.includes('system') && role === 'system') return undefined;
    const appointment = actors.of(actor);
    const { village, area } = said as { readonly village?: string; readonly area?: string };
    const held = appointment?.offices.find(
      (office) => roles.includes(office.role) && (village ?? area ?? '').startsWith(office.area),
    );
    if (CARRIED_OUT.includes(type) && held !== undefined) return undefined;
    if (appointment === undefined || appointment.dismissed) return say('当时没有任职', 'had no office at the time');
    if (!roles.includes(appointment.role) || (role !== undefined && role !== appointment.role))
      return say(
        `任职为${officeOf(appointment.role)}，应为${eitherOf(roles.map(officeOf))}`,
        `was ${officeOf(appointment.role)} and should have been ${eitherOf(roles.map(officeOf))}`,
      );
    if (appointment.awaited !== undefined && !WITHOUT_MONEY.includes(appointment.role))
      return say('的账号重设后还没有经第二人确认', ' had a new password or token that no second person had confirmed');
    const place = village ?? area ?? appointment.area;
    return place.startsWith(appointment.area)
      ? undefined
      : say(`任职地区 ${appointment.area} 不含 ${place}`, `had the area ${appointment.area}, which does not hold ${place}`);
  };
  const ask =
    (step: string, rolesOf: (said: never) => readonly string[]) =>
    (said: object, event: LogEvent): void => {
      const { meta } = event;
      const wrong = wrongWith(rolesOf(said as never), said, event);
      if (wrong === undefined) return tally.check(undefined);
      const { batch, caseNumber } = said as { readonly batch?: string; readonly caseNumber?: string };
      const subject = [batch === undefined ? '' : say(`批次 ${batch}`, `batch ${batch}`), caseNumber ?? '', step]
        .filter((part) => part !== '')
        .join(' ');
      const place = { ...(batch === undefined ? {} : { batch }), ...(caseNumber === undefined ? {} : { caseNumber }) };
      return tally.check(say(`${subject}：${meta.actor} ${wrong}。`, `${subject}: ${meta.actor} ${wrong}.`), place);
    };
  const steps: Handlers = Object.fromEntries(
    Object.entries(ROLES_OF).map(([type, rolesOf]) => [type, ask(titleOfEvent(type), rolesOf)]),
  );
  let county = '';
  const places: Handlers = {
    CountyOpened: (said, event) => {
      county = said.code;
      steps.CountyOpened?.(said, event);
    },
    AreasRegistered: (said, event) => {
      steps.AreasRegistered?.(said, event);
      const { areas } = said;
      const outside = areas.filter(({ code }) => !code.startsWith(county));
      const text = (): string =>
        say(
          `登记的区划 ${outside[0]?.code} 等 ${outside.length} 个不在本县（${county}）。`,
          `The area ${outside[0]?.code}, ${outside.length} in all, was registered and is not in this county (${county}).`,
        );
      tally.check(outside.length === 0 ? undefined : text());
    },
  };
  return {
    code: 'I-34',
    tally,
    on: { ...steps, ...places },
    verdict: () => tally.verdict(say('还没有办理步骤', 'nothing has been done yet')),
  };
}

/**
 * I-36: whoever changed an account that a batch pays to did not approve the batch, as the same account or the same citizen. In the scope
 * of one batch the changes of accounts are not known.
 */
export function accountsNotApprovedByChanger({ cases, rosters, actors }: Registers): Formula {
  const tally = new Tally('I-36');
  return {
    code: 'I-36',
    tally,
    on: {
      BatchApproved: ({ batch }: BatchSubmitted['data'], { meta }) => {
        const roster = rosters.of(batch);
        const approver = actors.whoIs(meta.actor);
        for (let lineNo = 1; lineNo <= (roster?.lines ?? 0); lineNo += 1) {
          const changer = cases.changedBy.get(roster?.cases.get(lineNo) ?? 0);
          const own = changer !== undefined && actors.whoIs(changer) === approver;
          tally.check(
            own
              ? say(
                  `批次 ${batch} 第 ${lineNo} 行的账户由审批人更改。`,
                  `Batch ${batch} line ${lineNo}: the account was changed by whoever approved.`,
                )
              : undefined,
            { batch, rows: [{ lineNo }] },
          );
        }
      },
    },
    verdict: () => tally.verdict(say('还没有审批', 'nothing has been approved yet')),
  };
}
