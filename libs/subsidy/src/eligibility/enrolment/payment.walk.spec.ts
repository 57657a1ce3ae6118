import { fen, parseFenText } from '@fenming/money';
import fc from 'fast-check';
import counts from '../../../../../test/counts.json';
import { isRefusal, type Asked } from '../../decider';
import { official } from '../../subsidy.fixture';
import type { EnrolmentCommand } from './enrolment.commands';
import type { EnrolmentEvent } from './enrolment.events';
import {
  answering,
  dying,
  instructing,
  objected,
  officialOf,
  raising,
  readyToPay,
  releaser,
  type EnrolmentStory,
} from './enrolment.fixture';
import { isRefused } from './enrolment-year';
import type { EnrolmentState } from './enrolment.state';
import { determinationOf, settledFen } from './owed';

const numRuns = (process.env['FENMING_TEST_COUNTS'] === 'long' ? counts.long : counts.ci).properties;

type Step = readonly [EnrolmentCommand, Asked];
/** A command, or what usually comes next from where the story stands, so that walks also get far. */
type Move = EnrolmentCommand | 'pay the next attempt' | 'the last payment settles' | 'the last payment comes back';

const commandOf = (move: Move, { payments, account }: EnrolmentState): EnrolmentCommand => {
  const lastBatch = payments.at(-1)?.batch ?? 'batch-1';
  if (move === 'the last payment settles') return answering('settled', lastBatch);
  if (move === 'the last payment comes back') return answering('failed', lastBatch);
  if (move !== 'pay the next attempt') return move;
  return instructing({ attempt: payments.length + 1, accountVersion: account?.version ?? '' });
};
const WHO: { readonly [what in EnrolmentCommand['do']]?: Asked } = {
  'raise-objection': officialOf('village'),
  'resolve-objection': official('clerk-qian', 'township', officialOf('township').area),
  'correct-account': officialOf('township'),
  'exit-by-death': officialOf('county'),
  reject: officialOf('county'),
};
const stepOf = (move: Move, state: EnrolmentState): Step => {
  const command = commandOf(move, state);
  return [command, WHO[command.do] ?? releaser()];
};

const batch = fc.constantFrom('batch-1', 'batch-2', 'batch-3', 'batch-4');
const objectionId = fc.constantFrom('objection-1', 'objection-2');
/** Any line of any batch, wrong ones included. */
const line = fc
  .record({
    attempt: fc.integer({ min: 1, max: 3 }),
    batch,
    amountFen: fc.constantFrom(96000, 96000, 48000, 96001).map(fen),
    accountVersion: fc.constantFrom('account-1', 'account-2'),
  })
  .map(instructing);
const answer = fc.tuple(fc.constantFrom('settled' as const, 'failed' as const), batch).map((said) => answering(...said));
const objection = objectionId.map((id) => raising({ objectionId: id }));
const resolution = fc
  .record({ objectionId, outcome: fc.constantFrom('dismissed' as const, 'dismissed' as const, 'upheld' as const) })
  .map((said) => ({ do: 'resolve-objection' as const, ...said, reason: '-' }));
const correction = fc
  .constantFrom('account-1', 'account-2')
  .map((version) => ({ do: 'correct-account' as const, version, sealed: `sealed-${version}`, unchanged: false }));
const rejection = { do: 'reject' as const, year: 2023, level: 'county' as const, reason: '-' };

const move: fc.Arbitrary<Move> = fc.oneof(
  { arbitrary: fc.constant('pay the next attempt' as const), weight: 6 },
  { arbitrary: fc.constantFrom('the last payment settles' as const, 'the last payment comes back' as const), weight: 5 },
  { arbitrary: line, weight: 4 },
  { arbitrary: answer, weight: 2 },
  { arbitrary: objection, weight: 2 },
  { arbitrary: resolution, weight: 3 },
  { arbitrary: correction, weight: 2 },
  { arbitrary: fc.constantFrom(0, 6, 12).map(dying), weight: 2 },
  { arbitrary: fc.constant(rejection), weight: 1 },
);
const walk = fc.array(move, { minLength: 3, maxLength: 24, size: 'max' });

type Visit = { readonly before: EnrolmentState; readonly events: readonly EnrolmentEvent[]; readonly after: EnrolmentState };

