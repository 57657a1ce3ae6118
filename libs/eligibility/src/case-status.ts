import { aside, say } from '@fenming/language';
import { dateOf, instant, yearOf, type PlainDate } from '@fenming/calendar';
import type { RecordedEvent } from '@fenming/event-log';
import { formatYuan } from '@fenming/money';
import {
  determinationOf,
  exitOf,
  isDead,
  isRefused,
  leavingBefore,
  LEVELS,
  read,
  type CaseExit,
  type EnrolmentState,
  type Held,
  type Level,
} from '@fenming/subsidy';
import { EXIT_REASONS, LEVEL_NAMES, OBJECTION_KINDS, refusalText } from '@fenming/words';
import { paid, type CaseStatus } from './payment-status';
import { arrivedSoFar, moneyAtExit, together, type PaymentLines } from './year-money';

export type CaseKnown = PaymentLines & {
  readonly year: number;
  readonly today: PlainDate;
  readonly state: EnrolmentState;
  /** The events of the case in this year, oldest first. */
  readonly events: readonly RecordedEvent[];
  /** The day of an exit, for whoever may know it: it may be a day of death. Others are told the year. */
  readonly exitDay: (exit: CaseExit) => PlainDate | undefined;
  /** Whether the one who is told may know facts, which the words of a reason are full of. */
  readonly seesFacts: boolean;
  /** Whether the one who is told may know what is owed and paid. */
  readonly seesMoney: boolean;
  /** What another programme is called in this county; undefined where the one who is told may not know of it. */
  readonly otherProgramme: (code: string) => string | undefined;
};

const dayOf = (event: RecordedEvent | undefined): string => (event === undefined ? '' : dateOf(instant(event.meta.at)));
const textOf = (event: RecordedEvent, name: string): string => {
  const text = read(event)[name];
  return typeof text === 'string' ? text : '';
};
const last = ({ events }: CaseKnown, ...types: readonly string[]): RecordedEvent | undefined =>
  events.findLast(({ type }) => types.includes(type));
/** What somebody typed, ended like a sentence. */
const ended = (text: string): string => (/[。！？.!?]$/.test(text) ? text : `${text}${say('。', '.')}`);

const leftOn = (exit: CaseExit, day?: PlainDate): string =>
  say(
    `${day === undefined ? `${exit.year} 年` : `自 ${day} 起`}已退出（${EXIT_REASONS[exit.reason] ?? exit.reason}）`,
    `Exited ${day === undefined ? `in ${exit.year}` : `on ${day}`} (${EXIT_REASONS[exit.reason] ?? exit.reason})`,
  );

/** Of a year after the exit there is nothing more to say but what was paid for it (`later`); in its own year some of the money may be due, or too much of it paid. */
export const exited = (
  exit: CaseExit,
  { year, exitDay, money, later = '' }: Pick<CaseKnown, 'year' | 'exitDay'> & { money: string; later?: string },
): CaseStatus => {
  const left = leftOn(exit, exitDay(exit));
  return {
    code: 'exited',
    sentence:
      exit.year < year
        ? together(say(`${left}，其后年度不再享受。`, `${left}, and receives nothing in later years.`), later)
        : say(`${left}。${money}`, `${left}. ${money}`.trim()),
  };
};

/** The year of the exit goes on to be confirmed by what is due up to it; once it is determined, its money is told. */
const left = (known: CaseKnown): CaseStatus | undefined => {
  const exit = exitOf(known.state, known.year);
  if (exit === undefined) return undefined;
  const isDetermined = determinationOf(known.state, known.year) !== undefined;
  const money = known.seesMoney ? moneyAtExit(known) : '';
  return exited(exit, {
    ...known,
    later: arrived(known),
    money: isDetermined ? money : (confirmed(known) ?? applied(known)).sentence,
  });
};

/** That the county has confirmed somebody for another programme, by its name or without it: whether it is paid yet is not known here. */
export const drawsOther = (name: string | undefined): string =>
  name === undefined
    ? say('已确认享受另一项补助，两项不能兼得。', 'Confirmed for another benefit; the two exclude each other.')
    : say(`已确认享受“${name}”，两项不能兼得。`, `Confirmed for “${name}”; the two exclude each other.`);

/** A decider records which programme took its place; people are told what that means. What somebody typed is for those who see facts. */
const reasonOf = (event: RecordedEvent, { otherProgramme, seesFacts }: CaseKnown): string => {
  const reason = textOf(event, 'reason');
  const [, by] = /^displaced:(.+)$/.exec(reason) ?? [];
  if (by !== undefined) return say(`理由：${drawsOther(otherProgramme(by))}`, `Reason: ${drawsOther(otherProgramme(by))}`);
  return seesFacts ? say(`理由：${ended(reason)}`, `Reason: ${ended(reason)}`) : '';
};

