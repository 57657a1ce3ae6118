import { say, spoken } from '@fenming/language';
import type { Handlers, LogEvent, Payloads } from '../../log-event';
import { titleOfEvent } from '../../shapes/unreadable';
import { Tally, type Formula } from '../finding';
import type { Registers } from '../register/registers';

type Said = Readonly<Record<string, unknown>>;
/**
 * What one person says and another signs. `of`: what tells one proposal from others that wait; `same`: what the signature must say as it was
 * proposed. Where the person's own record comes last, the cases that it changes come between the two.
 */
type Signed = {
  readonly proposed: keyof Payloads;
  readonly confirmed: keyof Payloads;
  readonly dropped?: keyof Payloads;
  readonly of: readonly string[];
  readonly same: readonly string[];
  /** Which of the events of these types are meant. */
  readonly where?: (said: Said) => boolean;
};

const isDeath = ({ reason }: Said): boolean => reason === 'death';
const CASE = ['enrolmentId'];
const DOCUMENT = ['documentNo'];
const TEXT = ['programme', 'contentHash'];
const SIGNED: readonly Signed[] = [
  { proposed: 'ProgrammeProposed', confirmed: 'ProgrammeAdopted', of: TEXT, same: [...DOCUMENT, 'effectiveFrom'] },
  { proposed: 'WithdrawalProposed', confirmed: 'ProgrammeWithdrawn', of: TEXT, same: [...DOCUMENT, 'paid'] },
  { proposed: 'HolidayTableProposed', confirmed: 'HolidayTableConfirmed', of: ['year', 'contentHash'], same: [] },
  {
    proposed: 'ExitProposed',
    confirmed: 'EnrolmentExited',
    dropped: 'ExitDropped',
    of: CASE,
    same: ['reason', 'year', 'sealedDay'],
    where: (said) => !isDeath(said),
  },
  {
    proposed: 'ExitWithdrawalProposed',
    confirmed: 'ExitWithdrawn',
    dropped: 'ExitDropped',
    of: CASE,
    same: DOCUMENT,
    where: (said) => !isDeath(said),
  },
  { proposed: 'RejectionWithdrawalProposed', confirmed: 'RejectionWithdrawn', of: [...CASE, 'year'], same: DOCUMENT },
  {
    proposed: 'PaidElsewhereProposed',
    confirmed: 'PaidElsewhereConfirmed',
    dropped: 'PaidElsewhereDropped',
    of: CASE,
    same: [...DOCUMENT, 'year', 'months', 'paidBy'],
  },
  { proposed: 'StatementMade', confirmed: 'StatementAccepted', dropped: 'StatementDropped', of: ['statement'], same: [] },
  {
    proposed: 'IdentityCorrectionProposed',
    confirmed: 'IdentityCorrected',
    dropped: 'IdentityCorrectionDropped',
    of: ['statement'],
    same: [...DOCUMENT, 'sealedIdentity'],
  },
  {
    proposed: 'DeathProposed',
    confirmed: 'DeathRecorded',
    dropped: 'DeathProposalDropped',
    of: ['personId'],
    same: [...DOCUMENT, 'sealedDay'],
  },
  {
    proposed: 'DeathWithdrawalProposed',
    confirmed: 'DeathWithdrawn',
    dropped: 'DeathProposalDropped',
    of: ['personId'],
    same: DOCUMENT,
  },
];

const WRONG = spoken({
  unproposed: { zh: '没有人提出', en: 'nobody had proposed it' },
  alone: { zh: '由同一人提出并确认', en: 'one person proposed and confirmed it' },
  otherwise: { zh: '与提出的不符', en: 'it is not what was proposed' },
  undocumented: { zh: '没有文号', en: 'it has no document number' },
});
type Waiting = { readonly said: Said; readonly by: string };

/**
 * I-37: what changes the rules, a case, a person or what is known of them carries a document, and two people have signed it: whoever confirms is another
 * person than the one who proposed it, and signs that. A death ends cases, and its withdrawal gives them back, only while it waits for
 * that signature, and by whoever then gives it; so do corrected facts.
 */
