import type { FaultCode, Wrong } from '../row-fault';

/** The file as a whole cannot be read; nothing of it is used. `wrong` is what the clerk is told. */
export class FileRefused extends Error {
  constructor(readonly wrong: Wrong) {
    super(wrong.code);
    this.name = 'FileRefused';
  }
}

/** Bytes that are no workbook, or a damaged one. */
export function notXlsx(reason = '文件不是 .xlsx 工作簿，或已损坏'): FileRefused {
  return refused('not_xlsx', reason, '请用电子表格软件另存为不带密码的 .xlsx 文件后重新上传');
}

/** A workbook that says one thing twice or leaves open which row is meant: reading on would be a guess. */
export function contradictory(reason: string): FileRefused {
  return refused('sheet_contradictory', reason, '请用电子表格软件打开，核对无误后另存为新的 .xlsx 文件，再重新上传');
}

export function tooLarge(reason: string): FileRefused {
  return refused('file_too_large', reason, '请只保留名单工作表，删去图片和空白行列，或按乡镇拆分后分次上传');
}

export function tooManyRows(reason: string): FileRefused {
  return refused('too_many_rows', reason, '请删去名单下方和右侧的空白行列，或按乡镇拆分后分次上传');
}

function refused(code: FaultCode, reason: string, hint: string): FileRefused {
  return new FileRefused({ code, reason, hint });
}
