import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** The OpenAPI description as `npm run build:test` has laid it down. */
const DESCRIPTION = join(__dirname, '../../dist-test/openapi.json');

type Schema = { readonly [keyword: string]: unknown };
type Response = { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> };
type Operation = { readonly responses: Readonly<Record<string, Response>> };
type Description = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};
type Told = { readonly status: number; readonly headers: Headers; readonly text: string };

const read = (): Description => {
  if (!existsSync(DESCRIPTION)) throw new Error(`${DESCRIPTION} is missing: run \`npm run build:test\` first.`);
  return JSON.parse(readFileSync(DESCRIPTION, 'utf8')) as Description;
};
let known: Description | undefined;
/** What the doors promise. */
export const description = (): Description => (known ??= read());

/** A field that nobody has described is an answer that nobody has promised. */
const closed = (schema: Schema): Schema =>
  'properties' in schema && 'required' in schema ? { unevaluatedProperties: false, ...schema } : schema;

const validators = new Map<string, (body: unknown) => string | undefined>();
/** That each schema is one is proven once (described.spec.ts): every journey would take a second of a core to be told it again. */
const ajv = (): Ajv2020 => {
  const checker = new Ajv2020({
    strict: false,
    validateFormats: false,
    meta: false,
    validateSchema: false,
    code: { optimize: false },
  });
  for (const [name, schema] of Object.entries(description().components.schemas))
    checker.addSchema(closed(schema), `#/components/schemas/${name}`);
  return checker;
};
let checker: Ajv2020 | undefined;

const faultIn = (key: string, schema: Schema, body: unknown): string | undefined => {
  let validate = validators.get(key);
  if (validate === undefined) {
    checker ??= ajv();
    const compiled = checker.compile(schema);
    validate = (given) => (compiled(given) ? undefined : (checker?.errorsText(compiled.errors) ?? 'invalid'));
    validators.set(key, validate);
  }
  return validate(body);
};

type Found = { readonly address: string; readonly operation: Operation };
const segments = (path: string): readonly string[] => (path.split('?')[0] ?? '').split('/');
/** The operation of a call; one whose address has no parameter comes before one that has. */
const operationOf = (method: string, path: string): Found | undefined => {
  const asked = segments(path);
  const fits = (address: string): boolean => {
    const parts = address.split('/');
    return parts.length === asked.length && parts.every((part, i) => part.startsWith('{') || part === asked[i]);
  };
  const found = Object.entries(description().paths)
    .filter(([address, methods]) => fits(address) && methods[method] !== undefined)
    .toSorted(([a], [b]) => a.split('{').length - b.split('{').length)
    .map(([address, methods]) => ({ address, operation: methods[method] as Operation }));
  return found[0];
};

const mediaOf = ({ headers }: Told): string => headers.get('content-type')?.split(';')[0] ?? '';

/** What an answer is that its description does not say; undefined where all is as described, or where the address is described to nobody. */
export const undescribed = (method: string, path: string, answer: Told): string | undefined => {
  const found = operationOf(method.toLowerCase(), path);
  if (found === undefined || answer.text === '') return undefined;
  const { address, operation } = found;
  const media = mediaOf(answer);
  // A person in front of a browser is told why in a page.
  if (answer.status >= 400 && media === 'text/html') return undefined;
  const schema = operation.responses[answer.status]?.content?.[media]?.schema;
  const call = `${method} ${address} answered ${answer.status}`;
  if (schema === undefined) return `${call} ${media}, which its description does not have: ${answer.text.slice(0, 300)}`;
  if (!media.endsWith('json')) return undefined;
  const fault = faultIn(`${call} ${media}`, schema, JSON.parse(answer.text));
  return fault === undefined ? undefined : `${call} otherwise than described: ${fault}: ${answer.text.slice(0, 300)}`;
};

/** The answer; no journey goes on with one that is not as the description says. */
export const asDescribed = <Answer extends Told>(method: string, path: string, answer: Answer): Answer => {
  const fault = undescribed(method, path, answer);
  if (fault !== undefined) throw new Error(fault);
  return answer;
};
