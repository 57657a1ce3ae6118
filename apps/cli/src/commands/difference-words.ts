import { say, spoken } from '@fenming/language';
import type { Difference, RecomputedDifference } from '@fenming/api-client';
import { cellText, columnTitle, keyText } from './column-words';

/** What a clerk calls the tables that are shown. */
const TABLES: Readonly<Record<string, string>> = spoken({
  county: { zh: '县', en: 'county' },
  area: { zh: '区划', en: 'areas' },
  actor: { zh: '账号', en: 'accounts' },
  actor_change: { zh: '账号变更', en: 'changes of accounts' },
  programme_version: { zh: '项目规则', en: 'programme rules' },
  comparison: { zh: '外部比对', en: 'comparisons' },
  lead: { zh: '线索', en: 'leads' },
  roster_import: { zh: '导入花名册', en: 'imported rosters' },
  enrolment: { zh: '对象', en: 'cases' },
  enrolment_year: { zh: '对象年度', en: 'years of cases' },
  timeline: { zh: '办理记录', en: 'records of what was done' },
  notice: { zh: '公示', en: 'notices' },
  objection: { zh: '异议', en: 'objections' },
  entitlement: { zh: '应发', en: 'entitlements' },
  balance: { zh: '年度汇总', en: 'yearly totals' },
  appropriation: { zh: '指标', en: 'appropriations' },
  batch: { zh: '批次', en: 'batches' },
  batch_step: { zh: '批次环节', en: 'steps of batches' },
  batch_total: { zh: '批次合计', en: 'totals of batches' },
  bank_file: { zh: '送盘文件', en: 'bank files' },
  payment: { zh: '发放', en: 'payments' },
  posting: { zh: '资金账', en: 'ledger' },
  roster_chunk: { zh: '名单分段', en: 'chunks of lists' },
  paid_chunk: { zh: '发放分段', en: 'chunks of payments' },
  closed_year: { zh: '已结账年度', en: 'closed years' },
  redetermination: { zh: '重新核定', en: 'redeterminations' },
  changed_case: { zh: '重新核定的对象', en: 'cases of redeterminations' },
  recovery: { zh: '追回', en: 'recoveries' },
  excess: { zh: '多发而不追回', en: 'overpaid and not claimed' },
  open_request: { zh: '未答复的请求', en: 'unanswered requests' },
  payee: { zh: '收款人', en: 'payees' },
  identity: { zh: '身份', en: 'identities' },
  checkpoint: { zh: '账表进度', en: 'progress of the tables' },
});

/** One cell that is shown otherwise than the log says, in words; amounts in yuan. `--json` has tables and columns as the engine calls them. */
export const differenceText = ({ live, rebuilt, ...cell }: Difference): string =>
  say(
    `${placeText(cell)}：现有 ${cellText(cell.table, cell.column, live)}，重建 ${cellText(cell.table, cell.column, rebuilt)}`,
    `${placeText(cell)}: ${cellText(cell.table, cell.column, live)} in the tables, ${cellText(cell.table, cell.column, rebuilt)} rebuilt`,
  );

/** A figure that the rebuilt tables have otherwise than whoever adds up the log without them. */
export const recomputedText = ({ rebuilt, recomputed, ...cell }: RecomputedDifference): string =>
  say(
    `${placeText(cell)}：重建 ${cellText(cell.table, cell.column, rebuilt)}，另算 ${cellText(cell.table, cell.column, recomputed)}`,
    `${placeText(cell)}: ${cellText(cell.table, cell.column, rebuilt)} rebuilt, ${cellText(cell.table, cell.column, recomputed)} computed`,
  );

const placeText = ({ table, key, column }: Pick<Difference, 'table' | 'key' | 'column'>): string =>
  `${TABLES[table] ?? table} [${keyText(table, key)}] ${columnTitle(table, column) ?? column}`;
