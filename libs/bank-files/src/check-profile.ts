import { say, spoken, yamlFaults } from '@fenming/language';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { LineCounter, parseDocument, type Document } from 'yaml';
import { failedCodes, settledCodes, type BankProfile, type Column, type ProfileFault, type RecordProfile } from './profile';
import { FIELD_TITLES, PROFILE_SCHEMAS, WRITTEN_AS } from './profile-schema';
import { mayRepeat, returnFaults } from './check-return';
import { REASON_TEXTS, type ReturnReason } from './return-reason';

export type ProfileReading =
  { readonly ok: true; readonly profile: BankProfile } | { readonly ok: false; readonly faults: readonly ProfileFault[] };

/** A fault as one sentence: where in the file, which field, and what is wrong with it. */
export function profileFaultText({ pointer, reason, line }: ProfileFault): string {
  const keys = pointer.split('/').slice(1);
  const title = keys.map((key) => FIELD_TITLES[key]).findLast((each) => each !== undefined);
  const field = keys.length === 0 ? '' : `${pointer}${title === undefined ? '' : `（${title}）`} `;
  return `${line === undefined ? '' : say(`第 ${line} 行 `, `line ${line} `)}${field}${reason}`;
}

const schemas: ReadonlyMap<unknown, object> = new Map(Object.entries(PROFILE_SCHEMAS));
const compiled = new Map<unknown, ValidateFunction<BankProfile>>();

/** Compiled when the first profile of a layout is read: few commands read one, and each would wait for it. */
function validatorOf(layout: unknown): ValidateFunction<BankProfile> | undefined {
  const schema = schemas.get(layout);
  if (schema === undefined || compiled.has(layout)) return compiled.get(layout);
  const validate = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile<BankProfile>(schema);
  compiled.set(layout, validate);
  return validate;
}

/** Reads the text of a bank profile, YAML or JSON, or names every place where it is wrong. */
export function readProfile(text: string): ProfileReading {
  // Words are codes here: those of another encoding would be read as signs that no bank ever writes.
  const garbled = text.split('\n').findIndex((line) => line.includes('\uFFFD'));
  if (garbled >= 0)
    return {
      ok: false,
      faults: [
        {
          pointer: '',
          reason: say('文件不是 UTF-8 编码，请用 UTF-8 另存', 'the file is not UTF-8: save it as UTF-8'),
          line: garbled + 1,
        },
      ],
    };
  const lineCounter = new LineCounter();
  // A code such as 0012 is a key of four characters and not the number 12.
  const document = parseDocument(text, { lineCounter, stringKeys: true });
  if (document.errors.length > 0) {
    const faults = yamlFaults(document.errors, (offset) => lineCounter.linePos(offset).line);
    return { ok: false, faults: faults.map((fault) => ({ pointer: '', ...fault })) };
  }
  const reading = checkProfile(document.toJS());
  if (reading.ok) return reading;
  const faults = reading.faults.map((fault) => located(fault, { document, lineCounter }));
  return { ok: false, faults: faults.toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0)) };
}

/** A key that is missing has no line of its own; the line of what it is missing from says little of a whole file. */
function located(fault: ProfileFault, { document, lineCounter }: { document: Document; lineCounter: LineCounter }): ProfileFault {
  const path = fault.pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const node: unknown = path.length === 0 ? undefined : document.getIn(path, true);
  const range = typeof node === 'object' && node !== null && 'range' in node ? (node.range as readonly number[] | null) : null;
  return range?.[0] === undefined ? fault : { ...fault, line: lineCounter.linePos(range[0]).line };
}

/** Reads a bank profile from parsed JSON or YAML, or names every place where it is wrong. */
export function checkProfile(content: unknown): ProfileReading {
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    return {
      ok: false,
      faults: [
        {
          pointer: '',
          reason: say(
            '应是“字段: 值”的列表；冒号用半角，后面空一格',
            'it should be a list of “field: value”, with an ordinary colon and a space after it',
          ),
        },
      ],
    };
  const layout = 'layout' in content ? content.layout : undefined;
  const validate = validatorOf(layout);
  if (validate === undefined)
    return {
      ok: false,
      faults: [
        {
          pointer: '/layout',
          reason: say(
            `取值须为其中之一：${[...schemas.keys()].join('、')}`,
            `the value should be one of ${[...schemas.keys()].join(', ')}`,
          ),
        },
      ],
    };
  if (!validate(content)) return { ok: false, faults: (validate.errors ?? []).flatMap(shapeFaults) };
  const faults = [...limitFaults(content), ...codeFaults(content), ...fieldFaults(content), ...returnFaults(content)];
  return faults.length === 0 ? { ok: true, profile: content } : { ok: false, faults };
}

