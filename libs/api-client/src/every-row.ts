import type { Api } from './api';

type Page<Row> = { readonly data: readonly Row[]; readonly has_more: boolean; readonly next_cursor: string | null };
type Asked = Readonly<Record<string, string | number | undefined>>;

/** Every row of a list of the engine, page after page. What is undefined is not asked for. */
export const everyRow = async <Row>(api: Api, path: string, asked: Asked = {}): Promise<readonly Row[]> => {
  const query = new URLSearchParams({ limit: '500' });
  for (const [name, value] of Object.entries(asked)) if (value !== undefined) query.set(name, String(value));
  const rows: Row[] = [];
  for (;;) {
    const { data, has_more, next_cursor } = await api.get<Page<Row>>(`${path}?${query.toString()}`);
    rows.push(...data);
    if (!has_more || next_cursor === null) return rows;
    query.set('cursor', next_cursor);
  }
};
