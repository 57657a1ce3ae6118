import { aside, say } from '@fenming/language';
import { FIELD_NAMES } from '@fenming/words';

/** The option by which a field is given, where there is one. */
const OPTIONS: Readonly<Record<string, string>> = {
  actor: '--as',
  amount_fen: '--yuan',
  area: '--area',
  arrived_on: '--on',
  adjusted_on: '--on',
  carried_on: '--on',
  lapsed_on: '--on',
  closed_on: '--on',
  central_fen: '--central',
  province_fen: '--province',
  city_fen: '--city',
  county_fen: '--county',
  code: '--county',
  decided_on: '--on',
  document_no: '--document-no',
  effective_from: '--from',
  effective_to: '--to',
  document_date: '--document-date',
  paid: '--paid',
  instead_of: '--instead-of',
  since: '--since',
  value: '--value',
  keep_log_days: '--keep-log-days',
  keep_vault_days: '--keep-vault-days',
  left_on: '--on',
  layer: '--layer',
  note: '--note',
  level: '--level',
  log_to: '--log-to',
  name: '--name',
  profile: '--profile',
  reason: '--reason',
  regions: '--region',
  role: '--role',
  title: '--title',
  total_fen: '--total',
  vault_to: '--vault-to',
};

/** One account is sent as a list of one, of which nobody who typed it knows. */
const LISTS_OF_ONE = ['actors', 'regions'];

const nameOf = (field: string): string => {
  const [name, option] = [FIELD_NAMES[field] ?? field, OPTIONS[field]];
  return `${name}${aside(option)}`;
};

/** `/areas/3/name` → `第 4 项的名称`; `/arrived_on` → `到账日期（--on）`. A field that is not listed keeps its own name. */
export const fieldName = (pointer: string): string => {
  const parts = pointer.split('/').slice(1);
  const [list = '', index = ''] = parts;
  const field = parts.findLast((part) => !/^\d+$/.test(part)) ?? '';
  const named = list === 'actors' && field === 'id' ? nameOf(list) : nameOf(field);
  if (!/^\d+$/.test(index) || LISTS_OF_ONE.includes(list)) return named;
  const item = say(`第 ${Number(index) + 1} 项`, ` no. ${Number(index) + 1}`);
  return parts.length === 2
    ? `${named}${item}`
    : say(`${item}的${FIELD_NAMES[field] ?? field}`, `${FIELD_NAMES[field] ?? field} of${item}`);
};
