import { ACCESS } from './access/access-table';
import { openApi } from './openapi';
import { REFUSAL_STATUS } from './refusal-status';

type Schema = {
  readonly $ref?: string;
  readonly allOf?: readonly [Schema, { properties: { code: { enum: readonly string[] } } }];
};
type Responses = Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> }>>;
type Operation = Readonly<Record<string, unknown>> & { readonly responses: Responses };

let operations: readonly (readonly [call: string, operation: Operation])[];
let text: string;
let schemas: readonly string[];
beforeAll(async () => {
  const document = await openApi();
  text = JSON.stringify(document);
  schemas = Object.keys(document.components?.schemas ?? {});
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods as Readonly<Record<string, Operation>>).map(
      ([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const,
    ),
  );
});

/** Calls of which something is missing. */
const without = (has: (operation: Operation, call: string) => boolean): readonly string[] =>
  operations.filter(([call, operation]) => !has(operation, call)).map(([call]) => call);
const codesIn = ({ responses }: Operation): readonly (readonly [status: number, code: string])[] =>
  Object.entries(responses).flatMap(([status, { content }]) => {
    const codes = content?.['application/problem+json']?.schema?.allOf?.[1].properties.code.enum ?? [];
    return codes.map((code) => [Number(status), code] as const);
  });
const rowOf = (call: string) => ACCESS[call.replaceAll(/\{(\w+)\}/g, ':$1')];

describe('the description', () => {
  const HAN = /\p{Script=Han}/u;
  /** What somebody would type is in the county's language. */
  const withoutExamples = (document: object): string =>
    JSON.stringify(document, (key, value: unknown) => (key === 'example' ? undefined : value), 1);

  it('is in English for whoever asks for it, but for the examples of what a county types', async () => {
    const lines = withoutExamples(await openApi('en')).split('\n');
    expect(lines.filter((line) => HAN.test(line))).toEqual([]);
    expect(lines.join('\n')).toContain('"description": "at most so many rows at once"');
    expect(lines.join('\n')).toContain('file_issued: sent to the bank');
  });

  it('is in Chinese for everybody else, and says nothing in both', () => {
    expect(text).toContain('"description":"一次至多几行"');
    expect(text).toContain('金额单位：分');
    expect(text).toContain('file_issued: 已送盘');
    expect(text).not.toMatch(/[\uFDD0-\uFDD2]/u);
  });
});

describe('every operation of the description', () => {
  it('has a row of the access table, and no row is of an operation that there is not', () => {
    expect(without((_, call) => rowOf(call) !== undefined)).toEqual([]);
    const calls = new Set(operations.map(([call]) => call.replaceAll(/\{(\w+)\}/g, ':$1')));
    expect(Object.keys(ACCESS).filter((call) => /\/(api|health)\//.test(call) && !calls.has(call))).toEqual([]);
  });

  it('says whom it is for, what it reaches and what it tells of a sensitive programme', () => {
    expect(
      without((operation, call) => {
        const row = rowOf(call);
        const roles = typeof row?.admits === 'string' ? undefined : row?.admits;
        const said = [operation['x-roles'], operation['x-area'], operation['x-sensitive']];
        return JSON.stringify(said) === JSON.stringify([roles, row?.area, row?.sensitive]);
      }),
    ).toEqual([]);
  });

  it('says how its caller proves who it is, but where nobody has to', () => {
    const open = operations.filter(([, { security }]) => JSON.stringify(security) === '[]').map(([call]) => call);
    expect(open.toSorted()).toEqual(['GET /health/live', 'GET /health/ready', 'POST /api/v1/sessions']);
    const proven = JSON.stringify([{ bearer: [] }, { session: [] }]);
    expect(without(({ security }) => JSON.stringify(security) === proven)).toEqual(open);
  });

  it('has an answer with a shape: a described class, or a file by its type', () => {
    const isShaped = ([media, { schema }]: readonly [string, { readonly schema?: Schema }]): boolean =>
      media === 'application/json' ? schema?.$ref !== undefined : schema !== undefined;
    expect(
      without(({ responses }) => {
        const answers = Object.entries(responses).filter(([status]) => status.startsWith('2') && status !== '204');
        return (
          answers.length === 1 &&
          answers.every(([, { content = {} }]) => Object.entries(content).length > 0 && Object.entries(content).every(isShaped))
        );
      }),
    ).toEqual([]);
  });

  it('names why it may refuse, each reason with its status', () => {
    expect(without((operation) => codesIn(operation).length > 5)).toEqual([]);
    const wrong = operations.flatMap(([call, operation]) =>
      codesIn(operation)
        .filter(([status, code]) => code in REFUSAL_STATUS && REFUSAL_STATUS[code as keyof typeof REFUSAL_STATUS] !== status)
        .map(([status, code]) => `${call} ${status} ${code}`),
    );
    expect(wrong).toEqual([]);
  });

  it('points at nothing that is not described', () => {
    const named = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !schemas.includes(name))).toEqual([]);
    expect(named).toContain('ProblemAnswer');
  });
});

/** Why one of a list is refused, or a line of a batch held back: told in an answer that is none of a refusal. */
const OF_ONE_IN_A_LIST = [
  'actor_exists',
  'already_awarded',
  'already_enrolled',
  'applicant_differs',
  'case_elsewhere',
  'case_not_waiting',
  'decision_unknown',
  'village_differs',
  'transferred_out',
  'transfer_awaited',
  'conditions_not_met',
  'facts_missing',
  'already_confirmed',
  'not_confirmed',
  'notice_open',
  'objected_since_lock',
  'objection_open',
  'incompatible_programme',
  'entitlement_missing',
  'amount_changed',
  'payee_awaited',
  'fact_awaited',
  'death_awaited',
  'guardian_awaited',
  'exit_awaited',
  'nothing_due',
  'fact_stated_otherwise',
  'id_corrected',
  'payee_changed',
  'attempt_order',
  'payment_unknown',
];

describe('every reason for a refusal', () => {
  it('is one that some operation gives, or that one of a list is refused for', () => {
    const given = new Set(operations.flatMap(([, operation]) => codesIn(operation).map(([, code]) => code)));
    const never = Object.keys(REFUSAL_STATUS).filter((code) => !given.has(code));
    expect(never.toSorted()).toEqual(OF_ONE_IN_A_LIST.toSorted());
  });
});