const turnedDown = (known: CaseKnown): CaseStatus | undefined => {
  const event = last(known, 'EligibilityRejected', 'ObjectionUpheld');
  if (!isRefused(known.state, known.year) || event === undefined) return undefined;
  const level = LEVEL_NAMES[read(event)['level'] as Level];
  const refused =
    event.type === 'ObjectionUpheld'
      ? say(`${dayOf(event)} 异议成立，不予确认。`, `Refused on ${dayOf(event)}, because an objection was upheld.`)
      : say(`${dayOf(event)} ${level}不予确认。`, `Refused by the ${level} on ${dayOf(event)}.`);
  const rejection = known.state.years[known.year]?.rejection;
  const withdrawal = rejection?.by === 'people' ? rejection.withdrawal : undefined;
  const by = known.seesFacts ? aside(withdrawal?.documentNo) : '';
  const waits =
    withdrawal === undefined
      ? ''
      : say(`已提出撤销${by}，待另一人确认。`, `Somebody has proposed to withdraw it${by}; another person confirms that.`);
  return { code: 'rejected', sentence: together(refused, reasonOf(event, known), waits, arrived(known)) };
};

/** Money that has arrived is told whatever has become of the year since. */
const arrived = (known: CaseKnown): string => (known.seesMoney ? arrivedSoFar(known) : '');

const objected = (known: CaseKnown): CaseStatus | undefined => {
  const open = Object.values(known.state.openObjections).find(({ year }) => year === known.year);
  if (open === undefined) return undefined;
  const raised = last(known, 'ObjectionRaised');
  const kind = raised === undefined ? undefined : OBJECTION_KINDS[textOf(raised, 'kind')];
  const by = open.level === 'county' ? say('县级', 'county') : say('乡级或县级', 'township or county');
  const what = aside(kind);
  const waits = say(
    `${dayOf(raised)} 收到异议${what}，待${by}处理，处理完毕之前不再往下办。`,
    `An objection${what} was received on ${dayOf(raised)} and waits for the ${by}; nothing goes on until it is decided.`,
  );
  return { code: 'objection_open', sentence: together(waits, arrived(known)) };
};

/** Nor while an exit waits. */
const leaving = (known: CaseKnown): CaseStatus | undefined => {
  const { exitProposal } = known.state;
  if (exitProposal?.step !== 'exit') return undefined;
  const [day, why] = [dayOf(last(known, 'ExitProposed')), EXIT_REASONS[exitProposal.reason] ?? exitProposal.reason];
  const waits = say(
    `${day} 提出退出（${why}），待县卫健委另一人确认或撤回；在此之前不确认、不发放。`,
    `An exit (${why}) was proposed on ${day} and waits for another person of the county health commission to confirm or drop it; until then nothing is confirmed or paid.`,
  );
  return { code: 'exit_awaited', sentence: together(waits, arrived(known)) };
};

const lookedInto = ({ seesFacts }: CaseKnown, { by, note = '', dueOn }: Held, day: string): string => {
  const why = seesFacts && note !== '' ? aside(note) : '';
  const until = dueOn === undefined ? '' : say(`，应在 ${dueOn} 前查明`, `, to be clear by ${dueOn}`);
  return say(
    `${day} 由 ${by} 暂停办理${why}${until}；在此之前不确认、不发放。`,
    `Held by ${by} on ${day}${why}${until}; until then nothing is confirmed or paid.`,
  );
};

const deathAwaited = (day: string): string =>
  say(
    `${day} 提出此人已去世，待县卫健委另一人确认或撤回；在此之前不确认、不发放。`,
    `The death of this person was proposed on ${day} and waits for another person of the county health commission to confirm or drop it; until then nothing is confirmed or paid.`,
  );

/** Nothing is confirmed or paid while a death, or a statement of a fact that would lower the case, waits. */
const awaited = (known: CaseKnown): CaseStatus | undefined => {
  const [held] = known.state.holds;
  if (held === undefined) return leaving(known);
  const day = dayOf(last(known, 'CaseHeld'));
  if (held.cause === 'held_by_hand')
    return { code: held.cause, sentence: together(lookedInto(known, held, day), arrived(known)) };
  if (held.cause === 'death_awaited') return { code: held.cause, sentence: together(deathAwaited(day), arrived(known)) };
  if (held.cause === 'guardian_awaited') return { code: held.cause, sentence: together(refusalText(held.cause), arrived(known)) };
  const waits = say(
    `${day} 提出的一项更正或证明会使应发减少，待县卫健委另一人确认或撤回；在此之前不确认、不发放。`,
    `A correction or certificate brought on ${day} would lower what is due and waits for another person of the county health commission to accept or drop it; until then nothing is confirmed or paid.`,
  );
  return { code: 'fact_awaited', sentence: together(waits, arrived(known)) };
};

