import { eitherOf, listed, say } from '@fenming/language';
import { isInstant } from '@fenming/calendar';
import type { LeadState, Level, Refusal, RefusalCode } from '@fenming/subsidy';
import { NEXT_STEPS, ROLE_NAMES, STATE_NAMES } from './batch-words';
import { clockText } from './clock-text';
import { leftIn, mistypedBy, shortOf } from './money-details';
import { LEAD_STATES, LEVEL_NAMES } from './case-words';
import { PAID_FATES } from './rules-words';

/** What a word of a refusal is called in this county: a programme by its code, a condition of a programme by its id. */
export type Names = { readonly programme: (code: string) => string };
type Said = (detail: string, names: Names) => string;

const plain: Said = (detail) => detail;
const titled =
  (zh: string, en: string): Said =>
  (detail) =>
    `${say(zh, en)} ${detail}`;
const lineOf: Said = (detail) => detail.replace(/^(\d+): /, say('第 $1 行：', 'line $1: '));
const atLevel =
  (zh: string, en: string): Said =>
  (detail) =>
    isLevel(detail) ? say(`${LEVEL_NAMES[detail]}${zh}`, `${LEVEL_NAMES[detail]} ${en}`) : detail;
const isLeadState = (text: string): text is LeadState => Object.hasOwn(LEAD_STATES, text);
const isLevel = (text: string): text is Level => Object.hasOwn(LEVEL_NAMES, text);
/** Conditions as their sentences, a line each. */
const sentencesOf: Said = (detail) => detail.split('\n').join(say('；', '; '));
const programmeOf: Said = (detail, { programme }) => `“${programme(detail)}”`;
const stageOf: Said = (detail) => {
  const name = STATE_NAMES[detail];
  if (name === undefined) return detail;
  const next = NEXT_STEPS[detail];
  return say(
    `当前为“${name}”${next === undefined ? '' : `，${next}`}`,
    `it is “${name}” now${next === undefined ? '' : `; ${next}`}`,
  );
};

/** In a record the engine's own reactions are the system's as well; whoever is to be asked is a person. */
const officesAsked = (): typeof ROLE_NAMES => ({ ...ROLE_NAMES, system: say('系统管理员', 'administrator') });
const officesOf: Said = (detail) => {
  const offices = detail.split(',').map((role) => officesAsked()[role] ?? role);
  return say(`应由${eitherOf(offices)}办理`, `done by the ${eitherOf(offices)}`);
};

const partOf: Said = (detail) => {
  const [, done, all] = /^(\d+)\/(\d+)$/.exec(detail) ?? [];
  return done === undefined ? detail : say(`已有结果 ${done}，共 ${all}`, `${done} of ${all} have a result`);
};
const programmeAndYear: Said = (detail, { programme }) => {
  const [code = '', year] = detail.split(' ');
  return year === undefined
    ? `“${programme(code)}”`
    : say(`“${programme(code)}” ${year} 年度`, `“${programme(code)}” for ${year}`);
};
/** What was asked for, and the layouts that there are: a county that has none yet must learn where one is put. */
const banksOffered: Said = (detail) => {
  const [asked = '', ...offered] = detail.split('\n');
  const there =
    offered.length > 0
      ? say(`可用：${listed(offered)}`, `there are ${listed(offered)}`)
      : say(
          '本县还没有代发银行的格式：请把本县银行的格式文件放进数据目录的 bank-profiles/，再启动服务',
          'this county has no format of its bank yet: put the format file of the bank into bank-profiles/ in the data folder and start the server again',
        );
  return asked === '' ? there : say(`格式 ${asked}；${there}`, `format ${asked}; ${there}`);
};
/** `henan 河南省`: in English by the code, which the county may name as well. */
const regionOf = (named: string): string => say(named, named.replace(/ .*$/u, ''));
const regionsOffered: Said = (detail) => listed(detail.split('\n').map(regionOf));
/** What was asked for, and the regions that there are. */
const unknownRegion: Said = (detail) => {
  const [asked = '', ...offered] = detail.split('\n');
  return offered.length === 0
    ? detail
    : say(`${asked}；可用：${listed(offered)}`, `${asked}; there are ${listed(offered.map(regionOf))}`);
};
/** The number of the document alone, or below it its day and what becomes of the money: what was said otherwise is seen beside it. */
const withdrawnAs: Said = (detail, names) => {
  const [number = '', day = '', paid] = detail.split('\n');
  const document = titled('文号', 'document')(number, names);
  if (paid === undefined) return document;
  const fate = PAID_FATES[paid as keyof typeof PAID_FATES];
  return say(`${document}，文件日期 ${day}，已发资金${fate}`, `${document} of ${day}; what was paid ${fate}`);
};
/** A name that begins with the store's own sign is no stream's: nobody knows in which one the event stood. */
const historyOf: Said = (detail) =>
  detail.startsWith('$') ? say('整个日志', 'the whole log') : say(`记录 ${detail}`, `record ${detail}`);
/** `batch RURAL_REWARD-2023-991002-1` of a bank return that another batch has; of a roster its import number. */
const importedAs: Said = (detail, names) =>
  detail.startsWith('batch ')
    ? titled('已导入批次', 'imported for batch')(detail.slice('batch '.length), names)
    : titled('导入编号', 'import number')(detail, names);
