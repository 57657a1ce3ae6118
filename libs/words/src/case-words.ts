import type { Level } from '@fenming/subsidy';

/** The three levels at which a case is confirmed and posted. */
export const LEVEL_NAMES: Readonly<Record<Level, string>> = { village: '村级', township: '乡级', county: '县级' };

/** Why a case has been left. */
export const EXIT_REASONS: Readonly<Record<string, string>> = { death: '死亡' };

/** What an objection says. */
export const OBJECTION_KINDS: Readonly<Record<string, string>> = {
  should_not_receive: '不应享受',
  amount_wrong: '金额不符',
  facts_wrong: '信息有误',
};
