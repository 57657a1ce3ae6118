import type { FastifyRequest } from 'fastify';
import { TooLarge } from './intake/too-large';
import { sizeText, UPLOAD } from './limits';
import { Malformed, pointerTo, unknownField } from './problem';

export type Upload = { readonly fields: Readonly<Record<string, string>>; readonly bytes: Buffer };

/** A form that breaks off, or is none: the reader of forms says so in English and without a status. */
const broken = (): Malformed =>
  new Malformed([{ pointer: '/file', code: 'broken_form', message: '表单不完整，没有收到整份文件，请重新上传。' }]);

const hasStatus = (error: unknown): boolean => typeof error === 'object' && error !== null && 'statusCode' in error;

const read = async (request: FastifyRequest): Promise<Upload> => {
  const fields = new Map<string, string>();
  let bytes: Buffer | undefined;
  for await (const part of request.parts()) {
    if (part.type === 'file') {
      if (bytes !== undefined) throw several('/file', '一次只能交一份文件，收到了不止一份，都没有办理。');
      bytes = await part.toBuffer();
    } else if (part.fieldnameTruncated || part.valueTruncated || typeof part.value !== 'string') throw tooLong();
    else if (fields.has(part.fieldname)) throw several(pointerTo(part.fieldname), '这一项填了不止一次。');
    else fields.set(part.fieldname, part.value);
  }
  if (bytes === undefined) throw new Malformed([{ pointer: '/file', code: 'missing', message: '没有收到文件。' }]);
  return { fields: Object.fromEntries(fields), bytes };
};

const tooLong = (): TooLarge =>
  new TooLarge(`表单中有一栏太长：名称不超过 ${UPLOAD.fieldName} 字节，内容应为不超过 ${sizeText(UPLOAD.fieldValue)} 的文字。`);

const several = (pointer: string, message: string): Malformed => new Malformed([{ pointer, code: 'several', message }]);

const CALLED: Readonly<Record<string, string>> = { programme: '项目代码', year: '年度', batch_id: '批次编号' };

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
    throw new Malformed([{ pointer: `/${name}`, code: 'missing', message: `缺少${CALLED[name] ?? ` ${name}`}。` }]);
  return value;
};

/** Yes or no, no where it is not said. Anything else is malformed: what was meant as yes must not count as no. */
export const flagOfField = ({ fields }: Upload, name: string): boolean => {
  const value = fields[name] ?? 'false';
  if (value !== 'true' && value !== 'false')
    throw new Malformed([{ pointer: `/${name}`, code: 'boolean', message: '只能是 true 或 false。' }]);
  return value === 'true';
};

/** A calendar year as a whole number. */
export const yearOfField = (upload: Upload): number => {
  const year = fieldOf(upload, 'year');
  if (!/^20\d\d$/.test(year)) throw new Malformed([{ pointer: '/year', code: 'year', message: '年度应为四位数字，如 2023。' }]);
  return Number(year);
};
