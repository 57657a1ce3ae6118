import { REASON_TEXTS, type ReturnReason } from '@fenming/bank-files';
import { isInstant } from '@fenming/calendar';
import { titleOfEvent } from '@fenming/findings';
import { fen, formatYuan } from '@fenming/money';
import { regionName } from '@fenming/programmes';
import { LAYER_NAMES } from '@fenming/subsidy';
import {
  ACCOUNT_CHANGES,
  clockText,
  STEPS_TAKEN,
  EXIT_REASONS,
  isRefusalCode,
  LEVEL_NAMES,
  OBJECTION_KINDS,
  PAYMENT_STATES,
  refusalText,
  ROLE_NAMES,
  STAGE_NAMES,
  STATE_NAMES,
  STEP_NAMES,
} from '@fenming/words';

type Said = (text: string) => string;
type Words = Readonly<Record<string, string>>;
/** What a column is called, and how a value of it is said where it is no plain text or number. */
type Column = readonly [title: string, said?: Said];

const among =
  (...words: readonly Words[]): Said =>
  (code) =>
    words.map((each) => each[code]).find((word) => word !== undefined) ?? code;
const yesNo = among({ 0: '否', 1: '是' });
const moment: Said = (text) => (isInstant(text) ? clockText(text) : text);
const yuan: Said = (text) =>
  /^-?\d+$/.test(text) && Number.isSafeInteger(Number(text)) ? `${formatYuan(fen(Number(text)))} 元` : text;
const regions: Said = (json) => {
  const ids = parsed(json);
  return Array.isArray(ids) ? ids.map((id) => regionName(String(id))).join('、') : json;
};

/** Why something came back, was held back, left or is claimed back; a sentence that somebody typed stands for itself. */
const reason: Said = (code) =>
  REASON_TEXTS[code as ReturnReason]?.text ??
  (isRefusalCode(code) ? refusalText(code).replace(/。$/u, '') : undefined) ??
  among(EXIT_REASONS, { roster: '按名单', correction: '更正', returned: '退票' })(code.replace(/^displaced:/u, '享受另一项目：'));

const POSTINGS: Words = {
  received: '下达',
  adjusted_up: '调增',
  adjusted_down: '调减',
  carried_in: '上年结转',
  carried_out: '结转下年',
  lapsed: '缴回',
  reserved: '预留',
  unreserved: '解除预留',
  instructed: '发放指令',
  held_back: '暂缓退回',
  settled: '到账',
  returned: '退票',
  recovered: '追回',
};
const ACCOUNTS: Words = {
  ...POSTINGS,
  available: '可用',
  appropriated: '下达',
  adjusted: '调整',
  in_transit: '在途',
  treasury: '县国库',
};
const AREA_LEVELS: Words = { county: '县', township: '乡镇', village: '村' };

/** Columns whose name means the same wherever it stands. */
const EVERYWHERE: Readonly<Record<string, Column>> = {
  '(row)': ['整行', among({ present: '有', missing: '没有' })],
  accepted: ['导入行数'],
  account_version: ['账户版本'],
  actor: ['账号'],
  adjusted_fen: ['调整', yuan],
  adopted_at: ['采用时间', moment],
  adopted_by: ['采用人'],
  amount_fen: ['金额', yuan],
  appropriated_fen: ['下达', yuan],
  area: ['辖区'],
  arrived_on: ['到账日期'],
  at: ['办理时间', moment],
  attempt: ['第几次发放'],
  awaited: ['待确认的变更'],
  batch: ['批次'],
  by_actor: ['办理人'],
  case_number: ['档案号'],
  cause: ['依据'],
  central_fen: ['中央资金', yuan],
  chunk: ['分段'],
  chunks: ['分段数'],
  chunks_done: ['已办分段数'],
  city_fen: ['市级资金', yuan],
  clock: ['模拟时钟', moment],
  closed_at: ['办结时间', moment],
  closed_on: ['结账日期'],
  closes_on: ['公示届满日'],
  code: ['区划代码'],
  content_hash: ['规则版本'],
  count: ['笔数'],
  county_fen: ['县级资金', yuan],
  channel: ['反映渠道'],
  credential: ['登录方式', among({ password: '密码', token: '令牌' })],
  credit: ['贷方', among(ACCOUNTS)],
  debit: ['借方', among(ACCOUNTS)],
  demo: ['演示县', yesNo],
  detail: ['内容', (json) => contentText(json)],
  dismissed: ['已停用', yesNo],
  document_no: ['文号'],
  due_count: ['应发笔数'],
  due_fen: ['应发金额', yuan],
  effective_from: ['生效日期'],
  effective_on: ['生效日期'],
  eligible: ['有资格', yesNo],
  enrolment_id: ['对象编号'],
  entitlement: ['补助'],
  exit_reason: ['退出原因', among(EXIT_REASONS)],
  exit_year: ['退出年度'],
  file_hash: ['文件摘要'],
  file_name: ['文件名'],
  first_line: ['首行'],
  good_rows: ['合格行数'],
  hash: ['名单摘要'],
  import_id: ['导入编号'],
  instructed_count: ['已生成指令笔数'],
  instructed_fen: ['在途金额', yuan],
  kind: ['种类', among({ person: '个人', service: '对接系统' }, OBJECTION_KINDS, POSTINGS)],
  last_line: ['末行'],
  layer: ['资金层级', among(LAYER_NAMES)],
  left_out: ['未列入的行', (json) => contentText(json)],
  level: ['级别', among(LEVEL_NAMES)],
  line_no: ['序号'],
  list_hash: ['名单摘要'],
  lock: ['锁定次数'],
  name: ['名称'],
  notice: ['公示编号'],
  nth: ['次序'],
  number: ['导入次序'],
  objection_id: ['异议编号'],
  objections_open: ['未办结的异议'],
  opened_at: ['开立时间', moment],
  origin: ['日志'],
  paid: ['已在发放或已发放', yesNo],
  paused: ['暂停发放', yesNo],
  person_id: ['人员编号'],
  position: ['事件号'],
  posted_on: ['张贴日期'],
  profile: ['银行文件格式'],
  programme: ['项目'],
  proposed_at: ['提出时间', moment],
  proposed_by: ['提出人'],
  province_fen: ['省级资金', yuan],
  raised_at: ['提出时间', moment],
  reason: ['原因', reason],
  received_fen: ['已收回金额', yuan],
  recovered_fen: ['追回金额', yuan],
  recovery_id: ['追回编号'],
  refused: ['有错误的行', (json) => contentText(json)],
  regions: ['执行的标准', regions],
  reissued_fen: ['补发金额', yuan],
  request_id: ['请求号'],
  resolved_at: ['办结时间', moment],
  returned_fen: ['退票金额', yuan],
  role: ['岗位', among(ROLE_NAMES)],
  round: ['轮次'],
  rows: ['行数'],
  sealed_account: ['密封的账户'],
  sealed_identity: ['密封的姓名和证件号'],
  second_person_id: ['配偶的人员编号'],
  sent_count: ['已送盘笔数'],
  seq: ['次序'],
  settled_count: ['到账笔数'],
  settled_fen: ['到账金额', yuan],
  sha256: ['文件摘要'],
  stage: ['进度', among(STAGE_NAMES)],
  started_at: ['开始时间', moment],
  state: ['状态', among(STATE_NAMES)],
  step: ['步骤', among(STEPS_TAKEN, STEP_NAMES)],
  sum_fen: ['合计', yuan],
  title: ['岗位名称'],
  township: ['乡镇'],
  type: ['事项', titleOfEvent],
  unconfirmed: ['待第二人确认', yesNo],
  village: ['村'],
  what: ['事项', among(ACCOUNT_CHANGES)],
  year: ['年度'],
};

