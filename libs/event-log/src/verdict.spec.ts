import { judge } from './verdict';

/** A stream that holds events with these ids. */
function holding(...ids: readonly string[]) {
  return { last: ids.length - 1, idsAt: (from: number, count: number) => ids.slice(from, from + count) };
}

describe('whether an append is new, known or too late', () => {
  it.each([
    ['begins a stream', 'none', ['a', 'b'], holding(), { appendFrom: 0 }],
    ['goes on at the revision it saw', 1, ['c'], holding('a', 'b'), { appendFrom: 2 }],
    ['goes on wherever the stream stands, when it only must exist', 'exists', ['c'], holding('a', 'b'), { appendFrom: 2 }],
    ['is known from its beginning', 'none', ['a', 'b'], holding('a', 'b', 'c'), { already: 1 }],
    ['is known from the middle', 0, ['b'], holding('a', 'b', 'c'), { already: 1 }],
    ['is known at the tail', 'exists', ['b', 'c'], holding('a', 'b', 'c'), { already: 2 }],
    ['is known as the whole stream', 'exists', ['a'], holding('a'), { already: 0 }],
    [
      'is new though it looks like the middle, when it only must exist',
      'exists',
      ['b'],
      holding('a', 'b', 'c'),
      { appendFrom: 3 },
    ],
    ['is too late', 0, ['x'], holding('a', 'b'), { conflict: 1 }],
    ['begins what stands already', 'none', ['x'], holding('a'), { conflict: 0 }],
    ['is known only in part', 'none', ['a', 'b'], holding('a'), { conflict: 0 }],
    ['has its ids in another order', 'none', ['b', 'a'], holding('a', 'b'), { conflict: 1 }],
    ['looks past the end', 5, ['x'], holding('a'), { conflict: 0 }],
    ['expects a stream that never was', 'exists', ['x'], holding(), { conflict: -1 }],
    ['expects a revision of a stream that never was', 0, ['x'], holding(), { conflict: -1 }],
  ] as const)('an append that %s', (_what, expected, ids, stream, verdict) => {
    expect(judge(expected, ids, stream)).toEqual(verdict);
  });
});
