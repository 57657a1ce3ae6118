import { STATUS_CODES } from 'node:http';
import type { OpenAPIObject } from '@nestjs/swagger';
import { schemaOf, type Kind, type Schema } from './fields';
import type { Operation } from './operations';
import { ProblemAnswer } from './problem.answers';
import { problemsOf } from './problems';

type Responses = Record<string, { description: string; content?: Record<string, { schema: Schema }> }>;
type Described = NonNullable<OpenAPIObject['paths'][string]['get']>;

/** The classes that answers are made of, each described once under its name. */
class Schemas {
  readonly all: Record<string, Schema> = {};
  private readonly known = new Map<string, Kind>();

  readonly refTo = (kind: Kind): Schema => {
    const { name } = kind;
    const other = this.known.get(name);
    if (other !== undefined && other !== kind) throw new Error(`two classes of answers are called ${name}`);
    if (other === undefined) {
      this.known.set(name, kind);
      this.all[name] = schemaOf(kind, this.refTo);
    }
    return { $ref: `#/components/schemas/${name}` };
  };
}

const BYTES: Schema = { type: 'string', format: 'binary' };
const EVENTS: Schema = { type: 'string', description: 'server-sent events' };

/** What a status says; Node knows the words of all of them. */
const saying = (status: number): string => STATUS_CODES[status] ?? '';

const answersOf = ({ answer: { content }, status }: Operation, schemas: Schemas): Responses => {
  const shape = (what: Kind | 'bytes' | 'text'): Schema =>
    what === 'bytes' ? BYTES : what === 'text' ? EVENTS : schemas.refTo(what);
  const described = Object.entries(content).map(([media, what]) => [media, { schema: shape(what) }] as const);
  return { [status]: { description: saying(status), content: Object.fromEntries(described) } };
};

const refusalsOf = (operation: Operation, described: Described, schemas: Schemas): Responses => {
  const parameters = (described.parameters ?? []).flatMap((one) => ('name' in one ? [one.name] : []));
  const problem = schemas.refTo(ProblemAnswer);
  const entries = [...problemsOf({ ...operation, parameters })].map(([status, codes]) => {
    const schema = { allOf: [problem, { properties: { status: { const: status }, code: { enum: codes } } }] };
    return [status, { description: saying(status), content: { 'application/problem+json': { schema } } }] as const;
  });
  return Object.fromEntries(entries);
};

/** What a method says of further statuses by the decorators of Nest. */
const extrasOf = ({ responses }: Described, { status }: Operation): Responses =>
  Object.fromEntries(Object.entries(responses as Responses).filter(([code]) => code !== String(status)));

const together = (...all: readonly Responses[]): Responses => {
  const responses: Responses = {};
  for (const [status, { content, ...said }] of all.flatMap((one) => Object.entries(one))) {
    const media = { ...responses[status]?.content, ...content };
    responses[status] = { ...said, ...(Object.keys(media).length === 0 ? {} : { content: media }) };
  }
  return responses;
};

const BY_WHOM = [{ bearer: [] }, { session: [] }];

/** Whom an operation is for, what it reaches, what it answers and why it may not, from its row and its declaration. */
const describe = (described: Described, operation: Operation, schemas: Schemas): void => {
  const { admits, area, sensitive } = operation.access;
  Object.assign(described, {
    security: admits === 'anybody' ? [] : BY_WHOM,
    ...(typeof admits === 'string' ? {} : { 'x-roles': admits }),
    'x-area': area,
    'x-sensitive': sensitive,
    responses: together(extrasOf(described, operation), answersOf(operation, schemas), refusalsOf(operation, described, schemas)),
  });
};

export const describeAnswers = (document: OpenAPIObject, operations: readonly Operation[]): OpenAPIObject => {
  const schemas = new Schemas();
  for (const operation of operations) {
    const path = document.paths[operation.route.replaceAll(/:(\w+)/g, '{$1}')];
    const described = operation.method === 'GET' ? path?.get : path?.post;
    if (described !== undefined) describe(described, operation, schemas);
  }
  const { components = {} } = document;
  return { ...document, components: { ...components, schemas: { ...components.schemas, ...(schemas.all as object) } } };
};
