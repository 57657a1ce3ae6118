import { same, say, spoken, spokenLanguage, type Word } from '@fenming/language';
import { titleOfEvent } from '@fenming/findings';
import { regionName } from '@fenming/programmes';
import {
  ACCOUNT_CHANGES,
  ACCOUNT_KINDS,
  CASE_DECISIONS,
  CREDENTIAL_KINDS,
  EXIT_REASONS,
  FIELD_WORDS,
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

/** Where a column means another thing than the field of that name elsewhere. */
const IN_COLUMNS: Readonly<Record<string, Word>> = {
  '(row)': { zh: '整行', en: 'whole row' },
  failed: { zh: '未办成', en: 'not done' },
  cause: { zh: '依据', en: 'source' },
  hash: { zh: '名单摘要', en: 'hash of the list' },
  number: { zh: '导入次序', en: 'order of import' },
  paid: { zh: '已在发放或已发放', en: 'paid or being paid' },
};
/** How the values of a column are said, where they are no plain text or number. */
const SAID_IN: Readonly<Record<string, Said>> = {
  '(row)': among(spoken({ present: { zh: '有', en: 'present' }, missing: { zh: '没有', en: 'missing' } })),
  adjusted_fen: yuan,
  adopted_at: moment,
  amount_fen: yuan,
  appropriated_fen: yuan,
  at: moment,
  becomes_fen: yuan,
  central_fen: yuan,
  city_fen: yuan,
  clock: moment,
  closed_at: moment,
  computed_at: moment,
  county_fen: yuan,
  credential: among(CREDENTIAL_KINDS),
  credit: among(LEDGER_ACCOUNTS),
  debit: among(LEDGER_ACCOUNTS),
  decision: among(CASE_DECISIONS),
  proposed: among(CASE_DECISIONS),
  demo: yesNo,
  detail: (json) => contentText(json),
  dismissed: yesNo,
  due_fen: yuan,
  eligible: yesNo,
  exit_reason: among(EXIT_REASONS),
  instructed_fen: yuan,
  kind: among(ACCOUNT_KINDS, OBJECTION_KINDS, POSTING_KINDS),
  layer: among(LAYER_NAMES),
  left_fen: yuan,
  left_out: (json) => contentText(json),
  level: among(LEVEL_NAMES),
  opened_at: moment,
  paid: yesNo,
  paid_then: among(PAID_FATES),
  paused: yesNo,
  previous_fen: yuan,
  proposed_at: moment,
  province_fen: yuan,
  raised_at: moment,
  raised_fen: yuan,
  reason: reason,
  received_fen: yuan,
  recovered_fen: yuan,
  refused: (json) => contentText(json),
  regions: regions,
  reissued_fen: yuan,
  resolved_at: moment,
  returned_fen: yuan,
  role: among(ROLE_NAMES),
  settled_fen: yuan,
  stage: among(STAGE_NAMES),
  stage_before: among(STAGE_NAMES),
  started_at: moment,
  state: among(STATE_NAMES),
  step: among(STEPS_TAKEN, STEP_NAMES),
  sum_fen: yuan,
  type: titleOfEvent,
  typed_fen: yuan,
  unconfirmed: yesNo,
  undecided_fen: yuan,
  was_fen: yuan,
  what: among(ACCOUNT_CHANGES),
};
const everywhere = (column: string): Column | undefined => {
  const title = IN_COLUMNS[column] ?? FIELD_WORDS[column];
  return title === undefined ? undefined : [title, SAID_IN[column]];
};

/** Fields that stand in the content of an entry and mean another thing there. */
const IN_CONTENT: Readonly<Record<string, Column>> = {
  code: [{ zh: '代码', en: 'code' }, reason],
  cause: [{ zh: '原因', en: 'reason' }, reason],
  failed: [FIELD_WORDS['failed'] ?? same('failed')],
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
        const [title, sayIt] = IN_CONTENT[name] ?? everywhere(name) ?? [same(name)];
        return `${title[spokenLanguage()]} ${said(each, sayIt)}`;
      })
      .join(say('，', ', '));
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return sayIt?.(text) ?? text;
};
const contentText = (json: string): string => said(parsed(json), undefined);

const columnOf = (table: string, column: string): Column | undefined => IN_TABLE[table]?.[column] ?? everywhere(column);

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
