import { ForeignCursor, keyIn, OutdatedCursor, pageWithin, type List, type Page } from './page';

const VILLAGES = ['east', 'hill', 'lake', 'west'];
const AREAS: List = { name: 'areas', by: { county: '991001', year: 2023 } };
type Asked = { readonly limit: number; readonly cursor?: string };
const villages = (list: List, asked: Asked, rows = VILLAGES): Page<string> => pageWithin(list, rows, asked, (name) => [name]);
const cursorAfter = (limit: number): string => villages(AREAS, { limit }).next_cursor ?? '';

describe('a cursor', () => {
  it('goes on after the last row that was read, in pages of any size', () => {
    expect(villages(AREAS, { limit: 1, cursor: cursorAfter(2) })).toMatchObject({ data: ['lake'], has_more: true });
    expect(villages(AREAS, { limit: 9, cursor: cursorAfter(1) })).toEqual({
      data: ['hill', 'lake', 'west'],
      has_more: false,
      next_cursor: null,
    });
    expect(keyIn(AREAS, cursorAfter(2))).toEqual(['hill']);
  });

  it('is the same in whichever order the filter is written, and whatever is left out of it', () => {
    const again: List = { name: 'areas', by: { year: 2023, area: undefined, county: '991001' } };
    expect(villages(again, { limit: 1, cursor: cursorAfter(2) }).data).toEqual(['lake']);
  });

  it.each<[what: string, list: List]>([
    ['another list', { ...AREAS, name: 'actors' }],
    ['the list without a filter', { name: 'areas' }],
    ['the list by another year', { name: 'areas', by: { ...AREAS.by, year: 2024 } }],
    ['the list by one filter more', { name: 'areas', by: { ...AREAS.by, township: '991001101' } }],
  ])('is refused by %s', (_, list) => {
    expect(() => villages(list, { limit: 1, cursor: cursorAfter(2) })).toThrow(ForeignCursor);
    expect(() => keyIn(list, cursorAfter(2))).toThrow(ForeignCursor);
  });

  it('is refused where somebody made it up, or changed the key in it', () => {
    const keyOf = (cell: unknown): string => Buffer.from(JSON.stringify([cell])).toString('base64url');
    const given = cursorAfter(2);
    const changed = [`${given}=`, `${given} `, given.slice(0, -1), `${given.slice(0, 8)}${keyOf('east')}`];
    for (const cursor of ['', 'nonsense', keyOf('hill'), keyOf(1.5), ...changed])
      expect(() => keyIn(AREAS, cursor)).toThrow(ForeignCursor);
  });

  it('whose row has left the list is told apart from one that the list never gave', () => {
    const without = VILLAGES.filter((name) => name !== 'hill');
    expect(() => villages(AREAS, { limit: 1, cursor: cursorAfter(2) }, without)).toThrow(OutdatedCursor);
  });
});