const TYPES: Readonly<Record<string, string>> = spoken({
  string: { zh: '文字（数字编码请加引号，如 "0000"）', en: 'text (codes of digits in quotation marks, such as "0000")' },
  integer: { zh: '整数', en: 'a whole number' },
  array: { zh: '列表', en: 'a list' },
  object: { zh: '“字段: 值”的列表', en: 'a list of “field: value”' },
  boolean: { zh: 'true 或 false', en: 'true or false' },
});

const REASONS: Readonly<Record<string, (params: Readonly<Record<string, unknown>>, key: string) => string>> = {
  required: ({ missingProperty }) =>
    say(`缺少必填项 "${String(missingProperty)}"`, `the required "${String(missingProperty)}" is missing`),
  additionalProperties: ({ additionalProperty }) =>
    say(`不认识的键 "${String(additionalProperty)}"`, `unknown key "${String(additionalProperty)}"`),
  enum: ({ allowedValues }) =>
    say(
      `取值须为其中之一：${(allowedValues as readonly string[]).map(shown).join('、')}`,
      `the value should be one of ${(allowedValues as readonly string[]).map(shown).join(', ')}`,
    ),
  type: ({ type }) =>
    say(
      `类型不对，应为${[type]
        .flat()
        .map((each) => TYPES[String(each)] ?? String(each))
        .join(say('或', ' or '))}`,
      `wrong kind, it should be ${[type]
        .flat()
        .map((each) => TYPES[String(each)] ?? String(each))
        .join(say('或', ' or '))}`,
    ),
  pattern: (_, key) =>
    say(
      `写法不对，${WRITTEN_AS[key] ?? say('有不接受的字符', 'there are characters that are not taken')}`,
      `wrongly written: ${WRITTEN_AS[key] ?? say('有不接受的字符', 'there are characters that are not taken')}`,
    ),
  minimum: ({ limit }) => say(`不得小于 ${String(limit)}`, `should be ${String(limit)} or more`),
  maximum: ({ limit }) => say(`不得大于 ${String(limit)}`, `should be ${String(limit)} or less`),
  minLength: () => say('不得为空', 'cannot be empty'),
  maxLength: ({ limit }) => say(`最长 ${String(limit)} 字`, `at most ${String(limit)} characters`),
  minItems: () => say('至少要有一项', 'there should be one at least'),
  minProperties: () => say('至少要有一项', 'there should be one at least'),
  uniqueItems: () => say('不得重复', 'cannot be repeated'),
};
const shown = (value: string): string => {
  if (/[\r\n]/.test(value)) return JSON.stringify(value);
  return isReason(value) ? `${value}（${REASON_TEXTS[value].text}）` : value;
};
const isReason = (value: string): value is ReturnReason => Object.hasOwn(REASON_TEXTS, value);

function shapeFaults({ keyword, params, instancePath }: ErrorObject): readonly ProfileFault[] {
  const unknownKey = keyword === 'additionalProperties' ? `/${String(params['additionalProperty'])}` : '';
  const key = instancePath.split('/').findLast((each) => /^[A-Za-z]/.test(each)) ?? '';
  const reason = REASONS[keyword]?.(params, key);
  // What is only said because something inside was said already would tell nobody more.
  return reason === undefined ? [] : [{ pointer: instancePath + unknownKey, reason }];
}

function limitFaults({ maxLines, maxAmountFen }: BankProfile): readonly ProfileFault[] {
  if (Number.isSafeInteger(maxLines * maxAmountFen)) return [];
  return [
    {
      pointer: '/maxLines',
      reason: say(
        '笔数上限乘以单笔上限过大，满额文件的合计无法精确表示',
        'most lines times most a line is too much: the total of a full file cannot be written exactly',
      ),
    },
  ];
}

