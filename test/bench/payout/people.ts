import {
  checkCharacter,
  readBankAccount,
  readCitizenId,
  type BankAccount,
  type AreaCode,
  type CitizenId,
} from '@fenming/citizen';
import { COUNTY, PROGRAMME, YEAR } from './county';

/** An invented parent of the unassigned area 991001: nothing here is random, so a million of them need no memory. */
export type Payee = {
  readonly citizenId: CitizenId;
  readonly name: string;
  readonly account: BankAccount;
  readonly village: AreaCode;
  readonly roster: number;
  readonly row: number;
};

export const TOWNSHIPS = 40;
const VILLAGES = 20;
const FIRST_BIRTH = Date.UTC(1940, 0, 1);
const BIRTHDAYS = 6_900;
const DAY = 86_400_000;
const SURNAMES = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧';
const GIVEN = '秀英桂兰玉华建国志明淑珍春梅德福永红海燕文军凤霞长庚守田素云巧珍';

/** The payee with a number from 0 below `people`. A township hands in one roster, village by village. */
export function payeeOf(number: number, people: number): Payee {
  const perTownship = Math.ceil(people / TOWNSHIPS);
  const township = Math.floor(number / perTownship);
  const within = number % perTownship;
  const village = Math.floor((within * VILLAGES) / perTownship);
  return {
    citizenId: citizenIdOf(number),
    name: pick(SURNAMES, number) + pick(GIVEN, number * 7 + 3) + pick(GIVEN, Math.floor(number / 36)),
    account: accountOf(number),
    village: `${COUNTY}${101 + township}${201 + village}` as AreaCode,
    roster: township + 1,
    row: within + 2,
  };
}

export const caseNumberOf = ({ roster, row }: Payee): string => `${PROGRAMME}-${YEAR}-${roster}-${String(row).padStart(5, '0')}`;

const pick = (from: string, number: number): string => from[number % from.length] ?? '';

function citizenIdOf(number: number): CitizenId {
  const born = new Date(FIRST_BIRTH + (number % BIRTHDAYS) * DAY).toISOString().slice(0, 10).replaceAll('-', '');
  const first17 = `${COUNTY}${born}${String(Math.floor(number / BIRTHDAYS) + 1).padStart(3, '0')}`;
  const reading = readCitizenId(first17 + checkCharacter(first17));
  if (!reading.ok) throw new Error(reading.reason);
  return reading.id;
}

function accountOf(number: number): BankAccount {
  const reading = readBankAccount(`99${String(number + 1).padStart(17, '0')}`);
  if (!reading.ok) throw new Error(reading.reason);
  return reading.account;
}
