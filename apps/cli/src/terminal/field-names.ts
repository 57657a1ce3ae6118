/** What the engine calls a field of a request, as it is called where it is typed: the word, and the option where there is one. */
const FIELDS: Readonly<Record<string, string>> = {
  actor: '账号（--as）',
  actors: '账号',
  amount_fen: '金额（--yuan）',
  area: '辖区代码（--area）',
  areas: '区划文件',
  arrived_on: '日期（--on）',
  adjusted_on: '日期（--on）',
  carried_on: '日期（--on）',
  lapsed_on: '日期（--on）',
  closed_on: '日期（--on）',
  bank_files: '清单',
  case_number: '档案号',
  central_fen: '中央资金（--central）',
  province_fen: '省级资金（--province）',
  city_fen: '市级资金（--city）',
  county_fen: '县级资金（--county）',
  citizen_id: '身份证号',
  code: '区划代码（--county）',
  change: '账号变更',
  content_hash: '版本',
  current: '原密码',
  document_no: '文号（--document-no）',
  effective_from: '生效日期（--from）',
  file: '文件',
  funding: '各级资金',
  id: '账号',
  keep_log_days: '保留天数（--keep-log-days）',
  keep_vault_days: '保留天数（--keep-vault-days）',
  kind: '账号种类',
  layer: '层级（--layer）',
  level: '级别（--level）',
  log_to: '目录（--log-to）',
  name: '名称（--name）',
  password: '密码',
  profile: '格式（--profile）',
  programme: '项目',
  reason: '理由（--reason）',
  regions: '地区（--region）',
  role: '岗位（--role）',
  text: '文件内容',
  title: '岗位名称（--title）',
  total_fen: '合计（--total）',
  vault_to: '目录（--vault-to）',
  year: '年度',
};

/** The columns of what is sent as a list of rows. */
const COLUMNS: Readonly<Record<string, string>> = {
  code: '代码',
  name: '名称',
  file_name: '文件名',
  sha256: 'SHA-256',
  count: '笔数',
  sum_fen: '金额',
};

/** One account is sent as a list of one, of which nobody who typed it knows. */
const LISTS_OF_ONE = ['actors', 'regions'];

/** `/areas/3/name` → `第 4 项的名称`; `/arrived_on` → `日期（--on）`. A field that is not listed keeps its own name. */
export const fieldName = (pointer: string): string => {
  const parts = pointer.split('/').slice(1);
  const [list = '', index = ''] = parts;
  const field = parts.findLast((part) => !/^\d+$/.test(part)) ?? '';
  const named = FIELDS[field] ?? field;
  if (!/^\d+$/.test(index) || LISTS_OF_ONE.includes(list)) return named;
  const item = `第 ${Number(index) + 1} 项`;
  return parts.length === 2 ? `${named}${item}` : `${item}的${COLUMNS[field] ?? named}`;
};
