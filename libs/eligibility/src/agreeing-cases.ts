import { allOrRefused, Refused, type Caller } from '@fenming/commands';
import type { RunningCounty } from '@fenming/county';
import { takeOffLists } from '@fenming/payout';
import {
  enrolmentDecider,
  isRefusal,
  streams,
  type EnrolmentCommand,
  type EnrolmentId,
  type EnrolmentState,
  type Hold,
} from '@fenming/subsidy';

export type Cases = ReadonlyMap<EnrolmentId, EnrolmentState>;
type Decides = (state: EnrolmentState) => EnrolmentCommand;

/** What one of the cases refuses is refused before anything is recorded. @throws Refused */
export const refuseUnlessAllAgree = ({ executor }: RunningCounty, cases: Cases, command: Decides, caller: Caller): void => {
  const asked = executor.asked(caller);
  for (const state of cases.values()) {
    const decision = enrolmentDecider.decide(state, command(state), asked);
    if (isRefusal(decision)) throw new Refused(decision);
  }
};

/** The same of every case. @throws Refused */
export const inEvery = async (
  { executor }: RunningCounty,
  cases: Iterable<EnrolmentId>,
  command: Decides,
  caller: Caller,
): Promise<void> => {
  const tasks = [...cases].map((id) => ({ stream: streams.enrolment(id), command }));
  allOrRefused(await executor.many(enrolmentDecider, tasks, caller));
};

/** Cases that something would lower are held until it has its second signature, once `record` has recorded it; they leave the lists they are locked on. */
export const recordAndHold = async (
  county: RunningCounty,
  lowered: Cases,
  { hold, record }: { readonly hold: Hold; readonly record: () => Promise<void> },
  caller: Caller,
): Promise<void> => {
  const holding = (): Hold => hold;
  refuseUnlessAllAgree(county, lowered, holding, caller);
  await record();
  await inEvery(county, lowered.keys(), holding, caller);
  await takeOffLists(county, [...lowered.keys()], caller);
};
