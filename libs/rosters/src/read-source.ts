import { say, spoken, yamlFaults } from '@fenming/language';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { LineCounter, parseDocument } from 'yaml';
import { sourceColumns, type ComparisonSource } from './comparison-source';
import { normaliseHeader } from './roster-columns';
import { SOURCE_SCHEMA } from './source-schema';

/** What is wrong with the file of a source: where (RFC 6901), and on which line. */
export type SourceFault = { readonly pointer: string; readonly reason: string; readonly line?: number };
export type SourceReading =
  { readonly ok: true; readonly source: ComparisonSource } | { readonly ok: false; readonly faults: readonly SourceFault[] };

export function sourceFaultText({ pointer, reason, line }: SourceFault): string {
  const where = line === undefined ? '' : say(`第 ${line} 行 `, `line ${line} `);
  return `${where}${pointer === '' ? '' : `${pointer} `}${reason}`;
}

let compiled: ValidateFunction<ComparisonSource> | undefined;
/** Compiled when the first file of a source is read: few commands read one, and each would wait for it. */
const validator = (): ValidateFunction<ComparisonSource> =>
  (compiled ??= new Ajv({
    allErrors: true,
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
  }).compile<ComparisonSource>(SOURCE_SCHEMA));

/** Reads the file of a source, YAML or JSON, or names every place where it is wrong. */
export function readSource(text: string): SourceReading {
  const lines = new LineCounter();
  // A word such as 01 is a key of two characters and not the number 1.
  const document = parseDocument(text, { lineCounter: lines, stringKeys: true });
  if (document.errors.length > 0) {
    const faults = yamlFaults(document.errors, (offset) => lines.linePos(offset).line);
    return { ok: false, faults: faults.map((fault) => ({ pointer: '', ...fault })) };
  }
  const content: unknown = document.toJS();
  const validate = validator();
  const faults = validate(content) ? namedTwice(content) : told(validate.errors ?? []);
  if (faults.length === 0) return { ok: true, source: content as ComparisonSource };
  const lineOf = (pointer: string): number | undefined => {
    const path = pointer.split('/').slice(1);
    const node: unknown = path.length === 0 ? undefined : document.getIn(path, true);
    const range = typeof node === 'object' && node !== null && 'range' in node ? (node.range as readonly number[] | null) : null;
    return range?.[0] === undefined ? undefined : lines.linePos(range[0]).line;
  };
  return {
    ok: false,
    faults: faults.map((fault) => {
      const line = lineOf(fault.pointer);
      return line === undefined ? fault : { ...fault, line };
    }),
  };
}

const TYPES: Readonly<Record<string, string>> = spoken({
  string: { zh: '文字', en: 'text' },
  array: { zh: '列表', en: 'a list' },
  object: { zh: '“字段: 值”的列表', en: 'a list of “field: value”' },
  boolean: { zh: 'true 或 false', en: 'true or false' },
});

/** Each place once, by what can be said of it in words. */
function told(errors: readonly ErrorObject[]): readonly SourceFault[] {
  const faults = errors
    .filter(({ keyword, schemaPath }) => !/\/(?:any|one)Of\/\d/u.test(schemaPath) || keyword === 'enum')
    .map((error) => ({ pointer: error.instancePath, reason: reasonOf(error) }));
  return [...new Map(faults.map((fault) => [`${fault.pointer} ${fault.reason}`, fault])).values()];
}

function reasonOf({ keyword, params }: ErrorObject): string {
  const said = params as Readonly<Record<string, unknown>>;
  switch (keyword) {
    case 'required':
      return say(
        `缺少必填项 "${String(said['missingProperty'])}"`,
        `the required "${String(said['missingProperty'])}" is missing`,
      );
    case 'additionalProperties':
      return say(`不认识的键 "${String(said['additionalProperty'])}"`, `unknown key "${String(said['additionalProperty'])}"`);
    case 'type': {
      const types = [said['type']].flat().map((type) => TYPES[String(type)] ?? String(type));
      return say(`类型不对，应为${types.join('或')}`, `it should be ${types.join(' or ')}`);
    }
    case 'anyOf':
      return say('至少要有 death、paid、facts 之一', 'there should be death, paid or facts');
    case 'oneOf':
      return say('choices 和 type 应有且只有一项', 'there should be either choices or type');
    case 'enum':
      return say('取值须为 date、month、integer 之一', 'it should be one of date, month, integer');
    case 'pattern':
      return say(
        '应由小写字母、数字和“_”组成，以字母开头，如 deaths',
        'it should be small letters, digits and “_”, such as deaths',
      );
    default:
      return say('不能为空，也不能重复或过长', 'it should not be empty, repeated or too long');
  }
}

/** A column that two fields name would be read for one of them alone. */
function namedTwice(source: ComparisonSource): readonly SourceFault[] {
  const headers = sourceColumns(source).all.flatMap(({ header, also = [] }) => [header, ...also].map(normaliseHeader));
  const twice = headers.find((header, at) => headers.indexOf(header) < at);
  return twice === undefined
    ? []
    : [{ pointer: '', reason: say(`列名“${twice}”写了两次`, `the column “${twice}” is named twice`) }];
}