export function twoSignatures({ actors, cases }: Registers): Formula {
  const tally = new Tally('I-37');
  const waiting = new Map<string, Waiting>();
  const keyOf = ({ proposed, of }: Pick<Signed, 'proposed' | 'of'>, said: Said): string =>
    [proposed, ...of.map((field) => said[field])].join(' ');
  const wrongWith = (found: Waiting | undefined, same: readonly string[], said: Said, by: string): string | undefined => {
    if (found === undefined) return WRONG.unproposed;
    if (found.by === by) return WRONG.alone;
    if (found.said['documentNo'] === '') return WRONG.undocumented;
    return same.every((field) => JSON.stringify(found.said[field]) === JSON.stringify(said[field])) ? undefined : WRONG.otherwise;
  };
  const check = (wrong: string | undefined, { caseNumber }: Said, type: string): void => {
    const named = typeof caseNumber === 'string' ? caseNumber : undefined;
    const text = (): string => {
      const what = [named, say(`“${titleOfEvent(type)}”`, `“${titleOfEvent(type)}”`)].filter(Boolean).join(' ');
      return say(`${what}：${wrong}。`, `${what}: ${wrong}.`);
    };
    tally.check(wrong === undefined ? undefined : text(), named === undefined ? {} : { caseNumber: named });
  };

  const handlers = new Map<string, ((said: Said, event: LogEvent) => void)[]>();
  const on = (type: string, handle: (said: Said, event: LogEvent) => void): void =>
    void handlers.set(type, [...(handlers.get(type) ?? []), handle]);
  for (const signed of SIGNED) {
    const { proposed, confirmed, dropped, same, where = () => true } = signed;
    on(proposed, (said, { meta }) => void waiting.set(keyOf(signed, said), { said, by: actors.whoIs(meta.actor) }));
    if (dropped !== undefined) on(dropped, (said) => void waiting.delete(keyOf(signed, said)));
    on(confirmed, (said, { meta, type }) => {
      // Before 2026-12 a death named neither person nor document.
      if (!where(said) || signed.of.some((field) => said[field] === undefined)) return;
      const key = keyOf(signed, said);
      check(wrongWith(waiting.get(key), same, said, actors.whoIs(meta.actor)), said, type);
      waiting.delete(key);
    });
  }
  /** Of the person whose case it is. */
  const ofPerson = (proposed: 'DeathProposed' | 'DeathWithdrawalProposed', said: Said): Waiting | undefined => {
    const slot = cases.person.get(cases.ids.find(String(said['enrolmentId'])));
    return waiting.get(keyOf({ proposed, of: ['personId'] }, { personId: cases.persons.idOf(slot) }));
  };
  on('EnrolmentExited', (said, { meta, type }) => {
    if (isDeath(said)) check(wrongWith(ofPerson('DeathProposed', said), [], said, actors.whoIs(meta.actor)), said, type);
  });
  on('ExitWithdrawn', (said, { meta, type }) => {
    if (!isDeath(said)) return;
    check(wrongWith(ofPerson('DeathWithdrawalProposed', said), DOCUMENT, said, actors.whoIs(meta.actor)), said, type);
  });
  on('FactsCorrected', (said, { meta, type }) => {
    const [statement, identity] = (['StatementMade', 'IdentityCorrectionProposed'] as const).map((proposed) =>
      waiting.get(keyOf({ proposed, of: ['statement'] }, said)),
    );
    check(wrongWith(statement ?? identity, DOCUMENT, said, actors.whoIs(meta.actor)), said, type);
  });
  const each = (handles: readonly ((said: Said, event: LogEvent) => void)[]) => (said: object, event: LogEvent) => {
    for (const handle of handles) handle(said as Said, event);
  };
  return {
    code: 'I-37',
    tally,
    on: Object.fromEntries([...handlers].map(([type, handles]) => [type, each(handles)])) as Handlers,
    verdict: () => tally.verdict(say('还没有要两人签字的事', 'nothing that two people sign has been done yet')),
  };
}
