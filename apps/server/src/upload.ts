import { say, spoken } from '@fenming/language';
import type { FastifyRequest } from 'fastify';
import { TooLarge } from './intake/too-large';
import { sizeText, UPLOAD } from './limits';
import { Malformed, pointerTo, unknownField } from './problem';

export type Upload = { readonly fields: Readonly<Record<string, string>>; readonly bytes: Buffer };

/** A form that breaks off, or is none: the reader of forms says so in English and without a status. */
const broken = (): Malformed =>
  new Malformed([
    {
      pointer: '/file',
      code: 'broken_form',
      message: say(
        '表单不完整，没有收到整份文件，请重新上传。',
        'The form is incomplete, the file did not arrive as a whole: upload it again.',
      ),
    },
  ]);

const hasStatus = (error: unknown): boolean => typeof error === 'object' && error !== null && 'statusCode' in error;

const read = async (request: FastifyRequest): Promise<Upload> => {
  const fields = new Map<string, string>();
  let bytes: Buffer | undefined;
  for await (const field of request.parts()) {
    if (field.type === 'file') {
      if (bytes !== undefined)
        throw several(
          '/file',
          say('一次只能交一份文件，收到了不止一份，都没有办理。', 'One file is taken at a time; more came, and none was used.'),
        );
      bytes = await field.toBuffer();
    } else if (field.fieldnameTruncated || field.valueTruncated || typeof field.value !== 'string') throw tooLong();
    else if (fields.has(field.fieldname))
      throw several(pointerTo(field.fieldname), say('这一项填了不止一次。', 'This field was given more than once.'));
    else fields.set(field.fieldname, field.value);
  }
  if (bytes === undefined)
    throw new Malformed([{ pointer: '/file', code: 'missing', message: say('没有收到文件。', 'No file came.') }]);
  return { fields: Object.fromEntries(fields), bytes };
};

const tooLong = (): TooLarge =>
  new TooLarge(
    say(
      `表单中有一栏太长：名称不超过 ${UPLOAD.fieldName} 字节，内容应为不超过 ${sizeText(UPLOAD.fieldValue)} 的文字。`,
      `A field of the form is too long: a name has at most ${UPLOAD.fieldName} bytes, a value is text of at most ${sizeText(UPLOAD.fieldValue)}.`,
    ),
  );

const several = (pointer: string, message: string): Malformed => new Malformed([{ pointer, code: 'several', message }]);

const CALLED: Readonly<Record<string, string>> = spoken({
  programme: { zh: '项目代码', en: 'programme code' },
  year: { zh: '年度', en: 'year' },
  batch_id: { zh: '批次编号', en: 'batch number' },
  source: { zh: '名单来源', en: 'source of the list' },
});

/** A multipart form with one file and no fields but those named. Throws Malformed when there is no file, and for any other field. */
export const readUpload = async (request: FastifyRequest, known: readonly string[]): Promise<Upload> => {
  const upload = await read(request).catch((error: unknown) => {
    throw error instanceof Malformed || error instanceof TooLarge || hasStatus(error) ? error : broken();
  });
  const unknown = Object.keys(upload.fields).filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Malformed(unknown.map((name) => unknownField(pointerTo(name))));
  return upload;
};

/** A required text field of an upload. */
export const fieldOf = ({ fields }: Upload, name: string): string => {
  const value = fields[name];
  if (value === undefined || value === '')
    throw new Malformed([
      {
        pointer: `/${name}`,
        code: 'missing',
        message: say(`缺少${CALLED[name] ?? ` ${name}`}。`, `The ${CALLED[name] ?? name} is missing.`),
      },
    ]);
  return value;
};

/** Yes or no, no where it is not said. Anything else is malformed: what was meant as yes must not count as no. */
export const flagOfField = ({ fields }: Upload, name: string): boolean => {
  const value = fields[name] ?? 'false';
  if (value !== 'true' && value !== 'false')
    throw new Malformed([
      { pointer: `/${name}`, code: 'boolean', message: say('只能是 true 或 false。', 'It must be either true or false.') },
    ]);
  return value === 'true';
};

/** A calendar year as a whole number. */
export const yearOfField = (upload: Upload): number => {
  const year = fieldOf(upload, 'year');
  if (!/^20\d\d$/.test(year))
    throw new Malformed([
      { pointer: '/year', code: 'year', message: say('年度应为四位数字，如 2023。', 'A year has four digits, such as 2023.') },
    ]);
  return Number(year);
};
