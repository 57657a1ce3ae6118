import { say } from '@fenming/language';
import { formatYuan, type Fen } from '@fenming/money';
import type { Programme } from '@fenming/programmes';
import { drawsOther } from './case-status';
import type { CaseStatus } from './payment-status';
import type { RuleOfMonths } from './governing-texts';
import type { Rival } from './rival';

export type Answer = 'eligible' | 'ineligible' | 'unknown' | 'not_applied' | 'rejected' | 'exited' | 'excluded' | 'out_of_force';

const SAYS_IT_ALL: readonly string[] = ['rejected', 'exited'];

/** What is told of a year, and what of it may be: an amount or a name that is absent is not the asker's to know. */
type Told = {
  readonly status: CaseStatus;
  readonly answer: Answer;
  readonly programme: Programme;
  readonly excludedBy: Programme | undefined;
  /** Another application of the year that cannot be drawn beside this one. */
  readonly rival: Rival | undefined;
  /** What the programme that excludes this one, or its rival, is called, where that may be told. */
  readonly other: string | undefined;
  readonly amountFen?: Fen;
  readonly determined: boolean;
};

const eligibleFor = (amountFen: Fen | undefined, determined: boolean, status: CaseStatus): string => {
  if (amountFen === undefined)
    return determined
      ? say('符合全部条件。', 'All conditions are met.')
      : say(
          '按登记的事实符合全部条件，逐级确认之后才核定。',
          'By the facts on record all conditions are met; the amount is determined once each level has confirmed.',
        );
  const amount = say(`${formatYuan(amountFen)} 元`, `${formatYuan(amountFen)} yuan`);
  return determined
    ? say(
        `符合全部条件${status.sentence.includes(`核定 ${amount}`) ? '' : say(`，核定 ${amount}`, `, ${amount} determined`)}。`,
        `All conditions are met${status.sentence.includes(`核定 ${amount}`) ? '' : say(`，核定 ${amount}`, `, ${amount} determined`)}.`,
      )
    : say(
        `按登记的事实测算符合全部条件，可得 ${amount}，逐级确认之后才核定。`,
        `By the facts on record all conditions are met and ${amount} would be due; it is determined once each level has confirmed.`,
      );
};

const onlyOneOf = ({ rival, other, programme, determined }: Told): string => {
  if (rival === undefined || determined) return '';
  const named = other === undefined ? say('另一项补助', 'another benefit') : `“${other}”`;
  const kept = rival.keeps === programme.id ? say('这一项', 'this one') : named;
  if (rival.monthly)
    return say(
      `同一年度还申报了${named}，同一月份只能享受一项：都符合条件的月份按规定保留${kept}。`,
      `${named} was applied for in the same year; a month is paid by one of the two alone: for months in which both qualify, the rules keep ${kept}.`,
    );
  return say(
    `同一年度还申报了${named}，两项不能兼得，只能享受一项：都符合条件时按规定保留${kept}。`,
    `${named} was applied for in the same year; the two exclude each other: where both qualify, the rules keep ${kept}.`,
  );
};

/** Somebody who turned the case down may have typed a reason that does not name the other programme. */
const untold = ({ status, answer }: Told, exclusion: string): string =>
  status.code === 'rejected' && answer === 'excluded' && !status.sentence.includes(exclusion) ? exclusion : '';

/** What the rules say, after the status; nothing where the status has said it all. */
export const sentenceOf = (told: Told): string => {
  const { status, answer, programme, excludedBy, other, amountFen, determined } = told;
  const exclusion =
    excludedBy?.id === programme.id
      ? say('同一项目此人已经享受过，不能重复享受。', 'This person has received this programme before; it is not given twice.')
      : drawsOther(other);
  const sentences: Record<Answer, string> = {
    eligible: eligibleFor(amountFen, determined, status) + onlyOneOf(told),
    ineligible: say(
      '按登记的事实有条件不符合，不能享受。',
      'By the facts on record a condition is not met; nothing can be received.',
    ),
    unknown: say(
      '事实不全，暂时不能判断，未知不算符合。',
      'Facts are missing, so nobody can tell yet; what is not known does not count as met.',
    ),
    excluded: exclusion,
    // The status alone says these.
    not_applied: '',
    rejected: '',
    exited: '',
    out_of_force: '',
  };
  return SAYS_IT_ALL.includes(status.code) ? untold(told, exclusion) : sentences[answer];
};

/** That a text by which the year was determined has been taken out of force since. */
export const withdrawnSince = (rules: readonly RuleOfMonths[]): string =>
  [...new Set(rules.map(({ version }) => version))]
    .flatMap(({ documentNo, withdrawn }) =>
      withdrawn === undefined
        ? []
        : [
            say(
              `核定所依据的规则（${documentNo}）已由 ${withdrawn.documentNo} 废止。`,
              `The rules by which it was determined (${documentNo}) have been withdrawn by ${withdrawn.documentNo}.`,
            ),
          ],
    )
    .join(say('', ' '));
