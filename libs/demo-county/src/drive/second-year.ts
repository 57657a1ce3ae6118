import { say } from '@fenming/language';
import { plainDate } from '@fenming/calendar';
import { townshipOf } from '@fenming/citizen';
import type { Programme } from '@fenming/programmes';
import { SECOND_YEAR } from '../county/demo-county';
import { confirmAndNotice } from './confirming';
import type { Desk } from './desk';
import { LAYERS, receiveAppropriations } from './funding';
import { importRosters } from './importing';
import { approveBatches, bankAnswers, checkBatches, makeBatches, reconcileAndClose, releaseBatches } from './paying';
import { phase, type Phase } from './phase';
import { adoptRise, approveRise, proposeRise, receiveRise, signRise } from './rising';
import {
  acceptNewEmployer,
  confirmDeathWithdrawal,
  confirmMistakenDeath,
  confirmMove,
  objectToAmount,
  proposeDeathWithdrawal,
  proposeMove,
  proposeMistakenDeath,
  remedyAmount,
  stateBothByFinance,
  stateNewEmployer,
} from './second-year-cases';
import { daysAfter, morning, morningOf, noticeDays, type NoticeDays } from './timetable';

const RURAL = ['RURAL_REWARD'] as const;
const BOTH = ['RURAL_REWARD', 'ONLY_CHILD_FEE'] as const;
const year = SECOND_YEAR;

/** The county confirms the townships that go first in March, the others in May. */
const isEarly =
  ({ county }: Desk) =>
  (village: Parameters<typeof townshipOf>[0]): boolean =>
    county.story.secondYear.early.has(townshipOf(village));

const confirming = (days: NoticeDays): readonly Phase[] => [
  phase(morningOf(days.village), say('2024 村级确认与公示', '2024 confirmed and posted by the villages'), (desk) =>
    confirmAndNotice(desk, { level: 'village', year }, BOTH),
  ),
  phase(morningOf(days.township), say('2024 乡级确认与公示', '2024 confirmed and posted by the townships'), (desk) =>
    confirmAndNotice(desk, { level: 'township', year }, BOTH),
  ),
  phase(
    morningOf(days.county),
    say('2024 县级确认与公示：先行乡镇', '2024 confirmed and posted by the county: the townships that go first'),
    (desk) => confirmAndNotice(desk, { level: 'county', year, of: isEarly(desk) }, BOTH),
  ),
  phase(daysAfter(days.county, 1), say('收到异议：金额少了', 'objection: the amount is too small'), objectToAmount),
  phase(
    daysAfter(days.county, 4),
    say('乡镇入户核实，提交材料', 'the township looks into it and states the fact'),
    stateBothByFinance,
  ),
  phase(daysAfter(days.county, 5), say('异议成立，金额更正', 'the objection was right, the amount is put right'), remedyAmount),
];

const mending = (): readonly Phase[] => [
  phase(morning('2024-04-08'), say('比对提出死亡一人', 'comparison: a death is proposed'), proposeMistakenDeath),
  phase(morning('2024-04-10'), say('死亡登记复核确认', 'the death is confirmed'), confirmMistakenDeath),
  phase(
    morning('2024-04-15'),
    say('同名误登，提出撤回', 'it was somebody of the same name: withdrawal proposed'),
    proposeDeathWithdrawal,
  ),
  phase(morning('2024-04-17'), say('撤回死亡登记，复核确认', 'withdrawal of the death confirmed'), confirmDeathWithdrawal),
  phase(morning('2024-04-22'), say('配偶 3 月入职：提交材料', 'a spouse has an employer since March: stated'), stateNewEmployer),
  phase(morning('2024-04-24'), say('材料复核认可，按月改算', 'the statement is accepted, the months count'), acceptNewEmployer),
  phase(
    morning('2024-04-26'),
    say('一户 4 月迁往外县：提出退出', 'a family has moved away in April: exit proposed'),
    proposeMove,
  ),
  phase(morning('2024-04-29'), say('退出复核确认，发至 4 月', 'the exit is confirmed, paid through April'), confirmMove),
];

const ARRIVAL = '2024-05-06';
const FIRST = { year, round: 1 };
const SECOND = { year, round: 2 };

const payingFirst = (): readonly Phase[] => [
  phase(morning(ARRIVAL), say('2024 指标到账', '2024 appropriation received'), async (desk) => {
    for (const layer of LAYERS) await receiveAppropriations(desk, year, layer, ARRIVAL);
  }),
  phase(
    morning('2024-05-13'),
    say('先行乡镇：开批、锁定名单、提交', 'townships that go first: batches opened, locked, submitted'),
    (desk) => makeBatches(desk, FIRST, BOTH),
  ),
  phase(morning('2024-05-14'), say('先行乡镇：审核', 'townships that go first: checked'), (desk) => checkBatches(desk, FIRST)),
  phase(morning('2024-05-15'), say('先行乡镇：审批', 'townships that go first: approved'), (desk) => approveBatches(desk, FIRST)),
  phase(morning('2024-05-16'), say('先行乡镇：放款、送盘', 'townships that go first: released'), (desk) =>
    releaseBatches(desk, FIRST),
  ),
  phase(morning('2024-05-17'), say('先行乡镇：银行回盘', 'townships that go first: bank return'), (desk) =>
    bankAnswers(desk, FIRST),
  ),
  phase(morning('2024-05-20'), say('先行乡镇：对账、办结', 'townships that go first: reconciled and closed'), (desk) =>
    reconcileAndClose(desk, year, [FIRST.round]),
  ),
  phase(
    morning('2024-05-27'),
    say('2024 县级确认与公示：其余乡镇', '2024 confirmed and posted by the county: the others'),
    (desk) => confirmAndNotice(desk, { level: 'county', year }, RURAL),
  ),
];

const MONEY_OF_RISE = '2024-08-06';
const rising = (): readonly Phase[] => [
  phase(morning('2024-07-08'), say('奖扶提标：测算、提出', 'the rural reward rises: tried and proposed'), proposeRise),
  phase(morning('2024-07-10'), say('奖扶提标：采用，逐例试算', 'the rise is adopted, every case determined on trial'), adoptRise),
  phase(morning('2024-07-12'), say('提标合计：第一人签字', 'totals of the rise: first signature'), signRise),
  phase(morning('2024-07-15'), say('提标合计：第二人签字，重新核定', 'totals of the rise: second signature'), approveRise),
  phase(morning(MONEY_OF_RISE), say('提标资金到账', 'money for the rise received'), (desk) => receiveRise(desk, MONEY_OF_RISE)),
];

const payingSecond = (): readonly Phase[] => [
  phase(morning('2024-10-08'), say('2024 开批、锁定名单、提交', '2024 batches opened, lists locked and submitted'), (desk) =>
    makeBatches(desk, SECOND, RURAL),
  ),
  phase(morning('2024-10-09'), say('2024 审核，等待审批', '2024 checked, to be approved'), (desk) => checkBatches(desk, SECOND)),
];

/** From the lists of 2024 to the batch that waits for approval. */
export const secondYear = (programmes: readonly Programme[]): readonly Phase[] => {
  const paid = programmes.filter(({ id }) => BOTH.some((each) => each === id));
  return [
    phase(morning('2024-02-19'), say('2024 年申报名单导入', 'lists of applications of 2024 imported'), (desk) =>
      importRosters(desk, year),
    ),
    ...confirming(noticeDays(plainDate('2024-02-26'), paid)),
    ...mending(),
    ...payingFirst(),
    ...rising(),
    ...payingSecond(),
  ];
};
