import { same, say, spoken, spokenLanguage } from '@fenming/language';
import { titleOfEvent } from '@fenming/findings';
import { regionName } from '@fenming/programmes';
import {
  ACCOUNT_CHANGES,
  ACCOUNT_KINDS,
  CASE_DECISIONS,
  CREDENTIAL_KINDS,
  EXIT_REASONS,
  LAYER_NAMES,
  LEDGER_ACCOUNTS,
  LEVEL_NAMES,
  OBJECTION_KINDS,
  PAID_FATES,
  POSTING_KINDS,
  ROLE_NAMES,
  STAGE_NAMES,
  STATE_NAMES,
  STEPS_TAKEN,
  STEP_NAMES,
} from '@fenming/words';
import { among, moment, reason, yesNo, yuan, type Column, type Said } from './column-values';
import { IN_TABLE } from './columns-of-tables';

const regions: Said = (json) => {
  const ids = parsed(json);
  return Array.isArray(ids) ? ids.map((id) => regionName(String(id))).join(say('、', ', ')) : json;
};

/** Columns whose name means the same wherever it stands. */
const EVERYWHERE: Readonly<Record<string, Column>> = {
  '(row)': [
    { zh: '整行', en: 'whole row' },
    among(spoken({ present: { zh: '有', en: 'present' }, missing: { zh: '没有', en: 'missing' } })),
  ],
  accepted: [{ zh: '导入行数', en: 'lines imported' }],
  account_version: [{ zh: '账户版本', en: 'version of the account' }],
  approver: [{ zh: '批准人', en: 'approved by' }],
  becomes_fen: [{ zh: '将核定', en: 'becomes' }, yuan],
  computed_at: [{ zh: '试算时间', en: 'computed at' }, moment],
  decision: [{ zh: '决定', en: 'decision' }, among(CASE_DECISIONS)],
  failed: [{ zh: '未办成', en: 'not done' }],
  for_person: [{ zh: '由人决定', en: 'for a person' }],
  listed: [{ zh: '清单摘要', en: 'hash of the lists' }],
  looked: [{ zh: '核对例数', en: 'cases looked at' }],
  proposer: [{ zh: '提出人', en: 'proposed by' }],
  raised: [{ zh: '增加例数', en: 'cases raised' }],
  raised_fen: [{ zh: '增加合计', en: 'rise' }, yuan],
  rules_revision: [{ zh: '所依规则', en: 'rules looked at' }],
  run: [{ zh: '第几次', en: 'run' }],
  unchanged: [{ zh: '不变例数', en: 'cases unchanged' }],
  was_fen: [{ zh: '原核定', en: 'was' }, yuan],
  actor: [{ zh: '账号', en: 'account' }],
  adjusted_fen: [{ zh: '调整', en: 'adjusted' }, yuan],
  adopted_at: [{ zh: '采用时间', en: 'adopted at' }, moment],
  adopted_by: [{ zh: '采用人', en: 'adopted by' }],
  amount_fen: [{ zh: '金额', en: 'amount' }, yuan],
  appropriated_fen: [{ zh: '下达', en: 'received' }, yuan],
  area: [{ zh: '辖区', en: 'area' }],
  arrived_on: [{ zh: '到账日期', en: 'arrived on' }],
  at: [{ zh: '办理时间', en: 'done at' }, moment],
  attempt: [{ zh: '第几次发放', en: 'payment no.' }],
  awaited: [{ zh: '待确认的变更', en: 'changes to be confirmed' }],
  batch: [{ zh: '批次', en: 'batch' }],
  by_actor: [{ zh: '办理人', en: 'done by' }],
  case_number: [{ zh: '档案号', en: 'case' }],
  cause: [{ zh: '依据', en: 'source' }],
  central_fen: [{ zh: '中央资金', en: 'central funds' }, yuan],
  chunk: [{ zh: '分段', en: 'chunk' }],
  chunks: [{ zh: '分段数', en: 'chunks' }],
  chunks_done: [{ zh: '已办分段数', en: 'chunks done' }],
  city_fen: [{ zh: '市级资金', en: 'city funds' }, yuan],
  clock: [{ zh: '模拟时钟', en: 'simulated clock' }, moment],
  closed_at: [{ zh: '办结时间', en: 'closed at' }, moment],
  closed_on: [{ zh: '结账日期', en: 'closed on' }],
  closes_on: [{ zh: '公示届满日', en: 'notice open until' }],
  code: [{ zh: '区划代码', en: 'area code' }],
  content_hash: [{ zh: '规则版本', en: 'version of the rules' }],
  count: [{ zh: '笔数', en: 'lines' }],
  county_fen: [{ zh: '县级资金', en: 'county funds' }, yuan],
  channel: [{ zh: '反映渠道', en: 'channel' }],
  credential: [{ zh: '登录方式', en: 'logs in by' }, among(CREDENTIAL_KINDS)],
  credit: [{ zh: '贷方', en: 'credit' }, among(LEDGER_ACCOUNTS)],
  debit: [{ zh: '借方', en: 'debit' }, among(LEDGER_ACCOUNTS)],
  demo: [{ zh: '演示县', en: 'demo county' }, yesNo],
  detail: [{ zh: '内容', en: 'details' }, (json) => contentText(json)],
  dismissed: [{ zh: '已停用', en: 'ended' }, yesNo],
  document_no: [{ zh: '文号', en: 'document' }],
  due_count: [{ zh: '应发笔数', en: 'entitlements due' }],
  due_fen: [{ zh: '应发金额', en: 'amount due' }, yuan],
  effective_from: [{ zh: '生效日期', en: 'in force from' }],
  effective_to: [{ zh: '执行到', en: 'in force until' }],
  document_date: [{ zh: '文件日期', en: 'day of the document' }],
  withdrawal_by: [{ zh: '提出废止', en: 'withdrawal proposed by' }],
  withdrawal_document_no: [{ zh: '废止文号', en: 'withdrawing document' }],
  withdrawn_by: [{ zh: '确认废止', en: 'withdrawn by' }],
  paid_then: [{ zh: '已发资金', en: 'what was paid' }, among(PAID_FATES)],
  effective_on: [{ zh: '生效日期', en: 'in force from' }],
  eligible: [{ zh: '有资格', en: 'qualifies' }, yesNo],
  enrolment_id: [{ zh: '对象编号', en: 'case id' }],
  entitlement: [{ zh: '补助', en: 'benefit' }],
  exit_reason: [{ zh: '退出原因', en: 'reason for leaving' }, among(EXIT_REASONS)],
  exit_year: [{ zh: '退出年度', en: 'year of leaving' }],
  file_hash: [{ zh: '文件摘要', en: 'hash of the file' }],
  file_name: [{ zh: '文件名', en: 'file name' }],
  first_line: [{ zh: '首行', en: 'first line' }],
  good_rows: [{ zh: '合格行数', en: 'good lines' }],
  hash: [{ zh: '名单摘要', en: 'hash of the list' }],
  import_id: [{ zh: '导入编号', en: 'import number' }],
  instructed_count: [{ zh: '已生成指令笔数', en: 'payments instructed' }],
  instructed_fen: [{ zh: '在途金额', en: 'amount under way' }, yuan],
  kind: [{ zh: '种类', en: 'kind' }, among(ACCOUNT_KINDS, OBJECTION_KINDS, POSTING_KINDS)],
  last_line: [{ zh: '末行', en: 'last line' }],
  layer: [{ zh: '资金层级', en: 'layer of funds' }, among(LAYER_NAMES)],
  left_out: [{ zh: '未列入的行', en: 'lines left out' }, (json) => contentText(json)],
  level: [{ zh: '级别', en: 'level' }, among(LEVEL_NAMES)],
  line_no: [{ zh: '序号', en: 'no.' }],
  list_hash: [{ zh: '名单摘要', en: 'hash of the list' }],
  lock: [{ zh: '锁定次数', en: 'times locked' }],
  name: [{ zh: '名称', en: 'name' }],
  notice: [{ zh: '公示编号', en: 'notice number' }],
  nth: [{ zh: '次序', en: 'order' }],
  number: [{ zh: '导入次序', en: 'order of import' }],
  objection_id: [{ zh: '异议编号', en: 'objection number' }],
  determination: [{ zh: '核定次数', en: 'determinations' }],
  objections_open: [{ zh: '未办结的异议', en: 'open objections' }],
  opened_at: [{ zh: '开立时间', en: 'opened at' }, moment],
  origin: [{ zh: '日志', en: 'log' }],
  paid: [{ zh: '已在发放或已发放', en: 'paid or being paid' }, yesNo],
  paused: [{ zh: '暂停发放', en: 'paused' }, yesNo],
  person_id: [{ zh: '人员编号', en: 'person id' }],
  position: [{ zh: '事件号', en: 'event number' }],
  posted_on: [{ zh: '张贴日期', en: 'posted on' }],
  profile: [{ zh: '银行文件格式', en: 'format of the bank' }],
  programme: [{ zh: '项目', en: 'programme' }],
  proposed_at: [{ zh: '提出时间', en: 'proposed at' }, moment],
  proposed_by: [{ zh: '提出人', en: 'proposed by' }],
  province_fen: [{ zh: '省级资金', en: 'province funds' }, yuan],
  raised_at: [{ zh: '提出时间', en: 'raised at' }, moment],
  reason: [{ zh: '原因', en: 'reason' }, reason],
  received_fen: [{ zh: '已收回金额', en: 'amount received back' }, yuan],
  recovered_fen: [{ zh: '追回金额', en: 'amount to recover' }, yuan],
  recovery_id: [{ zh: '追回编号', en: 'recovery number' }],
  refused: [{ zh: '有错误的行', en: 'lines with faults' }, (json) => contentText(json)],
  regions: [{ zh: '执行的标准', en: 'rates that apply' }, regions],
  reissued_fen: [{ zh: '补发金额', en: 'amount reissued' }, yuan],
  request_id: [{ zh: '请求号', en: 'request number' }],
  resolved_at: [{ zh: '办结时间', en: 'closed at' }, moment],
  returned_fen: [{ zh: '退票金额', en: 'amount returned' }, yuan],
  role: [{ zh: '岗位', en: 'office' }, among(ROLE_NAMES)],
  round: [{ zh: '轮次', en: 'round' }],
  rows: [{ zh: '行数', en: 'lines' }],
  sealed_account: [{ zh: '密封的账户', en: 'sealed account' }],
  sealed_identity: [{ zh: '密封的姓名和证件号', en: 'sealed name and id' }],
  second_person_id: [{ zh: '配偶的人员编号', en: 'person id of the spouse' }],
  sent_count: [{ zh: '已送盘笔数', en: 'lines sent' }],
  seq: [{ zh: '次序', en: 'order' }],
  settled_count: [{ zh: '到账笔数', en: 'lines arrived' }],
  settled_fen: [{ zh: '到账金额', en: 'amount arrived' }, yuan],
  sha256: [{ zh: '文件摘要', en: 'hash of the file' }],
  stage: [{ zh: '进度', en: 'progress' }, among(STAGE_NAMES)],
  started_at: [{ zh: '开始时间', en: 'started at' }, moment],
  stage_before: [{ zh: '退出前的进度', en: 'progress before leaving' }, among(STAGE_NAMES)],
  state: [{ zh: '状态', en: 'state' }, among(STATE_NAMES)],
  step: [{ zh: '步骤', en: 'step' }, among(STEPS_TAKEN, STEP_NAMES)],
  sum_fen: [{ zh: '合计', en: 'total' }, yuan],
  title: [{ zh: '岗位名称', en: 'title of the office' }],
  township: [{ zh: '乡镇', en: 'township' }],
  type: [{ zh: '事项', en: 'what' }, titleOfEvent],
  unconfirmed: [{ zh: '待第二人确认', en: 'to be confirmed by a second person' }, yesNo],
  village: [{ zh: '村', en: 'village' }],
  what: [{ zh: '事项', en: 'what' }, among(ACCOUNT_CHANGES)],
  year: [{ zh: '年度', en: 'year' }],
};

