import { listed, say } from '@fenming/language';
import { wrongOf, type Wrong } from './row-fault';
import { columnLetters } from './workbook/write-workbook';

const MOST_NAMED = 10;
/** Of a list with so many rows at fault another column or another file is meant: it is not read to its end. */
export const MOST_REFUSED = 10_000;

export function hiddenRows(rows: readonly number[]): Wrong {
  const more = rows.length > MOST_NAMED ? say(`等 ${rows.length} 行`, `, ${rows.length} in all,`) : say('行', ' ');
  const reason = say(
    `第 ${rows.slice(0, MOST_NAMED).join('、')} ${more}在表中是隐藏的（被筛选或折叠），也已读取`,
    `lines ${listed(rows.slice(0, MOST_NAMED).map(String))}${more} are hidden in the sheet (filtered or folded) and were read as well`,
  );
  return {
    code: 'rows_hidden',
    reason,
    hint: say(
      '若这些人不应在名单里，请删去这些行后重新上传',
      'if these persons should not be in the list, remove the lines and upload it again',
    ),
  };
}

export function columnsHidden(headers: readonly string[]): Wrong {
  const reason = say(
    `${headers.map((header) => `“${header}”`).join('、')}列在表中是隐藏的，也已读取`,
    `the columns ${listed(headers.map((header) => '“' + header + '”'))} are hidden in the sheet and were read as well`,
  );
  return {
    code: 'columns_hidden',
    reason,
    hint: say(
      '请取消隐藏，核对其中的内容；不对的改正后重新上传',
      'show them and check their content; mend what is wrong and upload the list again',
    ),
  };
}

export function columnsUnnamed(columns: readonly number[]): Wrong {
  const letters = columns.toSorted((one, other) => one - other).map(columnLetters);
  const more = letters.length > MOST_NAMED ? say(` 等 ${letters.length}`, ` and others, ${letters.length} in all`) : '';
  const reason = say(
    `第 ${letters.slice(0, MOST_NAMED).join('、')}${more} 列没有列名，其中的内容没有读取`,
    `the columns ${listed(letters.slice(0, MOST_NAMED))}${more} have no name, and what is in them was not read`,
  );
  return {
    code: 'column_unknown',
    reason,
    hint: say(
      '若其中有应当导入的人，请移到名单各列之下；不用的内容请删去',
      'if there are persons in them to be imported, move them under the columns of the list; remove what is not needed',
    ),
  };
}

export function totalDiffers(stated: number, found: number): Wrong {
  const reason = say(
    `合计写的是 ${stated}，以上读到的是 ${found} 行`,
    `the total says ${stated}, and ${found} lines were read above it`,
  );
  return {
    code: 'total_differs',
    reason,
    hint: say('请核对是否有人漏列或多列', 'check whether somebody is missing or too many'),
  };
}

export function duplicate(earlier: number): Wrong {
  return {
    code: 'duplicate_person',
    reason: say(`与第 ${earlier} 行是同一人`, `the same person as on line ${earlier}`),
    hint: say('一人只能列一次，请核对后删去多余的一行', 'a person is listed once: check, and remove the line that is too many'),
  };
}

export const ABOVE_HEADER: Wrong = wrongOf('row_above_header', {
  reason: {
    zh: '这一行像是一个人的记录，却在表头上方，没有读取',
    en: 'this line looks like a person and stands above the heading; it was not read',
  },
  hint: { zh: '请把它移到表头下面', en: 'move it below the heading' },
});
export const UNRECOGNISED: Wrong = wrongOf('row_unrecognised', {
  reason: {
    zh: '这一行没有身份证号，其余多数必填的格也空着，看不出是哪一个人',
    en: 'this line has no citizen id and lacks most of what is required, so nobody can tell whose it is',
  },
  hint: {
    zh: '若是合计、签字或说明，请删去这一行；若是对象，请补齐',
    en: 'remove it if it is a total, a signature or a note; complete it if it is a person',
  },
});
export const SLIPPED: Wrong = wrongOf('row_unrecognised', {
  reason: {
    zh: '这一行的内容都在名单各列之外，其中有证件号或账号样的数字，没有读取',
    en: 'all of this line stands outside the columns of the list, with numbers like ids or accounts; it was not read',
  },
  hint: {
    zh: '若是对象，请把各格移到对应的列下；若不是，请删去这一行',
    en: 'if it is a person, move the cells into their columns; if not, remove the line',
  },
});
export const BESIDE: Wrong = wrongOf('row_skipped', {
  reason: {
    zh: '这一行只在名单各列之外有字，没有读取',
    en: 'this line has text outside the columns of the list alone; it was not read',
  },
  hint: {
    zh: '无须处理；若是对象，请把各格移到对应的列下后重新上传',
    en: 'nothing needs to be done; if it is a person, move the cells into their columns and upload the list again',
  },
});
export const tooManyFaults = (): Wrong => ({
  code: 'too_many_faults',
  reason: say(
    `有错误的行超过 ${MOST_REFUSED} 行，没有再往下读`,
    `more than ${MOST_REFUSED} lines have faults; nothing more was read`,
  ),
  hint: say(
    '请先核对是不是这个项目的名单、各列有没有错位，改正后重新上传',
    'first check whether this is the list of this programme and whether its columns are in place; mend it and upload it again',
  ),
});
export const NO_ROWS: Wrong = wrongOf('no_rows', {
  reason: { zh: '表头下面没有名单', en: 'there is no list below the heading' },
  hint: { zh: '请填写名单后重新上传', en: 'fill in the list and upload it again' },
});
