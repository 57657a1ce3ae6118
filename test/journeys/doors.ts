import type { Hall } from './hall';
import type { Seat } from './seat';

type Parameter = { readonly name: string; readonly in: 'query' | 'path' | 'header'; readonly required?: boolean };
type Content = 'json' | 'upload' | 'nothing';
type Schema = {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
};
type Operation = {
  readonly parameters?: readonly Parameter[];
  readonly 'x-roles'?: readonly string[];
  readonly 'x-area'?: Door['area'];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
};
type Described = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

/** One documented call: its path with something in place of each parameter, the names it takes in the query and in its JSON body. */
export type Door = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** As the description writes it, with the names of its parameters in braces. */
  readonly address: string;
  readonly required: readonly string[];
  readonly takes: Content;
  readonly query: readonly string[];
  readonly body?: readonly string[];
  readonly upload: boolean;
  /** Whom it is for, where not for everybody. */
  readonly roles?: readonly string[];
  /** What it reaches: what lies nowhere, in the caller's own area, or in the whole county. */
  readonly area: 'nowhere' | 'own' | 'county' | undefined;
};

/** A chair from which a door may be asked: who it is not for is sent away before anything else is looked at. */
export const seatAt = (
  { operator, seat, county }: Pick<Hall, 'operator' | 'seat' | 'county'>,
  { roles = [] }: { readonly roles?: readonly string[] | undefined },
): Seat => {
  // Who stands over the county is sent away for no place.
  const role = ['system', 'health'].find((each) => roles.includes(each)) ?? roles[0] ?? 'system';
  const [township] = county.townships;
  const actors: Readonly<Record<string, string>> = {
    township: `officer-${township?.code}`,
    village: `clerk-${township?.villages[0]?.code}`,
  };
  return role === 'system' ? operator : seat(actors[role] ?? role);
};

const NOBODY = '00000000-0000-4000-8000-000000000000';

/** Every call of the OpenAPI description, and every word that it makes its callers write: names of fields and values to choose from. */
export const documentedDoors = async (
  operator: Seat,
): Promise<{ readonly doors: readonly Door[]; readonly words: ReadonlySet<string> }> => {
  const described = (await operator.ask('GET', '/openapi.json')).json<Described>();
  const { schemas } = described.components;
  const doors = Object.entries(described.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => doorOf(path, method, operation, schemas)),
  );
  const words = new Set(doors.flatMap(({ query, body = [] }) => [...query, ...body]));
  for (const schema of Object.values(schemas)) collect(schema, words);
  for (const text of JSON.stringify(described.paths).matchAll(/"enum":(\[[^\]]*\])/g))
    for (const value of JSON.parse(text[1] ?? '[]') as string[]) words.add(value);
  return { doors, words };
};

const doorOf = (path: string, method: string, operation: Operation, schemas: Described['components']['schemas']): Door => {
  const { parameters = [], requestBody } = operation;
  const json = requestBody?.content['application/json']?.schema.$ref?.split('/').at(-1);
  const upload = requestBody?.content['multipart/form-data'] !== undefined;
  const asked = parameters.filter((parameter) => parameter.in === 'query');
  return {
    method: method === 'get' ? 'GET' : 'POST',
    path: path.replaceAll(/\{\w+\}/g, NOBODY),
    address: path,
    takes: upload ? 'upload' : json === undefined ? 'nothing' : 'json',
    query: asked.map(({ name }) => name),
    required: asked.flatMap(({ name, required }) => (required === true ? [name] : [])),
    ...(json === undefined ? {} : { body: Object.keys(schemas[json]?.properties ?? {}) }),
    ...(operation['x-roles'] === undefined ? {} : { roles: operation['x-roles'] }),
    upload,
    area: operation['x-area'],
  };
};

const collect = ({ properties = {}, enum: values = [], items }: Schema, words: Set<string>): void => {
  for (const value of values) words.add(value);
  for (const [name, schema] of Object.entries(properties)) {
    words.add(name);
    collect(schema, words);
  }
  if (items !== undefined) collect(items, words);
};
