import { say } from '@fenming/language';
import type { Instant } from '@fenming/calendar';
import type { Programme, ProgrammeId } from '@fenming/programmes';
import type { Api } from '@fenming/api-client';
import type { DemoCounty } from '../county/demo-county';
import { DEMO_REGIONS } from '../county/places';
import { fillInbox } from '../inbox';
import type { Keys } from './keys';
import type { Phase } from './phase';
import { CLOSING, OPENING, phasesFor } from './phases';
import { appointPeople, appointStaff, type Login } from './staff';

export type CountyNow = {
  readonly open: boolean;
  readonly code?: string;
  readonly name?: string;
  readonly now: Instant;
  readonly simulated: boolean;
};
/** `done` of `of` phases are over; `at` is the simulated instant of this one. */
export type Progress = (step: {
  readonly title: string;
  readonly at: Instant;
  readonly done: number;
  readonly of: number;
}) => void;

export type Drive = {
  readonly operator: Api;
  readonly county: DemoCounty;
  readonly programmes: ReadonlyMap<ProgrammeId, Programme>;
  readonly inbox: string;
  readonly drawPassword: () => string;
  readonly keys: Keys;
  readonly progress: Progress;
};

export const countyNow = (operator: Api): Promise<CountyNow> => operator.get('/county');

/** Whether the demo has been driven to its end: the clock has passed the last phase. */
export const isFinished = ({ open, simulated, now }: CountyNow): boolean => open && simulated && now >= CLOSING;

/** Time moves only when a phase is over, so the clock alone says what is left to do after a crash. */
const moveClock = async ({ operator }: Drive, to: Instant): Promise<void> => {
  const { simulated, now } = await countyNow(operator);
  if (!simulated || now < to) await operator.post('/county/clock', { to });
};

const openCounty = async (drive: Drive): Promise<void> => {
  const { operator, county } = drive;
  await operator.post('/county', {
    code: county.code,
    name: county.name,
    demo: true,
    regions: [...DEMO_REGIONS],
    clock: OPENING,
  });
  await moveClock(drive, OPENING);
  const areas = [...county.places.townships, ...county.places.villages].map(({ code, name }) => ({ code, name }));
  await operator.post('/county/areas', { areas });
};

/** The phases that are not over: a phase is over when the clock stands at the next one or later. */
const remaining = (phases: readonly Phase[], { simulated, now }: CountyNow): readonly Phase[] => {
  if (!simulated) return phases;
  return phases.filter((_, index) => now < (phases[index + 1]?.at ?? CLOSING));
};

/**
 * Drives the county's year through the API as its staff would, or what is left of it after a run that was cut off.
 * Returns the logins for people; their passwords exist only here and, until the year is over, among the keys. Throws ApiProblem when a step is refused.
 */
export const driveYear = async (drive: Drive): Promise<readonly Login[]> => {
  const { operator, county, programmes, inbox, keys, progress } = drive;
  const phases = phasesFor([...programmes.values()]);
  const left = remaining(phases, await countyNow(operator));
  const of = phases.length + 1;
  const report = (title: string, at: Instant, index: number): void =>
    progress({ title, at, done: of - left.length - 1 + index, of });
  report(say('开设演示县，登记区划和岗位', 'demo county opened, areas and offices registered'), OPENING, 0);
  // The clerks write their files while the engine, another process, opens the county.
  // Everybody has an account before the first programme is adopted: later a second person would have to confirm each.
  const equip = async () => {
    await openCounty(drive);
    const logins = await appointPeople(operator, county, drive);
    return { logins, staff: await appointStaff(operator, county, keys) };
  };
  const [{ staff, logins }] = await Promise.all([equip(), fillInbox(inbox, county, programmes)]);
  const desk = { operator, staff, county, programmes, inbox };
  for (const [index, { at, title, run }] of left.entries()) {
    report(title, at, index + 1);
    await moveClock(drive, at);
    await run(desk);
  }
  await moveClock(drive, CLOSING);
  keys.forget();
  return logins;
};