/** `F3,F8`: the formulas that do not hold. An earlier release has parted them by `、`. */
const formulasOf: Said = (detail) => listed(detail.split(/[,、]/u));
/** What was asked for, and below it what could have been. */
const soughtAmong: Said = (detail) => {
  const [asked = '', ...offered] = detail.split('\n');
  const sought = say(`查的是 ${asked}`, `asked for ${asked}`);
  return offered.length === 0 ? sought : say(`${sought}；可用：${listed(offered)}`, `${sought}; there are ${listed(offered)}`);
};
const momentOf =
  (zh: string, en: string): Said =>
  (detail) =>
    isInstant(detail) ? `${say(zh, en)} ${clockText(detail)}` : detail;

/** How the detail of each refusal is said; a code that is not here carries a sentence, a name or a number of its own. */
const DETAILS: { readonly [code in RefusalCode]?: Said } = {
  not_found: soughtAmong,
  year_unknown: (detail) => say(`年度 ${detail}`, `year ${detail}`),
  forbidden_role: officesOf,
  already_awarded: (detail) => say(`${detail} 年度`, `year ${detail}`),
  year_not_begun: (detail) => say(`${detail} 年度`, `year ${detail}`),
  year_out_of_reach: (detail) => say(`${detail} 年度`, `year ${detail}`),
  decided_above: atLevel('已确认或受理', 'level has confirmed or taken it up'),
  incompatible_programme: programmeOf,
  programme_not_in_force: programmeAndYear,
  programme_not_adopted: programmeOf,
  programme_not_offered: programmeOf,
  duplicate_file: importedAs,
  source_unknown: soughtAmong,
  lead_ended: (detail) => (isLeadState(detail) ? LEAD_STATES[detail] : detail),
  file_compared: (detail) => say(`这个来源的第 ${detail} 份`, `list ${detail} of this source`),
  level_order: atLevel('的公示', 'notice'),
  conditions_not_met: sentencesOf,
  facts_missing: sentencesOf,
  notice_open: (detail) => say(`公示到 ${detail}`, `open until ${detail}`),
  already_instructed: titled('档案号', 'case'),
  death_document_differs: titled('等待确认的文件', 'the document that waits'),
  death_waiting: titled('等待确认的文件', 'the document that waits'),
  rejection_withdrawal_unknown: titled('等待确认的文件', 'the document that waits'),
  case_not_waiting: titled('档案号', 'case'),
  actor_exists: titled('账号', 'account'),
  person_has_account: titled('账号', 'account'),
  actor_dismissed: titled('账号', 'account'),
  office_area_level: titled('辖区', 'area'),
  office_area_unknown: titled('辖区', 'area'),
  credential_kind: titled('账号', 'account'),
  password_too_short: titled('账号', 'account'),
  password_guessable: titled('账号', 'account'),
  office_vacated: titled('批次', 'batch'),
  last_confirmer: (detail) => say(`可先确认账号 ${detail}`, `account ${detail} can be confirmed first`),
  password_not_own: titled('账号', 'account'),
  own_password_first: titled('账号', 'account'),
  office_of_persons: titled('账号', 'account'),
  actor_name_reserved: titled('账号', 'account'),
  county_already_open: plain,
  clock_backwards: momentOf('现在是', 'it is now'),
  password_changed: momentOf('更改的时间：', 'changed at'),
  history_incomplete: historyOf,
  restored_unreconciled: momentOf('日志止于', 'the log ends at'),
  version_overlaps: (detail) =>
    say(`这份文件已采用的内容自 ${detail} 起执行`, `what the document says already is in force from ${detail}`),
  document_in_future: titled('文件日期', 'day of the document'),
  period_empty: titled('起止日期', 'days'),
  withdrawal_too_early: (detail) => say(`所废止的规则的文件日期为 ${detail}`, `the document of the rules is dated ${detail}`),
  version_changes_past: (detail) => say(`最早可以从 ${detail} 年度起`, `the earliest is the year ${detail}`),
  version_superseded: titled('版本', 'version'),
  version_withdrawn: withdrawnAs,
  definition_malformed: lineOf,
  examples_failed: lineOf,
  area_conflict: titled('区划代码', 'area code'),
  area_unknown: titled('区划代码', 'area code'),
  area_name_taken: titled('区划代码', 'area code'),
  duplicate_document: titled('文号', 'document'),
  carried_too_long: (detail) => say(`最早的是 ${detail} 年度的资金`, `the oldest is money of ${detail}`),
  money_under_way: titled('批次', 'batch'),
  money_left: leftIn,
  available_exceeded: shortOf,
  budget_exceeded: shortOf,
  total_mismatch: mistypedBy,
  region_missing: regionsOffered,
  region_unknown: unknownRegion,
  regions_apart: regionsOffered,
  appropriation_closed: (detail) => say(`${detail} 年度`, `year ${detail}`),
  batch_exists: titled('批次', 'batch'),
  batch_not_found: titled('批次', 'batch'),
  batch_state: stageOf,
  controls_failed: formulasOf,
  results_incomplete: partOf,
  returns_waiting: (detail) => say(`还有 ${detail} 笔`, `${detail} more`),
  roster_changed: (detail) => say(`${detail} 人的情况有变`, `${detail} persons have changed`),
  bank_unnamed: banksOffered,
  bank_unknown: banksOffered,
  bank_differs: titled('格式', 'format'),
};

/** The detail of a refusal in words; undefined where it has none. */
export const detailText = ({ refused, detail }: Refusal, names: Names): string | undefined =>
  detail === undefined || detail === '' ? undefined : (DETAILS[refused] ?? plain)(detail, names);
