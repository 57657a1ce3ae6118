import { randomUUID } from 'node:crypto';
import { addDays, plainDate } from '@fenming/calendar';
import { County, type RunningCounty } from '@fenming/county';
import { Executor, type Caller } from '@fenming/commands';
import { InProcessRunner, PayoutWork } from '@fenming/payout';
import {
  appropriationDecider,
  batchDecider,
  enrolmentDecider,
  enrolmentIdOf,
  isReleased,
  personDecider,
  personsOf,
  streams,
  type ActorId,
  type EnrolmentId,
  type RosterLine,
} from '@fenming/subsidy';
import { deathTold, TakeDeathStepHandler, type DeathStep } from '../../libs/eligibility/src/deaths';
import { ConfirmEligibilityHandler } from '../../libs/eligibility/src/confirmations';
import { PostNoticeHandler } from '../../libs/eligibility/src/notices';
import { TakeBatchStepHandler } from '../../libs/payout/src/batch-steps';
import { behindClosedDoors, callerOf, releaseOnly } from './folder-desk';
import { moveClock, type Hall } from './hall';
import { bankFile, lockRoster, returnFile, sendReturn, signUpTo } from './payout';
import { FARMERS, fund, openRuralYear, RURAL } from './rural-year';
import { confirmLevel, confirmYear, enrolmentsOf } from './walk';

let hall: Hall;
beforeEach(async () => (hall = await openRuralYear()));
afterEach(() => hall.close());

const asking = (county: RunningCounty, role: Parameters<typeof callerOf>[1]): Caller => callerOf(county, role, randomUUID());