/** Where a name means another thing in one table. */
const IN_TABLE: Readonly<Record<string, Readonly<Record<string, Column>>>> = {
  actor_change: { detail: ['说明', among(ROLE_NAMES, { password: '密码', token: '令牌' })] },
  area: { level: ['级别', among(AREA_LEVELS)] },
  batch_total: { step: ['步骤', among(STEP_NAMES)] },
  county: { code: ['县代码'], name: ['县名'] },
  objection: { state: ['状态', among({ open: '待处理', upheld: '成立', dismissed: '不成立' })] },
  payment: { state: ['状态', among(PAYMENT_STATES)] },
  programme_version: { state: ['状态', among({ proposed: '已提出', adopted: '已采用' })] },
};

/** Fields that stand in the content of an entry and are no column of their own. */
const IN_CONTENT: Readonly<Record<string, Column>> = {
  code: ['代码', reason],
  cause: ['原因', reason],
  failed: ['回盘失败'],
  lines: ['行'],
  previous_fen: ['原金额', yuan],
  row: ['名单行号'],
  settled: ['回盘成功'],
  typed_fen: ['输入的合计', yuan],
  unknown: ['结果未明'],
};

const parsed = (json: string): unknown => {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return json;
  }
};

const said = (value: unknown, say: Said | undefined): string => {
  if (value === null || value === undefined) return '没有';
  if (Array.isArray(value)) return value.length === 0 ? '没有' : value.map((each) => said(each, say)).join('、');
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([name, each]) => {
        const [title, sayIt] = IN_CONTENT[name] ?? EVERYWHERE[name] ?? [name];
        return `${title} ${said(each, sayIt)}`;
      })
      .join('，');
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return say?.(text) ?? text;
};
const contentText = (json: string): string => said(parsed(json), undefined);

const columnOf = (table: string, column: string): Column | undefined => IN_TABLE[table]?.[column] ?? EVERYWHERE[column];

/** The word of a column; undefined where nobody gave it one. */
export const columnTitle = (table: string, column: string): string | undefined => columnOf(table, column)?.[0];

/** A cell in words: amounts in yuan, moments on the county's clock, codes by their words. What somebody typed stands in quotation marks. */
export const cellText = (table: string, column: string, value: unknown): string => {
  if (value === null || value === undefined) return '没有';
  const say = columnOf(table, column)?.[1];
  const text = said(value, say);
  return say === undefined && typeof value === 'string' ? `“${text}”` : text;
};

/** The business key of a row: of it, the kinds of a posting, the layers of money and the steps of a batch are codes. */
export const keyText = (table: string, key: string): string => {
  const words = { posting: [POSTINGS, LAYER_NAMES], appropriation: [LAYER_NAMES], batch_total: [STEP_NAMES] }[table];
  return words === undefined
    ? key
    : key
        .split(' / ')
        .map(among(...words))
        .join(' / ');
};
