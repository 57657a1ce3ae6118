import { formatYuan, type Fen } from '@fenming/money';
import type { Programme } from '@fenming/programmes';
import { drawsOther, type CaseStatus } from './case-status';

export type Answer = 'eligible' | 'ineligible' | 'unknown' | 'not_applied' | 'rejected' | 'exited' | 'excluded' | 'out_of_force';

const SAYS_IT_ALL: readonly string[] = ['rejected', 'exited'];

/** What is told of a year, and what of it may be: an amount or a name that is absent is not the asker's to know. */
type Told = {
  readonly status: CaseStatus;
  readonly answer: Answer;
  readonly programme: Programme;
  readonly excludedBy: Programme | undefined;
  /** What the programme that excludes this one is called, where that may be told. */
  readonly other: string | undefined;
  readonly amountFen?: Fen;
  readonly determined: boolean;
};

const eligibleFor = (amountFen: Fen | undefined, determined: boolean, status: CaseStatus): string => {
  if (amountFen === undefined) return determined ? '符合全部条件。' : '按申报的事实符合全部条件，逐级确认之后才核定。';
  const amount = `${formatYuan(amountFen)} 元`;
  return determined
    ? `符合全部条件${status.sentence.includes(`核定 ${amount}`) ? '' : `，核定 ${amount}`}。`
    : `按申报的事实测算符合全部条件，可得 ${amount}，逐级确认之后才核定。`;
};

/** What the rules say, after the status; nothing where the status has said it all. */
export const sentenceOf = ({ status, answer, programme, excludedBy, other, amountFen, determined }: Told): string => {
  const sentences: Partial<Record<Answer, string>> = {
    eligible: eligibleFor(amountFen, determined, status),
    ineligible: '按申报的事实有条件不符合，不能享受。',
    unknown: '事实不全，暂时不能判断，未知不算符合。',
    excluded: excludedBy?.id === programme.id ? '同一项目此人已经享受过，不能重复享受。' : drawsOther(other),
  };
  return SAYS_IT_ALL.includes(status.code) ? '' : (sentences[answer] ?? '');
};
