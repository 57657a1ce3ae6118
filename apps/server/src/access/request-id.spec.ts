import { requestIdOf } from './request-id';

const OWN = /^[0-9a-f-]{36}$/;

describe('the id of a request', () => {
  it('is the caller’s own', () => expect(requestIdOf({ headers: { 'x-request-id': 'desk-7.42' } })).toBe('desk-7.42'));

  it.each([
    ['none is given', {}],
    ['it has signs that no id has', { 'x-request-id': 'a b' }],
    ['it is longer than an id', { 'x-request-id': 'a'.repeat(81) }],
    ['it is the number of a person', { 'x-request-id': '99100119700101001X' }],
  ])('is drawn where %s', (_, headers) => expect(requestIdOf({ headers })).toMatch(OWN));
});
