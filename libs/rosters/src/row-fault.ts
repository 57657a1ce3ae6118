import { say, spokenLanguage, type Words } from '@fenming/language';
import {
  maskBankAccount,
  maskCitizenId,
  maskName,
  withoutPersonalNumbers,
  type BankAccountFault,
  type IdFault,
} from '@fenming/citizen';
import type { ListColumn } from './roster-columns';

/** Stable codes. Of the file: up to `too_many_faults`; of a cell or row: from `cell_error` on; warnings: from `column_unknown` on. */
export type FaultCode =
  | 'not_xlsx'
  | 'not_table'
  | 'quotes_unpaired'
  | 'file_too_large'
  | 'too_many_rows'
  | 'sheet_contradictory'
  | 'sheet_not_found'
  | 'several_sheets'
  | 'column_missing'
  | 'column_repeated'
  | 'column_not_allowed'
  | 'no_rows'
  | 'too_many_faults'
  | 'cell_error'
  | 'cell_unreadable'
  | 'formula_without_result'
  | 'row_above_header'
  | 'row_unrecognised'
  | IdFault
  | 'id_birth_future'
  | BankAccountFault
  | 'name_missing'
  | 'name_characters'
  | 'name_differs'
  | 'sex_missing'
  | 'sex_unknown'
  | 'sex_mismatch'
  | 'township_missing'
  | 'village_missing'
  | 'village_unknown'
  | 'spouse_incomplete'
  | 'spouse_is_applicant'
  | 'child_not_younger'
  | 'duplicate_person'
  | 'fact_missing'
  | 'date_format'
  | 'date_future'
  | 'date_before_birth'
  | 'contradicts_row'
  | 'month_format'
  | 'integer_format'
  | 'choice_unknown'
  | 'column_unknown'
  | 'sheet_ignored'
  | 'sheet_hidden'
  | 'rows_hidden'
  | 'columns_hidden'
  | 'row_skipped'
  | 'row_repeated'
  | 'total_differs'
  | 'formula_cell'
  | 'id_upgraded'
  | 'name_one_character'
  | 'name_look_alikes'
  | 'account_luhn'
  | 'account_number_cell';

/**
 * One thing to mend. `row` counts as Excel does (the first row under a header in row 1 is 2; 0 is the file as such); `column` is the header;
 * `reason` says what is wrong and `hint` what to do, both in the language of whoever reads it. `value` is what stands there: citizen ids, accounts and names masked.
 */
export type RowFault = {
  readonly row: number;
  readonly column: string;
  readonly value: string;
  readonly code: FaultCode;
  readonly reason: string;
  readonly hint: string;
  readonly severity: 'error' | 'warning';
};

/** What is wrong with one value, before it is known where the value stands. */
export type Wrong = { readonly code: FaultCode; readonly reason: string; readonly hint: string };

/** Something wrong that is always the same; it is said when somebody reads it. */
export const wrongOf = (code: FaultCode, { reason, hint }: Words<'reason' | 'hint'>): Wrong => ({
  code,
  get reason() {
    return reason[spokenLanguage()];
  },
  get hint() {
    return hint[spokenLanguage()];
  },
});

/** A fault of the whole file; nothing else of it is read. */
export function fileFault(wrong: Wrong, row = 0, column = say('文件', 'file')): RowFault {
  return { row, column: withoutPersonalNumbers(column), value: '', ...wrong, severity: 'error' };
}

const LONGEST = 20;

/**
 * A cell's text as a fault may show it. Columns of ids and accounts show at most the few digits that notices show, and nothing of a text that is no
 * number: a row whose cells have slipped has a name there. Other columns show the text, any long number in it starred.
 */
export function maskedValue(holds: ListColumn['holds'], text: string): string {
  return cut(MASKS[holds](text));
}

const MASKS: Readonly<Record<ListColumn['holds'], (text: string) => string>> = {
  serial: withoutPersonalNumbers,
  name: maskName,
  spouseName: maskName,
  childName: maskName,
  citizenId: (text) => (isNumeric(text) ? maskCitizenId(text) : stars(text)),
  spouseId: (text) => (isNumeric(text) ? maskCitizenId(text) : stars(text)),
  childId: (text) => (isNumeric(text) ? maskCitizenId(text) : stars(text)),
  account: (text) => (isNumeric(text) ? maskBankAccount(text) : stars(text)),
  sex: (text) => (text.length < 2 ? text : maskName(text)),
  township: withoutPersonalNumbers,
  village: withoutPersonalNumbers,
  fact: withoutPersonalNumbers,
  words: withoutPersonalNumbers,
  ignored: stars,
};

function isNumeric(text: string): boolean {
  return /^[\d\s'’.+-]+(?:[Ee]\+?\d+|[Xx])?$/u.test(text.normalize('NFKC'));
}

function stars(text: string): string {
  return '*'.repeat(Array.from(text).length);
}

function cut(text: string): string {
  const characters = Array.from(text);
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST).join('')}…` : text;
}
