import { spoken, type Words } from '@fenming/language';
import type { Level, LedgerAccount, PostingKind } from '@fenming/subsidy';

/** What moves money of a year, as the ledger posts it. */
export const POSTING_KINDS: Readonly<Record<string, string>> = spoken<PostingKind>({
  received: { zh: '下达', en: 'received' },
  adjusted_up: { zh: '调增', en: 'raised' },
  adjusted_down: { zh: '调减', en: 'lowered' },
  carried_in: { zh: '上年结转', en: 'brought forward' },
  carried_out: { zh: '结转下年', en: 'carried forward' },
  lapsed: { zh: '缴回', en: 'paid back' },
  reserved: { zh: '预留', en: 'reserved' },
  unreserved: { zh: '解除预留', en: 'no longer reserved' },
  instructed: { zh: '发放指令', en: 'instructed' },
  held_back: { zh: '暂缓退回', en: 'held back' },
  settled: { zh: '到账', en: 'arrived' },
  returned: { zh: '退票', en: 'returned' },
  recovered: { zh: '追回', en: 'recovered' },
});

const ACCOUNT_WORDS: Words<LedgerAccount> = {
  appropriated: { zh: '下达', en: 'received' },
  adjusted: { zh: '调整', en: 'adjusted' },
  carried_in: { zh: '上年结转', en: 'brought forward' },
  available: { zh: '可用', en: 'available' },
  reserved: { zh: '预留', en: 'reserved' },
  in_transit: { zh: '在途', en: 'under way' },
  settled: { zh: '已发', en: 'paid' },
  returned: { zh: '退票', en: 'returned' },
  recovered: { zh: '追回', en: 'recovered' },
  carried_out: { zh: '结转下年', en: 'carried forward' },
  lapsed: { zh: '缴回', en: 'paid back' },
  treasury: { zh: '县国库', en: 'county treasury' },
};
/** Where money comes from and where it lies, as every ledger and every control of one names it. */
export const LEDGER_ACCOUNTS: Readonly<Record<LedgerAccount, string>> = spoken(ACCOUNT_WORDS);

/** The levels of an area, bare: what is done at one is said by `LEVEL_NAMES`. */
export const AREA_LEVELS: Readonly<Record<string, string>> = spoken<Level>({
  county: { zh: '县', en: 'county' },
  township: { zh: '乡镇', en: 'township' },
  village: { zh: '村', en: 'village' },
});
