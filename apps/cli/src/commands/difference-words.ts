import type { Difference, RecomputedDifference } from '@fenming/api-client';
import { cellText, columnTitle, keyText } from './column-words';

/** What a clerk calls the tables that are shown. */
const TABLES: Readonly<Record<string, string>> = {
  county: '县',
  area: '区划',
  actor: '账号',
  actor_change: '账号变更',
  programme_version: '项目规则',
  roster_import: '导入名单',
  enrolment: '对象',
  enrolment_year: '对象年度',
  timeline: '办理记录',
  notice: '公示',
  objection: '异议',
  entitlement: '应发',
  balance: '年度汇总',
  appropriation: '指标',
  batch: '批次',
  batch_step: '批次步骤',
  batch_total: '批次合计',
  bank_file: '送盘文件',
  payment: '发放',
  posting: '资金账',
  roster_chunk: '名单分段',
  paid_chunk: '发放分段',
  closed_year: '已结账年度',
  recovery: '追回',
  open_request: '未答复的请求',
  payee: '收款人',
  identity: '身份',
  checkpoint: '账表进度',
};

/** One cell that is shown otherwise than the log says, in words; amounts in yuan. `--json` has tables and columns as the engine calls them. */
export const differenceText = ({ live, rebuilt, ...cell }: Difference): string =>
  `${placeText(cell)}：现有 ${cellText(cell.table, cell.column, live)}，重建 ${cellText(cell.table, cell.column, rebuilt)}`;

/** A figure that the rebuilt tables have otherwise than whoever adds up the log without them. */
export const recomputedText = ({ rebuilt, recomputed, ...cell }: RecomputedDifference): string =>
  `${placeText(cell)}：重建 ${cellText(cell.table, cell.column, rebuilt)}，另算 ${cellText(cell.table, cell.column, recomputed)}`;

const placeText = ({ table, key, column }: Pick<Difference, 'table' | 'key' | 'column'>): string =>
  `${TABLES[table] ?? table} [${keyText(table, key)}] ${columnTitle(table, column) ?? column}`;
