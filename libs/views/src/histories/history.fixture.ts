import type { AreaCode } from '@fenming/citizen';
import type { RecordedEvent } from '@fenming/event-log';
import { derivedId, LEVELS, streams, type ActorId, type Role } from '@fenming/subsidy';
import { apply, confirmAtAllLevels, correctAccount, leave, villageOf, type Case } from './cases.fixture';
import { payRound } from './payout.fixture';
import { Recorder, type Choose } from './recorder.fixture';

export type Plan = {
  readonly people: number;
  readonly programmes?: readonly string[];
  readonly year?: number;
  /** Lines of a roster chunk. */
  readonly chunkSize?: number;
};

const COUNTY = '991001' as AreaCode;

/** A made-up county's year that the deciders would allow: who applies, who is refused, paid, returned, reissued and recovered. */
export function history(choose: Choose, plan: Plan): readonly RecordedEvent[] {
  const { people, programmes = ['FIRST_AID', 'SECOND_AID'], year = 2023, chunkSize = 3 } = plan;
  const to = new Recorder();
  openCounty(to);
  for (const programme of programmes) {
    const cases = enrol(to, { programme, year }, people);
    postNotices(to, { programme, year });
    for (const one of cases) confirmAtAllLevels(to, one, year, choose);
    appropriate(to, { programme, year });
    for (const round of [1, 2, 3]) {
      someLeave(to, cases, year, choose);
      payRound(to, cases, { programme, year, round, chunkSize }, choose);
      for (const one of cases) if (one.payment === 'returned' && choose(3) > 0) correctAccount(to, one);
    }
    someLeave(to, cases, year, choose);
  }
  return to.events;
}

type Year = { readonly programme: string; readonly year: number };

function openCounty(to: Recorder): void {
  const county = { code: COUNTY, name: '示例县', demo: true, regions: ['national', 'demo'] };
  to.record(streams.county, { type: 'CountyOpened', data: county });
  const villages = Array.from({ length: 6 }, (_, index) => villageOf(index));
  const townships = [...new Set(villages.map((code) => code.slice(0, 9) as AreaCode))];
  const areas = [...townships, ...villages].map((code) => ({ code, name: `区域${code.slice(6)}` }));
  to.record(streams.county, { type: 'AreasRegistered', data: { areas } });
  to.record(streams.county, { type: 'ClockAdvanced', data: { to: '2023-01-02T00:00:00.000Z' } });
  for (const duty of ['maker', 'checker', 'approver', 'releaser'] as const) {
    const actorId = duty as string as ActorId;
    const role: Role = `finance-${duty}`;
    const appointed = { actorId, title: duty, role, area: COUNTY, kind: 'person' as const };
    to.record(streams.actor(actorId), { type: 'ActorAppointed', data: appointed });
  }
}

function enrol(to: Recorder, { programme, year }: Year, people: number): readonly Case[] {
  const importId = derivedId('import', programme, year);
  const stream = streams.rosterImports(programme, year);
  const file = {
    importId,
    programme,
    year,
    number: 1,
    fileHash: `hash-${programme}`,
    rows: people,
    goodRows: people,
    leftOut: [],
  };
  to.record(stream, { type: 'ImportStarted', data: file });
  const cases = Array.from({ length: people }, (_, index) => apply(to, { programme, year }, index + 2));
  to.record(stream, { type: 'ImportCompleted', data: { importId, programme, year, accepted: people, refused: [] } });
  return cases;
}

function postNotices(to: Recorder, { programme, year }: Year): void {
  for (const level of LEVELS) {
    const area = villageOf(0);
    const noticeId = `${programme}.${year}.${level}.${area}.1`;
    const posted = { count: 1, listHash: 'list', postedOn: '2023-05-04', closesOn: '2023-05-15' };
    to.record(streams.notice(noticeId), { type: 'NoticePosted', data: { noticeId, level, area, programme, year, ...posted } });
  }
}

function appropriate(to: Recorder, { programme, year }: Year): void {
  const stream = streams.appropriation(programme, year, COUNTY);
  for (const layer of ['central', 'province', 'county'] as const) {
    const money = { layer, amountFen: '9000000000', documentNo: '财社〔2023〕1号', arrivedOn: '2023-06-01' };
    to.record(stream, { type: 'AppropriationReceived', data: { programme, year, area: COUNTY, ...money } });
  }
}

function someLeave(to: Recorder, cases: readonly Case[], year: number, choose: Choose): void {
  for (const one of cases) if (choose(30) === 0 && one.payment !== 'open') leave(to, one, year, choose);
}
