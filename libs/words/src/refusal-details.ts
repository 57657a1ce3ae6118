import { isInstant } from '@fenming/calendar';
import { LEVELS, type Level, type Refusal, type RefusalCode } from '@fenming/subsidy';
import { NEXT_STEPS, ROLE_NAMES, STATE_NAMES } from './batch-words';
import { clockText } from './clock-text';
import { LEVEL_NAMES } from './case-words';

/** What a word of a refusal is called in this county: a programme by its code, a condition of a programme by its id. */
export type Names = { readonly programme: (code: string) => string };
type Said = (detail: string, names: Names) => string;

const plain: Said = (detail) => detail;
const titled =
  (title: string): Said =>
  (detail) =>
    `${title} ${detail}`;
const lineOf: Said = (detail) => detail.replace(/^(\d+): /, '第 $1 行：');
const atLevel =
  (after: string): Said =>
  (detail) =>
    isLevel(detail) ? `${LEVEL_NAMES[detail]}${after}` : detail;
const isLevel = (text: string): text is Level => LEVELS.some((level) => level === text);
/** Conditions as their sentences, of which a decider makes one list. */
const sentencesOf: Said = (detail) => detail.replaceAll(',', '；');
const programmeOf: Said = (detail, { programme }) => `“${programme(detail)}”`;
const stageOf: Said = (detail) => {
  const name = detail === 'paused' ? '暂停发放' : detail === 'none' ? '未开立' : STATE_NAMES[detail];
  if (name === undefined) return detail;
  const next = NEXT_STEPS[detail];
  return `当前为“${name}”${next === undefined ? '' : `，${next}`}`;
};

/** In a record the engine's own reactions are the system's as well; whoever is to be asked is a person. */
const OFFICES: typeof ROLE_NAMES = { ...ROLE_NAMES, system: '系统管理员' };
const officesOf: Said = (detail) => {
  const offices = detail.split(',').map((role) => OFFICES[role] ?? role);
  const last = offices.pop() ?? '';
  return `应由${offices.length === 0 ? last : `${offices.join('、')}或${last}`}办理`;
};

const partOf: Said = (detail) => {
  const [, done, all] = /^(\d+)\/(\d+)$/.exec(detail) ?? [];
  return done === undefined ? detail : `已有结果 ${done}，共 ${all}`;
};
const programmeAndYear: Said = (detail, { programme }) => {
  const [code = '', year] = detail.split(' ');
  return year === undefined ? `“${programme(code)}”` : `“${programme(code)}” ${year} 年度`;
};
/** What was asked for, and the layouts that there are: a county that has none yet must learn where one is put. */
const banksOffered: Said = (detail) => {
  const [asked = '', ...offered] = detail.split('\n');
  const there =
    offered.length > 0
      ? `可用：${offered.join('、')}`
      : '本县还没有代发银行的格式：请把本县银行的格式文件放进数据目录的 bank-profiles/，再启动服务';
  return asked === '' ? there : `格式 ${asked}；${there}`;
};
/** A name that begins with the store's own sign is no stream's: nobody knows in which one the event stood. */
const historyOf: Said = (detail) => (detail.startsWith('$') ? '整个日志' : `记录 ${detail}`);
const momentOf =
  (title: string): Said =>
  (detail) =>
    isInstant(detail) ? `${title} ${clockText(detail)}` : detail;

/** How the detail of each refusal is said; a code that is not here carries a sentence, a name or a number of its own. */
const DETAILS: { readonly [code in RefusalCode]?: Said } = {
  not_found: titled('查的是'),
  year_unknown: (detail) => `年度 ${detail}`,
  forbidden_role: officesOf,
  already_awarded: (detail) => `${detail} 年度`,
  year_not_begun: (detail) => `${detail} 年度`,
  year_out_of_reach: (detail) => `${detail} 年度`,
  decided_above: atLevel('已确认或受理'),
  incompatible_programme: programmeOf,
  programme_not_in_force: programmeAndYear,
  programme_not_adopted: programmeOf,
  programme_not_offered: programmeOf,
  duplicate_file: titled('导入编号'),
  level_order: atLevel('的公示'),
  conditions_not_met: sentencesOf,
  facts_missing: sentencesOf,
  notice_open: (detail) => `公示到 ${detail}`,
  already_instructed: titled('档案号'),
  actor_exists: titled('账号'),
  person_has_account: titled('账号'),
  actor_dismissed: titled('账号'),
  office_area_level: titled('辖区'),
  office_area_unknown: titled('辖区'),
  credential_kind: titled('账号'),
  password_too_short: titled('账号'),
  password_guessable: titled('账号'),
  office_vacated: titled('批次'),
  last_confirmer: (detail) => `可先确认账号 ${detail}`,
  password_not_own: titled('账号'),
  own_password_first: titled('账号'),
  office_of_persons: titled('账号'),
  actor_name_reserved: titled('账号'),
  county_already_open: plain,
  clock_backwards: momentOf('现在是'),
  password_changed: momentOf('更改的时间：'),
  history_incomplete: historyOf,
  restored_unreconciled: momentOf('日志止于'),
  version_overlaps: (detail) => `已采用的版本自 ${detail} 起执行`,
  version_changes_past: (detail) => `最早可以从 ${detail} 年度起`,
  version_superseded: titled('版本'),
  definition_malformed: lineOf,
  examples_failed: lineOf,
  area_conflict: titled('区划代码'),
  area_unknown: titled('区划代码'),
  area_name_taken: titled('区划代码'),
  duplicate_document: titled('文号'),
  carried_too_long: (detail) => `最早的是 ${detail} 年度的资金`,
  money_under_way: titled('批次'),
  money_left: (detail) => `还有可用资金：${detail}`,
  appropriation_closed: (detail) => `${detail} 年度`,
  batch_exists: titled('批次'),
  batch_not_found: titled('批次'),
  batch_state: stageOf,
  results_incomplete: partOf,
  returns_waiting: (detail) => `还有 ${detail} 笔`,
  roster_changed: (detail) => `${detail} 人的情况有变`,
  bank_unnamed: banksOffered,
  bank_unknown: banksOffered,
  bank_differs: titled('格式'),
};

/** The detail of a refusal in words; undefined where it has none. */
export const detailText = ({ refused, detail }: Refusal, names: Names): string | undefined =>
  detail === undefined || detail === '' ? undefined : (DETAILS[refused] ?? plain)(detail, names);
