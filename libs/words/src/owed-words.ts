import { spoken } from '@fenming/language';

/** A sum of what is due to a case and of what has become of it. */
export type OwedSum =
  | 'due'
  | 'determined'
  | 'paid_out'
  | 'not_paid_out'
  | 'unpaid'
  | 'settled'
  | 'overpaid'
  | 'to_recover'
  | 'recovered'
  | 'recovering'
  | 'too_much'
  | 'not_claimed'
  | 'undecided';

/**
 * `settled`: what has arrived, and `unpaid` what has not, whoever has it; `paid_out`: what has left the county, the bank's answer to it or not, and
 * `not_paid_out` what no batch has paid out. `to_recover`: claimed back in all; of it `recovered` has come, and `recovering` is still to come;
 * `too_much`: that, and what is on its way and has become too much, which nobody can claim before it has arrived.
 */
export const OWED_SUMS: Readonly<Record<OwedSum, string>> = spoken<OwedSum>({
  due: { zh: '应发', en: 'due' },
  determined: { zh: '核定', en: 'determined' },
  paid_out: { zh: '已付出（含在途）', en: 'paid out, incl. under way' },
  not_paid_out: { zh: '尚未付出', en: 'not paid out yet' },
  unpaid: { zh: '待发', en: 'unpaid' },
  settled: { zh: '已发', en: 'paid' },
  overpaid: { zh: '多发', en: 'overpaid' },
  to_recover: { zh: '应追回', en: 'to recover' },
  recovered: { zh: '已追回', en: 'recovered' },
  recovering: { zh: '追回中', en: 'being recovered' },
  too_much: { zh: '追回中（含在途多付）', en: 'being recovered, incl. too much under way' },
  not_claimed: { zh: '不追回', en: 'not claimed' },
  undecided: { zh: '待决定', en: 'undecided' },
});