/** Why an amount that is determined cannot be listed yet; undefined where it only waits for a batch. */
const waitsFor = ({ state, year, today }: CaseKnown, amountFen: number): string | undefined => {
  const notice = state.years[year]?.notices.county;
  if (amountFen <= 0) return say('没有可以发放的金额', 'there is no amount to be paid');
  if (state.account === undefined)
    return say(
      '没有收款账户，待乡镇登记账户后列入批次',
      'there is no account to pay to; it is listed in a batch once the township has recorded one',
    );
  if (state.years[year]?.confirmedBy.county === undefined)
    return say(
      '待县级重新确认并公示，公示期满后列入批次',
      'the county confirms it anew and posts it; it is listed in a batch once the notice period is over',
    );
  if (notice === undefined)
    return say(
      '县级还没有公示，公示期满后列入批次',
      'the county has not posted it yet; it is listed in a batch once the notice period is over',
    );
  if (today <= notice.closesOn)
    return say(
      `县级公示到 ${notice.closesOn}，期满后列入批次`,
      `the county's notice is open until ${notice.closesOn}; it is listed in a batch after that`,
    );
  return year > yearOf(today) ? say(`${year} 年度开始后列入批次`, `it is listed in a batch once ${year} has begun`) : undefined;
};

const determined = (known: CaseKnown): CaseStatus | undefined => {
  const entitlement = determinationOf(known.state, known.year);
  if (entitlement === undefined) return undefined;
  const amount = say(
    `${dayOf(last(known, 'EntitlementDetermined'))} 核定 ${formatYuan(entitlement.amountFen)} 元`,
    `${formatYuan(entitlement.amountFen)} yuan determined on ${dayOf(last(known, 'EntitlementDetermined'))}`,
  );
  const waits = waitsFor(known, entitlement.amountFen);
  return waits === undefined
    ? { code: 'determined', sentence: say(`${amount}，还没有列入批次。`, `${amount}, not listed in a batch yet.`) }
    : { code: 'not_listable', sentence: say(`${amount}，${waits}。`, `${amount}; ${waits}.`) };
};

const ofMoney = (known: CaseKnown): CaseStatus | undefined => (known.seesMoney ? (paid(known) ?? determined(known)) : undefined);

const confirmed = (known: CaseKnown): CaseStatus | undefined => {
  const year = known.state.years[known.year];
  const level = LEVELS.findLast((one) => year?.confirmedBy[one] !== undefined);
  if (year === undefined || level === undefined) return undefined;
  const next = LEVELS[LEVELS.indexOf(level) + 1];
  const notice = year.notices[level];
  const posted =
    notice === undefined
      ? say('还没有公示', 'not posted yet')
      : known.today > notice.closesOn
        ? say(`公示已于 ${notice.closesOn} 届满`, `its notice was over on ${notice.closesOn}`)
        : say(`公示到 ${notice.closesOn}`, `its notice is open until ${notice.closesOn}`);
  const waits = next === undefined ? '' : say(`，待${LEVEL_NAMES[next]}确认`, `, to be confirmed by the ${LEVEL_NAMES[next]}`);
  const day = dayOf(last(known, 'EligibilityConfirmed'));
  return {
    code: `confirmed_${level}`,
    sentence: say(
      `${day} ${LEVEL_NAMES[level]}已确认，${posted}${waits}。`,
      `Confirmed by the ${LEVEL_NAMES[level]} on ${day}, ${posted}${waits}.`,
    ),
  };
};

const applied = (known: CaseKnown): CaseStatus => ({
  code: 'applied',
  sentence: say(
    `${dayOf(last(known, 'EnrolmentApplied', 'EnrolmentRenewed'))} 已申报，还没有人确认，待村级确认。`,
    `Applied on ${dayOf(last(known, 'EnrolmentApplied', 'EnrolmentRenewed'))}, confirmed by nobody yet, to be confirmed by the village.`,
  ),
});

/** Which village confirms a year is not settled while a move of it waits. */
const moving = (known: CaseKnown): CaseStatus | undefined => {
  const { transferProposal } = known.state;
  if (transferProposal === undefined || transferProposal.year > known.year) return undefined;
  const day = dayOf(last(known, 'TransferProposed'));
  return {
    code: 'transfer_awaited',
    sentence: say(
      `${day} 提出此人已迁到另一个村，待县卫健委另一人确认或撤回；在此之前这一年度不确认。`,
      `A move to another village was proposed on ${day} and waits for another person of the county health commission to confirm or drop it; until then this year is not confirmed.`,
    ),
  };
};

/** What a person who has left since can still expect of an earlier year: only what is on its way. */
const ON_ITS_WAY: readonly string[] = ['instructed', 'settled', 'unknown', 'rejected', 'exited'];
const leftSince = ({ state, exitDay, year }: CaseKnown, status: CaseStatus): CaseStatus => {
  const exit = state.death ?? leavingBefore(state, year);
  if (exit === undefined || ON_ITS_WAY.includes(status.code)) return status;
  const left = leftOn(exit, exitDay(exit));
  const since = isDead(state)
    ? say(`${left}，应发的待确定收款人。`, `${left}; what is due waits for a payee.`)
    : say(`${left}。`, `${left}.`);
  return { ...status, sentence: together(status.sentence, since) };
};

/** The furthest that a case has come in a year, or why it goes no further. */
export const statusOf = (known: CaseKnown): CaseStatus =>
  leftSince(
    known,
    turnedDown(known) ??
      left(known) ??
      objected(known) ??
      awaited(known) ??
      ofMoney(known) ??
      moving(known) ??
      confirmed(known) ??
      applied(known),
  );