/** Takes every step that is not refused, and shows each to the visitor. */
const take = (start: EnrolmentStory, moves: readonly Move[], visit: (step: Visit) => void): EnrolmentStory => {
  let story = start;
  for (const move of moves) {
    const step = stepOf(move, story.state);
    const decision = story.when(...step);
    if (isRefusal(decision)) continue;
    const next = story.after(...step);
    visit({ before: story.state, events: decision, after: next.state });
    story = next;
  }
  return story;
};

const held = (state: EnrolmentState): boolean =>
  state.exit !== undefined || Object.keys(state.openObjections).length > 0 || isRefused(state, 2023);
const claimedFen = ({ recoveries }: EnrolmentState): number =>
  Object.values(recoveries).reduce((sum, { outstandingFen }) => sum + outstandingFen, 0);
const ofType = <Type extends EnrolmentEvent['type']>(events: readonly EnrolmentEvent[], type: Type) =>
  events.filter((event): event is Extract<EnrolmentEvent, { type: Type }> => event.type === type);

describe('whatever order people, batches and the bank come in', () => {
  it('at most one attempt of an entitlement is open or settled, and no attempt number is used twice', () => {
    fc.assert(
      fc.property(walk, (moves) => {
        take(readyToPay(), moves, ({ after: { payments } }) => {
          expect(payments.filter(({ state }) => state !== 'returned').length).toBeLessThanOrEqual(1);
          expect(payments.map((payment) => payment.attempt)).toEqual(payments.map((_, i) => i + 1));
        });
      }),
      { numRuns },
    );
  });

  it('nothing is instructed while the enrolment is held, nor another amount or account than is due at that moment', () => {
    fc.assert(
      fc.property(walk, (moves) => {
        take(readyToPay(), moves, ({ before, events }) => {
          for (const { data } of ofType(events, 'PaymentInstructed')) {
            expect(held(before)).toBe(false);
            expect(parseFenText(data.amountFen)).toBe(determinationOf(before, 2023)?.amountFen);
            expect(data.accountVersion).toBe(before.account?.version);
          }
        });
      }),
      { numRuns },
    );
  });

  it('what was settled beyond what is due is claimed back to the fen, in whichever order the death and the bank speak', () => {
    fc.assert(
      fc.property(walk, (moves) => {
        take(readyToPay(), moves, ({ after }) => {
          const due = determinationOf(after, 2023)?.amountFen ?? 0;
          expect(claimedFen(after)).toBe(Math.max(0, settledFen(after, 2023) - due));
        });
      }),
      { numRuns },
    );
  });

  it('a step that was carried out and comes again is refused or changes nothing', () => {
    const repeatable = new Set(['instruct', 'record-result', 'exit', 'reject']);
    fc.assert(
      fc.property(walk, (moves) => {
        const story = take(readyToPay(), moves, () => undefined);
        for (const step of moves.map((each) => stepOf(each, story.state)).filter(([{ do: what }]) => repeatable.has(what))) {
          if (isRefusal(story.when(...step))) continue;
          const again = story.after(...step).when(...step);
          expect(isRefusal(again) ? [] : again).toEqual([]);
        }
      }),
      { numRuns },
    );
  });

  it('walks get far enough to mean something: some settle, some are reissued, some are claimed back', () => {
    const seen = new Set<string>();
    for (const moves of fc.sample(walk, { numRuns: 200, seed: 42 }))
      take(readyToPay(), moves, ({ after }) => {
        for (const { attempt: n, state } of after.payments) seen.add(`${n > 1 ? 'reissue' : 'first'} ${state}`);
        if (claimedFen(after) > 0) seen.add('claimed back');
        if (held(after)) seen.add('held');
      });
    expect([...seen].sort()).toEqual([
      'claimed back',
      'first open',
      'first returned',
      'first settled',
      'held',
      'reissue open',
      'reissue returned',
      'reissue settled',
    ]);
  });

  it('an objection that stands at the start holds the money until it is dismissed', () => {
    fc.assert(
      fc.property(walk, (moves) => {
        const story = take(readyToPay().and(objected('o-0')), moves, () => undefined);
        expect(story.state.payments).toEqual([]);
      }),
      { numRuns },
    );
  });
});
