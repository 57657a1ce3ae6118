import { say } from '@fenming/language';
import { UnsupportedMediaTypeException } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { pathOf, pointerTo, unknownField, type ProblemFault } from '../problem';

/** What a door takes besides its address: a JSON object, a form with a file, or nothing. */
export type Content = 'json' | 'upload' | 'nothing';

/** A question, which HEAD asks as GET does. */
export const isReading = ({ method }: Pick<FastifyRequest, 'method'>): boolean => method === 'GET' || method === 'HEAD';

export const isRecord = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The empty pointer is the content as a whole (RFC 6901). */
const ofContent = (code: string, message: string): readonly ProblemFault[] => [{ pointer: '', code, message }];

const JSON_OR_NONE: readonly string[] = ['application/json', ''];
const MEDIA: Readonly<Record<Content, readonly string[]>> = {
  json: JSON_OR_NONE,
  nothing: JSON_OR_NONE,
  upload: ['multipart/form-data'],
};

const CHARSETS: readonly (string | undefined)[] = [undefined, 'utf-8', 'utf8', 'us-ascii'];

const charsetFaults = (type: string): readonly ProblemFault[] => {
  const charset = /;\s*charset="?([^";\s]+)/i.exec(type)?.[1]?.toLowerCase();
  return CHARSETS.includes(charset)
    ? []
    : ofContent('charset', say('内容的编码应为 UTF-8。', 'The content should be encoded in UTF-8.'));
};

/**
 * Content that the door would not read, or would read as something else: of another type, in another encoding, or no object. A page of
 * another site can send a form, but no JSON, so nothing else counts as JSON. Throws UnsupportedMediaTypeException.
 */
export const contentFaults = (request: FastifyRequest, content: Content): readonly ProblemFault[] => {
  const { body, headers } = request;
  if (isReading(request))
    return Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined
      ? ofContent(
          'no_content',
          say('查询不带内容：请把条件写在网址里。', 'A question has no content: put what is asked for into the address.'),
        )
      : [];
  const type = headers['content-type'] ?? '';
  const medium = type.split(';')[0]?.trim().toLowerCase() ?? '';
  if (pathOf(request).startsWith('/api/') && !MEDIA[content].includes(medium)) throw new UnsupportedMediaTypeException();
  if (content === 'upload') return [];
  const isMissing = body === undefined && content === 'nothing';
  return [
    ...charsetFaults(type),
    ...(isMissing || isRecord(body)
      ? []
      : ofContent('object', say('内容应为一个 JSON 对象。', 'The content should be one JSON object.'))),
  ];
};

/** What a door is sent by names that it does not know. */
export const unasked = (names: readonly string[]): readonly ProblemFault[] => names.map((name) => unknownField(pointerTo(name)));

/** What stands twice in an address would count once, or as a list that nobody meant. */
export const repeatedIn = (query: unknown): readonly ProblemFault[] =>
  Object.entries(isRecord(query) ? query : {})
    .filter(([, value]) => Array.isArray(value))
    .map(([name]) => ({
      pointer: pointerTo(name),
      code: 'several',
      message: say('这一项写了不止一次，只能写一次。', 'This is written more than once; write it once.'),
    }));

/** No address of ours holds a character that cannot be printed. */
export const unprintableIn = (params: unknown): readonly ProblemFault[] =>
  Object.entries(isRecord(params) ? params : {})
    .filter(([, value]) => /\p{Cc}/u.test(String(value)))
    .map(([name]) => ({
      pointer: pointerTo(name),
      code: 'text',
      message: say('网址里不能有控制字符。', 'There can be no control characters in an address.'),
    }));
