import { spoken } from '@fenming/language';

/** What the engine calls a field of a request, or a part of its address, in a word. */
export const FIELD_NAMES: Readonly<Record<string, string>> = spoken({
  actor: { zh: '账号', en: 'account' },
  actors: { zh: '账号', en: 'account' },
  adjusted_on: { zh: '日期', en: 'day' },
  amount_fen: { zh: '金额', en: 'amount' },
  area: { zh: '辖区代码', en: 'area code' },
  areas: { zh: '区划文件', en: 'area file' },
  arrived_on: { zh: '日期', en: 'day' },
  bank_files: { zh: '清单', en: 'list' },
  carried_on: { zh: '日期', en: 'day' },
  case_number: { zh: '档案号', en: 'case number' },
  central_fen: { zh: '中央资金', en: 'central funds' },
  change: { zh: '账号变更', en: 'change of the account' },
  citizen_id: { zh: '身份证号', en: 'citizen id' },
  city_fen: { zh: '市级资金', en: 'city funds' },
  closed_on: { zh: '日期', en: 'day' },
  code: { zh: '区划代码', en: 'area code' },
  content_hash: { zh: '版本', en: 'version' },
  county_fen: { zh: '县级资金', en: 'county funds' },
  current: { zh: '原密码', en: 'present password' },
  cursor: { zh: '游标', en: 'cursor' },
  difference: { zh: '差异', en: 'difference' },
  document_no: { zh: '文号', en: 'document number' },
  effective_from: { zh: '生效日期', en: 'day it takes effect' },
  file: { zh: '文件', en: 'file' },
  funding: { zh: '各级资金', en: 'funds by layer' },
  id: { zh: '编号', en: 'number' },
  keep_log_days: { zh: '保留天数', en: 'days kept' },
  keep_vault_days: { zh: '保留天数', en: 'days kept' },
  kind: { zh: '账号种类', en: 'kind of account' },
  lapsed_on: { zh: '日期', en: 'day' },
  layer: { zh: '层级', en: 'layer' },
  level: { zh: '级别', en: 'level' },
  limit: { zh: '每页条数', en: 'rows a page' },
  log_to: { zh: '目录', en: 'folder' },
  name: { zh: '名称', en: 'name' },
  password: { zh: '密码', en: 'password' },
  profile: { zh: '格式', en: 'format' },
  programme: { zh: '项目', en: 'programme' },
  province_fen: { zh: '省级资金', en: 'province funds' },
  reason: { zh: '理由', en: 'reason' },
  regions: { zh: '地区', en: 'region' },
  role: { zh: '岗位', en: 'role' },
  roster_hash: { zh: '名单摘要', en: 'hash of the list' },
  state: { zh: '状态', en: 'state' },
  step: { zh: '环节', en: 'step' },
  text: { zh: '文件内容', en: 'content of the file' },
  title: { zh: '岗位名称', en: 'title of the office' },
  total_fen: { zh: '合计', en: 'total' },
  total_yuan: { zh: '合计金额', en: 'total amount' },
  vault_to: { zh: '目录', en: 'folder' },
  year: { zh: '年度', en: 'year' },
});

type Fault = { readonly message?: string; readonly hint?: string; readonly row?: number; readonly line?: number };

/** The faults that say more than the sentence above them: a thing that is not there is named by its pointer for programs alone. */
export const faultsBeyond = <F extends Fault>(title: string, faults: readonly F[]): readonly F[] =>
  faults.filter(
    ({ message, hint, row, line }) => message !== title || hint !== undefined || row !== undefined || line !== undefined,
  );
