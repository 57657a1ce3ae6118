import { Ajv2020 } from 'ajv/dist/2020.js';
import { description, undescribed } from './described';

const told = (status: number, body: object, media = status < 300 ? 'application/json' : 'application/problem+json') => ({
  status,
  headers: new Headers({ 'content-type': `${media}; charset=utf-8` }),
  text: JSON.stringify(body),
});
const ROW = { code: '991002', name: '示例县' };
const page = (row: object) => told(200, { data: [row], has_more: false, next_cursor: null });
const areas = (row: object) => undescribed('GET', '/api/v1/county/areas?limit=1', page(row));
const problem = (status: number, code: string) =>
  undescribed(
    'GET',
    '/api/v1/county/areas',
    told(status, { type: `/problems/${code}`, title: '…', status, code, request_id: 'r' }),
  );

it('the description is made of schemas', () => {
  const checker = new Ajv2020({ strict: false, validateFormats: false });
  const { components, paths } = description();
  const answers = Object.values(paths)
    .flatMap((operations) => Object.values(operations))
    .flatMap(({ responses }) => Object.values(responses))
    .flatMap(({ content = {} }) => Object.values(content))
    .map(({ schema }) => schema);
  const schemas = [...Object.values(components.schemas), ...answers];
  expect(schemas.length).toBeGreaterThan(100);
  expect(schemas.filter((schema) => checker.validateSchema(schema) !== true)).toEqual([]);
});

describe('an answer is held against its description', () => {
  it('and found as described', () => {
    expect(areas(ROW)).toBeUndefined();
    expect(problem(401, 'unauthenticated')).toBeUndefined();
  });

  it('with a field that nobody described, one that is missing, and one of another kind', () => {
    expect(areas({ ...ROW, level: 'county' })).toContain('unevaluated properties');
    expect(areas({ code: ROW.code })).toContain("must have required property 'name'");
    expect(areas({ ...ROW, name: 7 })).toContain('must be string');
  });

  it('with a reason for a refusal that the operation does not give, or with another status', () => {
    expect(problem(401, 'login_wrong')).toContain('must be equal to one of the allowed values');
    expect(problem(403, 'unauthenticated')).toContain('must be equal to');
    expect(problem(409, 'batch_state')).toContain('must be equal to');
    expect(problem(418, 'teapot')).toContain('which its description does not have');
  });

  it('with another status than it promises, and as another kind of content', () => {
    expect(undescribed('GET', '/api/v1/county/areas', told(201, ROW))).toContain('does not have');
    expect(undescribed('GET', '/api/v1/county/areas', told(200, ROW, 'text/plain'))).toContain('does not have');
  });

  it('where it is of an operation; a page and an address that there is not are described to nobody', () => {
    expect(undescribed('GET', '/years/2023', told(200, {}))).toBeUndefined();
    expect(undescribed('GET', '/api/v1/nowhere', told(404, {}))).toBeUndefined();
  });
});
