import { say } from '@fenming/language';
import { failedCodes, isConstant, type BankProfile, type ProfileFault, type RecordProfile } from './profile';
import { textRecords } from './text-record';

/** Rules over several fields of a profile, without which a return could be taken for that of another batch, or for whole when it is not. */
export function returnFaults(profile: BankProfile): readonly ProfileFault[] {
  if (profile.layout === 'iso20022') return [];
  const { head, line } = partsOf(profile);
  const faults: ProfileFault[] = [...titleFaults(profile), ...doubledFaults(profile)];
  if (failedCodes(profile).length > 0 && !line.includes('text'))
    faults.push({
      pointer: '/failedCode',
      reason: say(
        '有 failedCode 的，回盘明细须有写明原因的 text',
        'where there is a failedCode, the lines of a bank return need a text that says why',
      ),
    });
  if (profile.unlisted === 'settled' && !(head.includes('batchNo') && head.includes('failedCount')))
    faults.push({
      pointer: '/unlisted',
      reason: say(
        '只回失败的银行，回盘首行须有批次号（batchNo）和失败笔数（failedCount）',
        'where a bank answers failures alone, the first line of its return needs the batch number (batchNo) and how many failed (failedCount)',
      ),
    });
  return faults;
}

function partsOf(profile: RecordProfile): { readonly head: readonly string[]; readonly line: readonly string[] } {
  const { returnHeader, returnLine } = textRecords(profile);
  return { head: returnHeader?.fields ?? [], line: returnLine.fields };
}

/** A trailer of delimited records is told from a payment by its title. */
function titleFaults(profile: RecordProfile): readonly ProfileFault[] {
  if (profile.layout === 'fixed' || profile.trailerTitle !== undefined) return [];
  const { trailer, returnTrailer } = textRecords(profile);
  return trailer === undefined && returnTrailer === undefined
    ? []
    : [
        {
          pointer: '/trailerTitle',
          reason: say(
            '有末行的，须写明末行第一栏的文字（trailerTitle）',
            'where there is a last line, the text of its first column (trailerTitle) has to be given',
          ),
        },
      ];
}

/** Columns of which nothing is read, and those that are the same in every record. */
export const mayRepeat = (field: string): boolean => field === 'ignored' || isConstant(field);

function doubledFaults(profile: RecordProfile): readonly ProfileFault[] {
  if (profile.layout === 'fixed') return [];
  const lists: Readonly<Record<string, readonly string[]>> = {
    header: profile.header ?? [],
    fields: profile.fields,
    returnHeader: profile.returnHeader ?? [],
    returnFields: profile.returnFields,
  };
  return Object.entries(lists).flatMap(([key, fields]) =>
    [...new Set(fields)]
      .filter((field) => !mayRepeat(field) && fields.indexOf(field) !== fields.lastIndexOf(field))
      .map((field) => ({ pointer: `/${key}`, reason: say(`字段 ${field} 重复`, `the field ${field} is there twice`) })),
  );
}

/** What keeps a return of this bank from being taken for another or for whole, in the language spoken, for the person who describes the bank. */
export function protections(profile: BankProfile): readonly string[] {
  if (profile.layout === 'iso20022')
    return [
      say('逐笔核对端到端标识、金额和账号（有则核对）', 'compares end-to-end id, amount and account (where given) line by line'),
      say(
        '核对原报文标识、总笔数和总金额（有则核对）',
        'compares the id of the original message, number of lines and total (where given)',
      ),
    ];
  const { returnHeader, returnLine, returnTrailer } = textRecords(profile);
  const head = returnHeader?.fields ?? [];
  const payee = [
    ...(returnLine.fields.includes('account') ? [say('账号', 'account')] : []),
    ...(returnLine.fields.includes('payeeName') ? [say('户名', 'name')] : []),
  ];
  const totals = [...head, ...(returnTrailer?.fields ?? [])].some((field) => /count|sum/i.test(field));
  return [
    say(
      `逐笔核对${[say('序号', 'number'), say('金额', 'amount'), ...payee].join('、')}`,
      `compares ${['number', 'amount', ...payee].join(', ')} line by line`,
    ),
    returnTrailer?.fields.includes('digest') === true
      ? say('核对明细的校验值', 'compares the checksum of the lines')
      : say(
          '没有校验值：明细中途被改动，只有金额、账号不符时才看得出',
          'there is no checksum: a change on the way shows only where an amount or an account does not agree',
        ),
    totals
      ? say('核对回盘写明的笔数或金额', 'compares the counts and amounts that the return states')
      : say(
          '没有合计：少了哪几笔，按送盘文件逐笔查出',
          'there are no totals: which lines are missing is found line by line from the bank file',
        ),
    head.includes('batchNo')
      ? say('核对批次号', 'compares the batch number')
      : say(
          `没有批次号：由上传的人选定批次${payee.length > 0 ? say(`，按${payee.join('、')}核对`, `, compared by ${payee.join(', ')}`) : say('；也没有账号和户名，上传前务必核对是哪一批', '; there is no account and no name either, so make sure before uploading which batch it is')}`,
          `there is no batch number: whoever uploads chooses the batch${payee.length > 0 ? say(`，按${payee.join('、')}核对`, `, compared by ${payee.join(', ')}`) : say('；也没有账号和户名，上传前务必核对是哪一批', '; there is no account and no name either, so make sure before uploading which batch it is')}`,
        ),
  ];
}