function codeFaults(profile: BankProfile): readonly ProfileFault[] {
  const { layout, returnCodes } = profile;
  const settled = settledCodes(profile);
  return [
    ...settled
      .filter((code) => Object.hasOwn(returnCodes, code))
      .map((code) => ({
        pointer: '/returnCodes',
        reason: say(`成功码 ${code} 不能同时是失败码`, `the success code ${code} cannot be a failure code as well`),
      })),
    ...failedCodes(profile)
      .filter((code) => settled.includes(code))
      .map((code) => ({
        pointer: '/failedCode',
        reason: say(`成功码 ${code} 不能同时是失败码`, `the success code ${code} cannot be a failure code as well`),
      })),
    ...(layout === 'iso20022' && settled.some((code) => code.startsWith('RJCT'))
      ? [
          {
            pointer: '/settledCode',
            reason: say('RJCT 表示拒绝，不能作为成功码', 'RJCT means refused and cannot be a success code'),
          },
        ]
      : []),
  ];
}

type FieldList = { readonly at: string; readonly fields: readonly string[]; readonly needed: readonly string[] };

/** Two lines may have one name, one account and one amount: only the number that was sent tells them apart. */
const WHY_ANSWERED: Readonly<Record<string, string>> = spoken({
  lineNo: {
    zh: '：回盘每一笔须写送盘的序号，否则认不出答复的是哪一笔',
    en: ': each line of a bank return has to bear the number of the line sent, or nobody knows which one is answered',
  },
});

/** Without these fields a payment cannot be made, or its answer cannot be joined to it. */
function fieldFaults(profile: BankProfile): readonly ProfileFault[] {
  if (profile.layout === 'iso20022') return [];
  const missing = fieldListsOf(profile).flatMap(({ at, fields, needed }) =>
    needed
      .filter((field) => !fields.includes(field))
      .map((field) => ({
        pointer: at,
        reason: say(
          `缺少字段 ${field}${at.startsWith('/return') ? (WHY_ANSWERED[field] ?? '') : ''}`,
          `the field ${field} is missing${at.startsWith('/return') ? (WHY_ANSWERED[field] ?? '') : ''}`,
        ),
      })),
  );
  return profile.layout === 'fixed' ? [...missing, ...columnFaults(profile)] : missing;
}

function fieldListsOf(profile: RecordProfile): readonly FieldList[] {
  const paid = ['lineNo', 'payeeName', 'account', 'amount'];
  const answered = ['lineNo', 'amount', 'code'];
  const names = (columns: readonly Column<string>[]): readonly string[] => columns.map(({ field }) => field);
  if (profile.layout === 'delimited')
    return [
      { at: '/fields', fields: profile.fields, needed: paid },
      { at: '/returnFields', fields: profile.returnFields, needed: answered },
    ];
  return [
    { at: '/payment', fields: names(profile.payment.columns), needed: paid },
    { at: '/returnLine', fields: names(profile.returnLine.columns), needed: answered },
  ];
}

/** Zeros in front of an account would become part of it, so only what is counted or summed may stand after them. */
const COUNTED = /^(?:lineNo|amount|parts?|date|count|sum|ignored|=\d+|\w+(?:Count|Sum))$/;

function columnFaults(profile: Extract<BankProfile, { layout: 'fixed' }>): readonly ProfileFault[] {
  const kinds = ['header', 'payment', 'trailer', 'returnHeader', 'returnLine', 'returnTrailer'] as const;
  return kinds.flatMap((kind) => {
    const columns: readonly Column<string>[] = profile[kind]?.columns ?? [];
    return columns.flatMap(({ field, width, as }, index) => [
      ...(as === 'number' && !COUNTED.test(field)
        ? [
            {
              pointer: `/${kind}/columns/${index}/as`,
              reason: say(`${field} 不能补零`, `${field} cannot be filled up with zeros`),
            },
          ]
        : []),
      ...(field === 'digest' && width < 64
        ? [{ pointer: `/${kind}/columns/${index}/width`, reason: say('校验值须有 64 字节', 'the checksum has to have 64 bytes') }]
        : []),
      ...(field === 'batchNo' && width < profile.maxBatchNoLength
        ? [
            {
              pointer: `/${kind}/columns/${index}/width`,
              reason: say('批次号栏窄于 maxBatchNoLength', 'the column of the batch number is narrower than maxBatchNoLength'),
            },
          ]
        : []),
      ...(!mayRepeat(field) && columns.findIndex((other) => other.field === field) < index
        ? [{ pointer: `/${kind}/columns/${index}/field`, reason: say(`字段 ${field} 重复`, `the field ${field} is there twice`) }]
        : []),
    ]);
  });
}
