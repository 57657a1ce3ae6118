import { citizen, type Citizen } from './citizens';
import { COUNTY, farmer } from './county.people';
import { moveClock, openHall, type Hall } from './hall';
import { appropriate } from './payout';
import { importRoster, line, rosterFile } from './walk';

export const RURAL = 'RURAL_REWARD';

/** Six farmers who are due 960.00 each, in rows 2 to 7 of the one roster. */
export const FARMERS: readonly { readonly who: Citizen; readonly village: string }[] = [
  { who: citizen('方守田', '男', '1951-01-11'), village: '上湾村' },
  { who: citizen('谷秀兰', '女', '1952-02-12'), village: '上湾村' },
  { who: citizen('贺长庚', '男', '1953-03-13'), village: '上湾村' },
  { who: citizen('季素云', '女', '1954-04-14'), village: '下湾村' },
  { who: citizen('康永福', '男', '1955-05-15'), village: '下湾村' },
  { who: citizen('雷巧珍', '女', '1956-06-16'), village: '石坡村' },
];
export const DUE_FEN = 96_000;

export const farmersFile = (hall: Hall): Promise<Buffer> =>
  rosterFile(
    hall,
    RURAL,
    FARMERS.map(({ who, village }) => line(hall, who, village, farmer(1, 0))),
  );

/** A county with one roster imported, on the morning when its villages begin to confirm. `earlier`: what happens before the roster arrives. */
export const openRuralYear = async (earlier: (hall: Hall) => Promise<void> = async () => undefined): Promise<Hall> => {
  const hall = await openHall(COUNTY, '2023-02-06');
  await earlier(hall);
  await importRoster(hall, { programme: RURAL, bytes: await farmersFile(hall) });
  await moveClock(hall, '2023-02-13');
  return hall;
};

/** The layers of finance send what so many farmers are due. */
export const fund = (hall: Hall, farmers: number): Promise<void> =>
  appropriate(hall, RURAL, { central: 576 * farmers, province: 192 * farmers, county: 192 * farmers });
