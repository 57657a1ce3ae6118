import type { Api } from '@fenming/api-client';

export const LEVELS = ['village', 'township', 'county'] as const;
export type Level = (typeof LEVELS)[number];
export type Listed = {
  readonly enrolment_id: string;
  readonly case_number: string;
  readonly programme: string;
  readonly village: string;
  readonly stage: string;
};
type Wanted = { readonly year: number; readonly programme?: string; readonly area?: string; readonly stage?: string };
type Page = { readonly data: readonly Listed[]; readonly has_more: boolean; readonly next_cursor?: string | null };

/** Where somebody stands who waits at a level, and who may be posted there. */
export const STAGE_BEFORE: Readonly<Record<Level, string>> = {
  village: 'applied',
  township: 'village_noticed',
  county: 'township_noticed',
};
export const STAGE_CONFIRMED: Readonly<Record<Level, string>> = {
  village: 'village_confirmed',
  township: 'township_confirmed',
  county: 'county_confirmed',
};

const queryOf = ({ year, programme, area, stage }: Wanted, cursor: string | undefined): string => {
  const query = new URLSearchParams({ year: String(year), limit: '500' });
  for (const [name, value] of Object.entries({ programme, area, stage, cursor })) if (value !== undefined) query.set(name, value);
  return query.toString();
};

/** All cases of a year that somebody may see, page after page. */
export const enrolmentsAt = async (api: Api, wanted: Wanted): Promise<readonly Listed[]> => {
  const listed: Listed[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.get<Page>(`/enrolments?${queryOf(wanted, cursor)}`);
    listed.push(...page.data);
    cursor = page.has_more ? (page.next_cursor ?? undefined) : undefined;
  } while (cursor !== undefined);
  return listed;
};