/** Fields that stand in the content of an entry and are no column of their own. */
const IN_CONTENT: Readonly<Record<string, Column>> = {
  code: [{ zh: '代码', en: 'code' }, reason],
  cause: [{ zh: '原因', en: 'reason' }, reason],
  failed: [{ zh: '回盘失败', en: 'returned by the bank' }],
  lines: [{ zh: '行', en: 'line' }],
  previous_fen: [{ zh: '原金额', en: 'former amount' }, yuan],
  row: [{ zh: '名单行号', en: 'lines of the list' }],
  settled: [{ zh: '回盘成功', en: 'settled by the bank' }],
  typed_fen: [{ zh: '输入的合计', en: 'total typed' }, yuan],
  unknown: [{ zh: '结果未明', en: 'outcome unknown' }],
};

const parsed = (json: string): unknown => {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return json;
  }
};

const said = (value: unknown, sayIt?: Said): string => {
  if (value === null || value === undefined) return say('没有', 'none');
  if (Array.isArray(value))
    return value.length === 0 ? say('没有', 'none') : value.map((each) => said(each, sayIt)).join(say('、', ', '));
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([name, each]) => {
        const [title, sayIt] = IN_CONTENT[name] ?? EVERYWHERE[name] ?? [same(name)];
        return `${title[spokenLanguage()]} ${said(each, sayIt)}`;
      })
      .join(say('，', ', '));
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return sayIt?.(text) ?? text;
};
const contentText = (json: string): string => said(parsed(json), undefined);

const columnOf = (table: string, column: string): Column | undefined => IN_TABLE[table]?.[column] ?? EVERYWHERE[column];

/** The word of a column; undefined where nobody gave it one. */
export const columnTitle = (table: string, column: string): string | undefined => columnOf(table, column)?.[0][spokenLanguage()];

/** A cell in words: amounts in yuan, moments on the county's clock, codes by their words. What somebody typed stands in quotation marks. */
export const cellText = (table: string, column: string, value: unknown): string => {
  if (value === null || value === undefined) return say('没有', 'none');
  const sayIt = columnOf(table, column)?.[1];
  const text = said(value, sayIt);
  return sayIt === undefined && typeof value === 'string' ? `“${text}”` : text;
};

/** The business key of a row: of it, the kinds of a posting, the layers of money and the steps of a batch are codes. */
export const keyText = (table: string, key: string): string => {
  const words = { posting: [POSTING_KINDS, LAYER_NAMES], appropriation: [LAYER_NAMES], batch_total: [STEP_NAMES] }[table];
  return words === undefined
    ? key
    : key
        .split(' / ')
        .map(among(...words))
        .join(' / ');
};
