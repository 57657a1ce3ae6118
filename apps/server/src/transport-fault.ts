import { say } from '@fenming/language';
import { refusalText } from '@fenming/words';
import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { HttpException } from '@nestjs/common';
import { sizeText, UPLOAD } from './limits';

type Fault = { readonly pointer: string; readonly code: string; readonly message: string };
type Told = { readonly status: number; readonly code: string; readonly title: string; readonly errors?: readonly Fault[] };

/** What the web server says in English before any door is reached, by its code. */
const byCode = (): Readonly<Record<string, string>> => ({
  FST_REQ_FILE_TOO_LARGE: say(
    `文件太大：一个文件不超过 ${sizeText(UPLOAD.file)}。名单请分成几份上传；银行的回盘不能拆，请核对是不是本批次的回盘文件。`,
    `The file is too large: at most ${sizeText(UPLOAD.file)}. Upload a list in parts; a bank return cannot be divided, so check whether it is the one of this batch.`,
  ),
  FST_FILES_LIMIT: say('一次只能上传一个文件。', 'One file can be uploaded at a time.'),
  FST_FIELDS_LIMIT: say(`表单的栏目太多：至多 ${UPLOAD.fields} 项。`, `The form has too many fields: at most ${UPLOAD.fields}.`),
  FST_PARTS_LIMIT: say(
    `表单的栏目太多：至多 ${UPLOAD.fields} 项和一个文件。`,
    `The form has too many fields: at most ${UPLOAD.fields} and one file.`,
  ),
  FST_PROTO_VIOLATION: say(
    '表单中有一栏的名称这里没有（程序语言的保留词），请删去。',
    'A field of the form bears a name that there is not here (a reserved word of the programming language): remove it.',
  ),
  FST_ERR_CTP_EMPTY_JSON_BODY: say('请求没有内容：请发送 JSON 对象。', 'The request has no content: send a JSON object.'),
  FST_ERR_CTP_INVALID_JSON_BODY: say(
    '请求无法读取：内容应为完整的 JSON 对象。',
    'The request cannot be read: the content should be a whole JSON object.',
  ),
  FST_ERR_BAD_URL: say(
    '网址无法读取：其中有不完整的百分号编码。',
    'The address cannot be read: a percent encoding in it is incomplete.',
  ),
  FST_ERR_MAX_PARAM_LENGTH: say(
    '网址太长：其中一段超过 100 个字符。',
    'The address is too long: a part of it has more than 100 characters.',
  ),
});
/** What is wrong with the content as a whole, to which the empty pointer points (RFC 6901). */
const OF_CONTENT: readonly string[] = ['FST_ERR_CTP_EMPTY_JSON_BODY', 'FST_ERR_CTP_INVALID_JSON_BODY'];
const byStatus = (): Readonly<Record<number, string>> => ({
  400: say('请求无法读取。', 'The request cannot be read.'),
  401: refusalText('unauthenticated'),
  403: say('没有权限。', 'No permission.'),
  404: say('没有这个网址。', 'There is no such address.'),
  405: say('这个网址不能这样访问。', 'This address cannot be used like this.'),
  414: say('网址太长。', 'The address is too long.'),
  415: say(
    '请求的内容类型不对：请发送 JSON，上传文件的地方用表单（multipart/form-data）。',
    'The content type is wrong: send JSON, and a form (multipart/form-data) where a file is uploaded.',
  ),
});
const CODES: Readonly<Record<number, string>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'too_large',
};

const statusOf = (error: unknown): number | undefined => {
  if (error instanceof HttpException) return error.getStatus();
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
};

/** The code of the web server, which the framework wraps into an error of its own. */
const codeOf = (error: unknown): string => {
  const of = error instanceof HttpException ? error.cause : error;
  return typeof of === 'object' && of !== null && 'code' in of && typeof of.code === 'string' ? of.code : '';
};

/** The web server's own refusal of a body that is longer than the door takes; what a form's reader refuses has a sentence of its own. */
export const isBodyTooLarge = (error: unknown): boolean => statusOf(error) === 413 && byCode()[codeOf(error)] === undefined;

/** A request that failed before or outside the rules, in words; what is nobody's mistake outside is a fault of ours. */
export const transportShape = (error: unknown): Told => {
  const status = statusOf(error);
  if (status === undefined || status >= 500)
    return {
      status: 500,
      code: 'fault',
      title: say('系统故障，请凭请求号联系管理员。', 'A fault of the system: tell the administrator the request id.'),
    };
  const reason = codeOf(error);
  const title = byCode()[reason] ?? byStatus()[status] ?? say('请求无法读取。', 'The request cannot be read.');
  const told = { status, code: CODES[status] ?? 'malformed_request', title };
  return OF_CONTENT.includes(reason) ? { ...told, errors: [{ pointer: '', code: 'json', message: title }] } : told;
};

/** A request that is no HTTP, or whose headers are too large, has neither a door nor a reply: the answer goes to the bare connection. */
export const answerUnread = ({ code }: NodeJS.ErrnoException, socket: Socket): void => {
  if (!socket.writable) return;
  const large = code === 'HPE_HEADER_OVERFLOW';
  const [status, line, title] = large
    ? ([431, 'Request Header Fields Too Large', '请求的标头太大。'] as const)
    : ([400, 'Bad Request', '请求无法读取。'] as const);
  const problem = { type: '/problems/malformed_request', title, status, code: 'malformed_request', request_id: randomUUID() };
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${status} ${line}`,
    'content-type: application/problem+json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
};