describe('a county whose log other nodes write too', () => {
  it('puts on a notice whom another node has confirmed', async () => {
    const farmers = (await enrolmentsOf(hall, RURAL)).filter(({ village }) => village === FARMERS[0]?.village);
    const enrolments = farmers.map(({ enrolment_id }) => enrolment_id as EnrolmentId);
    hall = await behindClosedDoors(hall, async (county) => {
      await county.executor.states(enrolmentDecider, enrolments.map(streams.enrolment));
      const elsewhere = Object.assign(Object.create(county) as RunningCounty, {
        executor: new Executor(county.log, county.clock),
      });
      const list = { level: 'village' as const, year: 2023, programme: RURAL, area: FARMERS[0]?.village, enrolments };
      await new ConfirmEligibilityHandler(elsewhere).execute({ list, caller: asking(county, 'village') } as never);
      const posting = new PostNoticeHandler(county).execute({ list, caller: asking(county, 'village') } as never);
      expect(await posting).toMatchObject({ count: farmers.length });
    });
  });

  it('confirms nobody who has not claimed the programme, also when another node clears the way meanwhile', async () => {
    for (const level of ['village', 'township'] as const) {
      const { closesOn } = await confirmLevel(hall, level, RURAL);
      await moveClock(hall, addDays(plainDate(closesOn), 1));
    }
    const [enrolment] = (await enrolmentsOf(hall, RURAL)).map(({ enrolment_id }) => enrolment_id as EnrolmentId);
    if (enrolment === undefined) throw new Error('nobody is enrolled');
    hall = await behindClosedDoors(hall, async (county) => {
      const stream = streams.enrolment(enrolment);
      const objection = { objectionId: randomUUID(), year: 2023, level: 'township' as const, kind: '条件不符', channel: '来访' };
      const township = asking(county, 'township');
      await county.executor.one(enrolmentDecider, stream, { do: 'raise-objection', ...objection }, township);
      const dismissal = { objectionId: objection.objectionId, outcome: 'dismissed' as const, reason: '查无实据' };
      const elsewhere = new Executor(county.log, county.clock);
      await elsewhere.one(enrolmentDecider, stream, { do: 'resolve-objection', ...dismissal }, asking(county, 'health'));
      const list = { level: 'county' as const, year: 2023, enrolments: [enrolment] };
      const [outcome] = await new ConfirmEligibilityHandler(county).execute({ list, caller: asking(county, 'health') } as never);
      expect(outcome).toMatchObject({ outcome: 'done' });
      const [personId = '' as never] = personsOf((await county.executor.load(enrolmentDecider, stream)).state);
      const person = await elsewhere.load(personDecider, streams.person(personId));
      expect(person.state.claims).toMatchObject([{ enrolmentId: enrolment }]);
    });
  });

  it('holds the money of somebody who died also where another node has enrolled them meanwhile', async () => {
    const [enrolment] = (await enrolmentsOf(hall, RURAL)).map(({ enrolment_id }) => enrolment_id as EnrolmentId);
    if (enrolment === undefined) throw new Error('nobody is enrolled');
    hall = await behindClosedDoors(hall, async (county) => {
      const { state } = await county.executor.load(enrolmentDecider, streams.enrolment(enrolment));
      const programme = county.rules.adopted().find((id) => id !== RURAL);
      if (state.key === undefined || programme === undefined) throw new Error('nothing else to enrol in');
      const { personId, key } = state;
      const enrolmentId = enrolmentIdOf(personId, programme);
      const stream = streams.enrolment(enrolmentId);
      await county.executor.states(enrolmentDecider, [stream]);
      const elsewhere = new Executor(county.log, county.clock);
      const row = { year: 2023, importId: randomUUID(), row: 2, sealedFacts: 'sealed' };
      const other = { ...key, enrolmentId, programme, caseNumber: `${programme}-2023-1-00002` };
      await elsewhere.one(enrolmentDecider, stream, { do: 'apply', key: other, personId, ...row }, asking(county, 'health'));
      const handler = new TakeDeathStepHandler(county);
      const signedBy = (by: string): Caller => {
        const caller = asking(county, 'health');
        return { ...caller, asked: { ...caller.asked, by: by as ActorId } };
      };
      const take = (step: DeathStep, by: string) => handler.execute({ enrolment, step, caller: signedBy(by) } as never);
      const documentNo = '医死证〔2023〕1号';
      await take({ do: 'propose', diedOn: plainDate('2023-02-10'), documentNo, source: '死亡证明' }, 'health');
      const { basis = '' } = (await deathTold(county, enrolment, () => true)) ?? {};
      await take({ do: 'confirm', documentNo, basis }, 'health-2');
      expect((await elsewhere.load(enrolmentDecider, stream)).state.death).toBeDefined();
    });
  });

  it('reserves no money for a list that another node sends back while the release is being checked', async () => {
    await confirmYear(hall, RURAL);
    await fund(hall, FARMERS.length);
    const locked = await lockRoster(hall, RURAL);
    await signUpTo(hall, 'approve', locked);
    hall = await behindClosedDoors(hall, async (county) => {
      const stream = streams.payoutBatch(locked.batch_id);
      const elsewhere = new Executor(county.log, county.clock);
      const caughtUp: RunningCounty['caughtUp'] = async (position) => {
        const sendingBack = { do: 'send-back' as const, reason: '名单有误' };
        await elsewhere.one(batchDecider, stream, sendingBack, asking(county, 'finance-checker'));
        return county.caughtUp(position);
      };
      const here = Object.assign(Object.create(county) as RunningCounty, { caughtUp });
      const { batch_id: batch, roster_hash: hash } = locked;
      const step = { do: 'release', hash } as const;
      const release = new TakeBatchStepHandler(here, new InProcessRunner(county, new PayoutWork(county)));
      await expect(release.execute({ batch, step, caller: asking(county, 'finance-releaser') } as never)).rejects.toThrow(
        'batch_state',
      );
      const books = streams.appropriation(RURAL, 2023, county.code());
      expect((await elsewhere.load(appropriationDecider, books)).state.batches).toEqual({});
    });
  });

  it('closes a batch whose returned line was paid by another node', async () => {
    await confirmYear(hall, RURAL);
    await fund(hall, FARMERS.length);
    const first = await lockRoster(hall, RURAL);
    await signUpTo(hall, 'release', first);
    const lines = await bankFile(hall, first.batch_id);
    const answers = lines.map((line, i) => ({ ...line, verdict: i === 0 ? ('NAME_MISMATCH' as const) : ('settled' as const) }));
    await sendReturn(hall, first.batch_id, returnFile(first.batch_id, answers));
    await hall.seat('finance-checker').act(`/batches/${first.batch_id}/reconcile`, {});
    const second = await lockRoster(hall, RURAL);
    await signUpTo(hall, 'approve', second);
    hall = await behindClosedDoors(hall, async (county) => {
      const steps = new TakeBatchStepHandler(county, new InProcessRunner(county, new PayoutWork(county)));
      const step = { do: 'close' } as const;
      const caller = asking(county, 'finance-maker');
      const close = () => steps.execute({ batch: first.batch_id, step, caller } as never);
      await expect(close()).rejects.toThrow('returns_waiting');
      await releaseOnly(county, second.batch_id);
      await payElsewhere(county, second.batch_id);
      await close();
    });
  });
});

/** Another node makes the payments of a released batch and writes down that the bank has settled them all. */
const payElsewhere = async (county: RunningCounty, batch: string): Promise<void> => {
  const work = new PayoutWork(new County(county.log));
  await work.carryOut({ batch, chunk: 1 });
  const stream = streams.payoutBatch(batch);
  const { state } = await county.executor.load(batchDecider, stream);
  const chunk = (await county.log.readStream(stream)).find(({ type }) => type === 'RosterChunkLocked');
  const sent = chunk?.payload['lines'] as unknown as readonly RosterLine[];
  const lines = sent.map(({ lineNo, amountFen }) => ({ lineNo, amountFen, outcome: 'settled' as const }));
  if (!isReleased(state)) throw new Error('the batch is not released');
  const file = { ...state.instructed, fileName: `${batch}.txt`, sha256: 'file', profile: 'DEMO_BANK' };
  const decide = (command: Parameters<typeof batchDecider.decide>[1], role: 'finance-releaser' | 'bank') =>
    county.executor.one(batchDecider, stream, command, asking(county, role));
  await decide({ do: 'issue-file', file }, 'finance-releaser');
  await decide({ do: 'record-result-chunk', sha256: 'result', chunk: 1, lines }, 'bank');
  await decide({ do: 'record-result', sha256: 'result', chunks: 1 }, 'bank');
  await work.carryOut({ batch, chunk: 'result' });
};
