import type { RosterSheetRow } from '@fenming/rosters';
import { citizen, type Citizen } from './citizens';
import { COUNTY, farmer } from './county.people';
import { moveClock, openHall, type County, type Hall } from './hall';
import { appropriate } from './payout';
import { importRoster, line, rosterFile } from './walk';

export const RURAL = 'RURAL_REWARD';

/** Six farmers who are due 960.00 each, in rows 2 to 7 of the one roster. */
export const FARMERS: readonly { readonly who: Citizen; readonly village: string }[] = [
  { who: citizen('方守田', '男', '1951-01-11'), village: '991002101201' },
  { who: citizen('谷秀兰', '女', '1952-02-12'), village: '991002101201' },
  { who: citizen('贺长庚', '男', '1953-03-13'), village: '991002101201' },
  { who: citizen('季素云', '女', '1954-04-14'), village: '991002101202' },
  { who: citizen('康永福', '男', '1955-05-15'), village: '991002101202' },
  { who: citizen('雷巧珍', '女', '1956-06-16'), village: '991002102201' },
];
export const DUE_FEN = 96_000;

/** The row of one of them, under the name that the village has in this county. */
export const farmerLine = (hall: Hall, { who, village }: (typeof FARMERS)[number]): RosterSheetRow => {
  const places = hall.county.townships.flatMap(({ villages }) => villages);
  return line(hall, who, places.find(({ code }) => code === village)?.name ?? '', farmer(1, 0));
};

export const farmersFile = (hall: Hall): Promise<Buffer> =>
  rosterFile(
    hall,
    RURAL,
    FARMERS.map((each) => farmerLine(hall, each)),
  );

type Opening = {
  readonly county?: County;
  readonly earlier?: (hall: Hall) => Promise<void>;
  readonly env?: Readonly<Record<string, string>>;
};

/** A county with one roster imported, on the morning when its villages begin to confirm. `earlier`: what happens before the roster arrives. */
export const openRuralYear = async ({ county = COUNTY, earlier, env }: Opening = {}): Promise<Hall> => {
  const hall = await openHall(county, '2023-02-06', env);
  await earlier?.(hall);
  await importRoster(hall, { programme: RURAL, bytes: await farmersFile(hall) });
  await moveClock(hall, '2023-02-13');
  return hall;
};

/** The layers of finance send what so many farmers are due. */
export const fund = (hall: Hall, farmers: number): Promise<void> =>
  appropriate(hall, RURAL, { central: 576 * farmers, province: 192 * farmers, county: 192 * farmers });
