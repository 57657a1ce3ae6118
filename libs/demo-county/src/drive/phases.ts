import { say } from '@fenming/language';
import { addDays, dateOf, plainDate } from '@fenming/calendar';
import type { Programme } from '@fenming/programmes';
import { FIRST_YEAR } from '../county/demo-county';
import { adoptCatalogue } from './adopting';
import {
  confirmDeath,
  correctAccounts,
  objectedAtTownship,
  objectedAtVillage,
  proposeDeath,
  raiseObjection,
  resolveObjection,
} from './cases';
import { confirmAndNotice } from './confirming';
import { LAYERS, receiveAppropriations } from './funding';
import { importRosters, tryDamagedRoster } from './importing';
import { approveBatches, bankAnswers, checkBatches, makeBatches, reconcileAndClose, releaseBatches } from './paying';
import { phase, type Phase } from './phase';
import { receiveRecovery } from './recovering';
import { secondYear } from './second-year';
import { daysAfter, morning, morningOf, noticeDays, type NoticeDays } from './timetable';

/** Before two programmes that exclude each other, the one that is kept. */
const PROGRAMMES = ['RURAL_REWARD', 'URBAN_ONLY_CHILD', 'SPECIAL_ASSISTANCE', 'ONLY_CHILD_FEE'] as const;

/** The first instant of the county, and the one after which nothing is left to do. */
export const OPENING = morning('2023-01-03');
export const CLOSING = morning('2024-10-10');

const applying = (): readonly Phase[] => [
  phase(morning('2023-01-04'), say('项目规则提出与采用', 'programme rules proposed and adopted'), adoptCatalogue),
  phase(morning('2023-02-06'), say('2023 年申报名单导入', 'lists of applications of 2023 imported'), async (desk) => {
    await tryDamagedRoster(desk);
    await importRosters(desk, FIRST_YEAR);
  }),
];

const firstNotices = (days: NoticeDays): readonly Phase[] => [
  phase(morningOf(days.village), say('2023 村级确认与公示', '2023 confirmed and posted by the villages'), (desk) =>
    confirmAndNotice(desk, { level: 'village', year: FIRST_YEAR }, PROGRAMMES),
  ),
  phase(daysAfter(days.village, 2), say('村级公示期：收到异议', "villages' notice period: objections received"), (desk) =>
    raiseObjection(desk, objectedAtVillage(desk)),
  ),
  phase(daysAfter(days.village, 7), say('异议核查：成立，予以移出', 'objection looked into: upheld, removed'), (desk) =>
    resolveObjection(desk, objectedAtVillage(desk), 'upheld'),
  ),
  phase(morningOf(days.township), say('2023 乡级确认与公示', '2023 confirmed and posted by the townships'), (desk) =>
    confirmAndNotice(desk, { level: 'township', year: FIRST_YEAR }, PROGRAMMES),
  ),
  phase(daysAfter(days.township, 1), say('乡级公示期：收到异议', "townships' notice period: objections received"), (desk) =>
    raiseObjection(desk, objectedAtTownship(desk)),
  ),
  phase(daysAfter(days.township, 4), say('异议核查：不成立', 'objection looked into: dismissed'), (desk) =>
    resolveObjection(desk, objectedAtTownship(desk), 'dismissed'),
  ),
  phase(morningOf(days.county), say('2023 县级确认与公示', '2023 confirmed and posted by the county'), (desk) =>
    confirmAndNotice(desk, { level: 'county', year: FIRST_YEAR }, PROGRAMMES),
  ),
];

const ARRIVALS = { central: '2023-04-25', province: '2023-05-30', city: '2023-06-20', county: '2023-08-22' } as const;

const funding = (): readonly Phase[] =>
  LAYERS.map((layer) =>
    phase(morning(ARRIVALS[layer]), say(`2023 指标到账（${layer}）`, `2023 appropriation received (${layer})`), (desk) =>
      receiveAppropriations(desk, FIRST_YEAR, layer, ARRIVALS[layer]),
    ),
  );

const [REGULAR, REISSUE] = [1, 2].map((round) => ({ year: FIRST_YEAR, round })) as [
  { year: number; round: number },
  { year: number; round: number },
];

const paying = (): readonly Phase[] => [
  phase(morning('2023-10-09'), say('2023 开批、锁定名单、提交', '2023 batches opened, lists locked and submitted'), (desk) =>
    makeBatches(desk, REGULAR, PROGRAMMES),
  ),
  phase(morning('2023-10-10'), say('2023 审核', '2023 checked'), (desk) => checkBatches(desk, REGULAR)),
  phase(morning('2023-10-11'), say('2023 审批', '2023 approved'), (desk) => approveBatches(desk, REGULAR)),
  phase(morning('2023-10-12'), say('2023 放款、送盘', '2023 released and sent to the bank'), (desk) =>
    releaseBatches(desk, REGULAR),
  ),
  phase(morning('2023-10-13'), say('2023 银行回盘', '2023 bank return'), (desk) => bankAnswers(desk, REGULAR)),
  phase(morning('2023-10-17'), say('退票账户更正', 'accounts of returned payments corrected'), correctAccounts),
  phase(morning('2023-10-19'), say('补发：开批、锁定、提交', 'reissue: opened, locked, submitted'), (desk) =>
    makeBatches(desk, REISSUE, PROGRAMMES),
  ),
  phase(morning('2023-10-20'), say('补发：审核', 'reissue: checked'), (desk) => checkBatches(desk, REISSUE)),
  phase(morning('2023-10-23'), say('补发：审批', 'reissue: approved'), (desk) => approveBatches(desk, REISSUE)),
  phase(morning('2023-10-24'), say('补发：放款、送盘', 'reissue: released and sent to the bank'), (desk) =>
    releaseBatches(desk, REISSUE),
  ),
  phase(morning('2023-10-25'), say('补发：银行回盘', 'reissue: bank return'), (desk) => bankAnswers(desk, REISSUE)),
  phase(morning('2023-10-27'), say('2023 对账、办结', '2023 reconciled and closed'), (desk) =>
    reconcileAndClose(desk, FIRST_YEAR, [REGULAR.round, REISSUE.round]),
  ),
];

const learning = (): readonly Phase[] => [
  phase(morning('2024-01-09'), say('比对发现 2023 年 6 月死亡一人', 'comparison finds a death of June 2023'), proposeDeath),
  phase(morning('2024-01-11'), say('死亡登记复核确认', 'the death is confirmed'), confirmDeath),
  phase(morning('2024-01-24'), say('多发半年收回', 'half a year overpaid is recovered'), receiveRecovery),
];

/** A phase may begin only when the one before it is over; a catalogue with longer notices would collide with the rest of the year. */
const inOrder = (phases: readonly Phase[]): readonly Phase[] => {
  const late = phases.find(({ at }, index) => index > 0 && at <= (phases[index - 1]?.at ?? at));
  if (late !== undefined)
    throw new Error(
      say(
        `演示县的日程安排不下：${late.title}（${addDays(dateOf(late.at), 0)}）`,
        `The demo county's schedule does not fit: ${late.title} (${addDays(dateOf(late.at), 0)})`,
      ),
    );
  return phases;
};

/** The year 2023 from application to closed batches, then 2024 up to the batch that waits for approval, in order of time. */
export const phasesFor = (programmes: readonly Programme[]): readonly Phase[] => {
  return inOrder([
    ...applying(),
    ...firstNotices(noticeDays(plainDate('2023-02-13'), programmes)),
    ...funding(),
    ...paying(),
    ...learning(),
    ...secondYear(programmes),
  ]);
};
