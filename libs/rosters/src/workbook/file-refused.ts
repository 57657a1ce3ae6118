import { say } from '@fenming/language';
import type { FaultCode, Wrong } from '../row-fault';

/** The file as a whole cannot be read; nothing of it is used. `wrong` is what the clerk is told. */
export class FileRefused extends Error {
  constructor(readonly wrong: Wrong) {
    super(wrong.code);
    this.name = 'FileRefused';
  }
}

/** Bytes that are no workbook, or a damaged one. */
export function notXlsx(
  reason = say('文件不是 .xlsx 工作簿，或已损坏', 'the file is no .xlsx workbook, or is damaged'),
): FileRefused {
  return refused(
    'not_xlsx',
    reason,
    say(
      '请用电子表格软件另存为不带密码的 .xlsx 文件后重新上传',
      'save it as .xlsx without a password in a spreadsheet program and upload it again',
    ),
  );
}

/** A workbook that says one thing twice or leaves open which row is meant: reading on would be a guess. */
export function contradictory(reason: string): FileRefused {
  return refused(
    'sheet_contradictory',
    reason,
    say(
      '请用电子表格软件打开，核对无误后另存为新的 .xlsx 文件，再重新上传',
      'open it in a spreadsheet program, check it, save it as a new .xlsx and upload it again',
    ),
  );
}

export function tooLarge(reason: string): FileRefused {
  return refused(
    'file_too_large',
    reason,
    say(
      '请只保留名单工作表，删去图片和空白行列，或按乡镇拆分后分次上传',
      'keep the sheet of the list alone and remove pictures and empty rows and columns, or upload it in parts, by township',
    ),
  );
}

export function tooManyRows(reason: string): FileRefused {
  return refused(
    'too_many_rows',
    reason,
    say(
      '请删去名单下方和右侧的空白行列，或按乡镇拆分后分次上传',
      'remove empty rows and columns below and beside the list, or upload it in parts, by township',
    ),
  );
}

function refused(code: FaultCode, reason: string, hint: string): FileRefused {
  return new FileRefused({ code, reason, hint });
}
