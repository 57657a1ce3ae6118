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

/** How far a case has come in a year, as a list says it. */
export const STAGE_NAMES: Readonly<Record<string, string>> = {
  applied: '已申报，待村级确认',
  village_confirmed: '村级已确认',
  village_noticed: '村级已公示',
  township_confirmed: '乡级已确认',
  township_noticed: '乡级已公示',
  county_confirmed: '县级已确认',
  county_noticed: '县级已公示',
  rejected: '不予确认',
  exited: '已退出',
};
