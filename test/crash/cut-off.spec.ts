import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays, atHour, plainDate, type PlainDate } from '@fenming/calendar';
import type { AreaCode } from '@fenming/citizen';
import { drawDemoCounty } from '../../libs/demo-county/src/county/demo-county';
import { inboxFile } from '../../libs/demo-county/src/inbox';
import { keysIn } from '../../libs/demo-county/src/drive/keys';
import { appointStaff, type Staff } from '../../libs/demo-county/src/drive/staff';
import type { Api } from '../../libs/api-client/src/api';
import { driveUntilKilled, startServer, startUnkilled, type Demo, type RunningServer } from './county-folder';
import type { Kill } from './kill-switch';
import { readLog, textOf } from './log-story';

/** The smallest demo county: a dozen people in a programme. */
const DEMO: Demo = { seed: 1, scale: 0.001 };
const PROGRAMME = { programme: 'RURAL_REWARD', year: 2023 };

jest.setTimeout(300_000);

let folder: string;
let running: RunningServer | undefined;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'fenming-cut-'))));
afterEach(async () => {
  await running?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const killAt = (moment: Kill['moment'], type: string): Kill => ({
  events: 1,
  type,
  moment,
  milliseconds: 0,
  note: join(folder, 'killed'),
});

const staffOf = (api: Api): Promise<Staff> => appointStaff(api, drawDemoCounty(DEMO.seed, DEMO.scale), keysIn(folder));

describe('a public notice that a crash cut off', () => {
  const goTo = (api: Api, date: PlainDate): Promise<unknown> => api.post('/county/clock', { to: atHour(date, 9) });

  type EnrolledVillage = { readonly village: AreaCode; readonly programme: string; readonly enrolments: readonly string[] };

  /** Who was put on a notice that was never posted, with the village where it was to hang. */
  const enrolledVillage = (): EnrolledVillage => {
    const noticed = readLog(folder).filter(({ type }) => type === 'EnrolmentNoticed');
    const [first] = noticed;
    if (first === undefined) throw new Error('nobody was put on a notice');
    const together = noticed.filter(({ payload }) => payload['noticeId'] === first.payload['noticeId']);
    return {
      village: textOf(first, 'village') as AreaCode,
      programme: textOf(first, 'programme'),
      enrolments: together.map((event) => textOf(event, 'enrolmentId')),
    };
  };

  it('runs its whole period from the day on which it is posted after all, for everybody who stood on it', async () => {
    await driveUntilKilled(folder, { demo: DEMO, kill: killAt('before', 'NoticePosted') });
    running = await startUnkilled(folder);
    const { api } = running;
    const { village, programme, enrolments } = enrolledVillage();
    const staff = await staffOf(api);
    const confirm = async (): Promise<readonly (string | undefined)[]> => {
      const confirmation = { level: 'township', year: 2023, enrolments };
      type Outcomes = { readonly data: readonly { readonly outcome: string; readonly code?: string }[] };
      const { data } = await staff.officerOf(village).post<Outcomes>('/confirmations', confirmation);
      return data.map(({ outcome, code }) => code ?? outcome);
    };
    await goTo(api, plainDate('2023-03-20'));
    const list = { level: 'village', area: village, programme, year: 2023 };
    const notice = await staff
      .clerkOf(village)
      .post<{ readonly posted_on: string; readonly closes_on: PlainDate }>('/notices', list);
    expect(notice.posted_on).toBe('2023-03-20');
    await goTo(api, notice.closes_on);
    expect(await confirm()).toEqual(enrolments.map(() => 'notice_open'));
    await goTo(api, addDays(notice.closes_on, 1));
    expect(await confirm()).toEqual(enrolments.map(() => 'confirmed'));
  });
});

describe('a roster whose lock was not answered because of a crash', () => {
  type Locked = { readonly left_out: readonly { readonly case_number: string; readonly code: string }[] };

  it('is answered, when the request is repeated, with everybody who was left out', async () => {
    await driveUntilKilled(folder, { demo: DEMO, kill: killAt('before', 'BatchOpened') });
    const first = await startServer(folder, killAt('after', 'RosterLocked'));
    if (first === 'killed') throw new Error('killed too early');
    running = first;
    const { health, maker } = await staffOf(first.api);
    type Listed = { readonly data: readonly { readonly enrolment_id: string; readonly case_number: string }[] };
    const { data } = await health.get<Listed>('/enrolments?programme=RURAL_REWARD&year=2023&stage=county_noticed');
    const [{ enrolment_id, case_number } = { enrolment_id: '', case_number: '' }] = data;
    await health.post('/objections', { enrolment_id, year: 2023, level: 'county', kind: 'should_not_receive', channel: 'phone' });
    const { batch_id } = await maker.post<{ readonly batch_id: string }>('/batches', PROGRAMME, { key: 'open' });
    await expect(maker.post(`/batches/${batch_id}/lock`, {}, { key: 'lock' })).rejects.toThrow('连接不到');
    expect(await first.ended).toBe('SIGKILL');

    running = await startUnkilled(folder);
    const { api } = running;
    const staff = await staffOf(api);
    const locked = await staff.maker.post<Locked>(`/batches/${batch_id}/lock`, {}, { key: 'lock' });
    expect(locked.left_out).toEqual([{ case_number, code: 'objection_open', message: '有异议尚未处理完毕。' }]);
  });
});

describe('a roster whose import a crash cut off', () => {
  type Answered = { readonly rows: number; readonly accepted: number; readonly refused: readonly object[] };

  it('goes on with the same file as it was decided, and enrols each person once', async () => {
    await driveUntilKilled(folder, { demo: DEMO, kill: killAt('before', 'ImportCompleted') });
    running = await startUnkilled(folder);
    const { api } = running;
    const before = readLog(folder);
    const started = before.find(({ type }) => type === 'ImportStarted');
    if (started === undefined || before.some(({ type }) => type === 'ImportCompleted')) throw new Error('not cut off half-way');
    const roster = drawDemoCounty(DEMO.seed, DEMO.scale).rosters.find(
      ({ programme, year }) => programme === started.payload['programme'] && year === started.payload['year'],
    );
    if (roster === undefined) throw new Error('the file is gone');
    const fields = { programme: roster.programme, year: String(roster.year) };
    const { health } = await staffOf(api);
    const bytes = inboxFile(join(folder, 'inbox'), roster);
    const answer = await health.upload<Answered>('/imports', { fields, fileName: roster.fileName, bytes });
    expect([answer.rows, answer.accepted, answer.refused]).toEqual([started.payload['rows'], started.payload['goodRows'], []]);
    const after = readLog(folder).filter(({ type }) => type === 'EnrolmentApplied');
    expect(new Set(after.map(({ stream }) => stream)).size).toBe(after.length);
    expect(after.length).toBe(started.payload['goodRows']);
  });
});
