import { fen, formatYuan } from '@fenming/money';
import type { Difference } from '../demo/result';

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
};

const COLUMNS: Readonly<Record<string, string>> = {
  amount_fen: '金额',
  sum_fen: '合计',
  appropriated_fen: '下达',
  adjusted_fen: '调整',
  due_fen: '应发金额',
  due_count: '应发笔数',
  instructed_fen: '在途金额',
  settled_fen: '到账金额',
  settled_count: '到账笔数',
  returned_fen: '退票金额',
  reissued_fen: '补发金额',
  recovered_fen: '追回金额',
  central_fen: '中央资金',
  province_fen: '省级资金',
  city_fen: '市级资金',
  county_fen: '县级资金',
  count: '笔数',
  name: '名称',
  state: '状态',
  status: '状态',
  year: '年度',
  reason: '原因',
  village: '村',
  area: '区划',
  title: '名称',
};

const amountOf = (value: unknown): string | undefined => {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  return /^-?\d+$/.test(text) && Number.isSafeInteger(Number(text)) ? `${formatYuan(fen(Number(text)))} 元` : undefined;
};

const valueText = (column: string, value: unknown): string => {
  if (value === null || value === undefined) return '没有';
  return (
    (column.endsWith('_fen') ? amountOf(value) : undefined) ?? (typeof value === 'string' ? `“${value}”` : JSON.stringify(value))
  );
};

/** One cell that is shown otherwise than the log says, in words; amounts in yuan. `--json` has tables and columns as the engine calls them. */
export const differenceText = ({ table, key, column, live, rebuilt }: Difference): string =>
  `${TABLES[table] ?? table} [${key}] ${COLUMNS[column] ?? column}：现有 ${valueText(column, live)}，重建 ${valueText(column, rebuilt)}`;
