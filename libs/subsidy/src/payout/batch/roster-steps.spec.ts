import { fen } from '@fenming/money';
import type { Asked } from '../../decider';
import { COUNTY, given, official, OTHER_COUNTY, outcome, VILLAGE } from '../../subsidy.fixture';
import type { SignStep } from './batch.commands';
import { batchDecider } from './batch.decider';
import {
  approver,
  at,
  BATCH,
  checker,
  CHUNKS,
  HASH,
  lineOf,
  LINES,
  locking,
  lockingChunk,
  maker,
  opening,
  releaser,
  stepping,
  TOTALS,
} from './batch.fixture';
import { rosterHash } from './roster-hash';
import type { BatchStage } from './batch.state';

const STEPS: readonly (readonly [SignStep['do'], BatchStage, Asked])[] = [
  ['submit', 'locked', maker],
  ['check', 'submitted', checker],
  ['approve', 'checked', approver],
  ['release', 'approved', releaser],
];
import { rosterOf } from './batch.state';

describe('locking the roster', () => {
  it('records every line with its payee and amount, then count, sum, hash and the money of each layer', () => {
    const chunked = at('opened').after(lockingChunk(1, CHUNKS[0]), maker).after(lockingChunk(2, CHUNKS[1]), maker);
    expect(chunked.state).toMatchObject({
      chunks: [
        { chunk: 1, revision: 1, firstLine: 1, count: 2, sumFen: '192000', hash: rosterHash(CHUNKS[0]) },
        { chunk: 2, revision: 2, firstLine: 3, count: 1, sumFen: '48000', hash: rosterHash(CHUNKS[1]) },
      ],
    });
    expect(chunked.when(locking(), maker)).toEqual([
      {
        type: 'RosterLocked',
        data: {
          ...BATCH,
          ...TOTALS,
          lock: 1,
          chunks: 2,
          hash: HASH,
          funding: { central: '144000', province: '48000', city: '0', county: '48000' },
        },
      },
    ]);
  });

  it('is the work of a finance maker of the county', () => {
    for (const command of [lockingChunk(1, CHUNKS[0]), locking()]) {
      expect(outcome(at('opened').when(command, checker))).toBe('forbidden_role');
      expect(outcome(at('opened').when(command, { ...maker, area: OTHER_COUNTY }))).toBe('forbidden_area');
    }
  });

  it('does not lock a list without lines', () => {
    expect(outcome(at('opened').when(locking(), maker))).toBe('roster_empty');
  });

  it('goes on after a crash where the chunks agree', () => {
    const cutOff = at('opened').after(lockingChunk(1, CHUNKS[0]), maker);
    expect(cutOff.when(lockingChunk(1, CHUNKS[0]), maker)).toEqual([]);
    const locked = cutOff.after(lockingChunk(2, CHUNKS[1]), maker).after(locking(), maker);
    expect(rosterOf(locked.state)).toMatchObject({ ...TOTALS, hash: HASH });
  });

  it('does not mix two lists: a chunk that differs from the one locked under its number is refused', () => {
    const cutOff = at('opened').after(lockingChunk(1, CHUNKS[0]), maker);
    expect(outcome(cutOff.when(lockingChunk(1, [lineOf(1), lineOf(2, 48000)]), maker))).toBe('roster_changed');
  });

  it('begins anew with the next lock when the list changed in between, and forgets the chunks before', () => {
    const cutOff = at('opened').after(lockingChunk(1, CHUNKS[0]), maker);
    const anew = cutOff.after(lockingChunk(1, [lineOf(1)], 2), maker).after(locking(2), maker);
    expect(rosterOf(anew.state)).toMatchObject({ count: 1, sumFen: '96000', lock: 2 });
    expect(outcome(cutOff.after(lockingChunk(1, [lineOf(1)], 2), maker).when(lockingChunk(2, CHUNKS[1]), maker))).toBe(
      'roster_changed',
    );
  });

  it('hashes what matters: a line less, another amount, payee, attempt or order is another roster', () => {
    const [first = lineOf(1), second = lineOf(2)] = LINES;
    const changed = [
      [first],
      [second, first],
      [first, { ...second, amountFen: '96001' }],
      [first, { ...second, accountVersion: 'account-9' }],
      [first, { ...second, attempt: 2 }],
      [first, { ...second, entitlement: '2022/regular/regular' }],
      [first, { ...second, caseNumber: 'REWARD-2023-1-00009' }],
    ];
    const hashes = [[first, second], ...changed].map(rosterHash);
    expect(new Set(hashes).size).toBe(changed.length + 1);
  });
});

describe.each(STEPS)('to %s a batch', (what, stage, official) => {
  const story = at(stage);

  it('signs the count, the sum and the hash', () => {
    expect(story.when(stepping(what), official)).toEqual([
      { type: expect.stringMatching(/^Batch/), data: { ...BATCH, ...TOTALS, hash: HASH } },
    ]);
  });

  it('takes an official of the right office and county', () => {
    const wrongRole = { ...official, by: 'auditor-he' as Asked['by'], role: 'inspector' } as const;
    expect(outcome(story.when(stepping(what), wrongRole))).toBe('forbidden_role');
    expect(outcome(story.when(stepping(what), { ...official, area: OTHER_COUNTY }))).toBe('forbidden_area');
  });

  it('is not for anybody on the list', () => {
    expect(outcome(story.when(stepping(what, { isPayee: true }), official))).toBe('payee_in_batch');
  });

  it('signs only the roster that the official has seen', () => {
    expect(outcome(story.when(stepping(what, { hash: rosterHash(CHUNKS[0]) }), official))).toBe('roster_changed');
  });

  it('stops when people on the list would no longer be paid as locked', () => {
    expect(story.when(stepping(what, { changed: 2 }), official)).toEqual({ refused: 'roster_changed', detail: '2' });
  });

  it('happens once', () => {
    expect(outcome(story.after(stepping(what), official).when(stepping(what), official))).toBe('batch_state');
  });

  it('in the wrong stage is first of all refused to those who may never do it', () => {
    expect(outcome(at('closed').when(stepping(what), { ...official, area: OTHER_COUNTY }))).toBe('forbidden_area');
    expect(outcome(at('opened').when(stepping(what), official))).toBe('batch_state');
  });
});

describe('the approver', () => {
  it('types the total, and a wrong one is refused', () => {
    const wrong = stepping('approve', { totalFen: fen(240001) });
    expect(at('checked').when(wrong, approver)).toEqual({
      refused: 'total_mismatch',
      detail: '240001/240000',
    });
    const { totalFen: _untyped, ...untyped } = stepping('approve');
    expect(outcome(at('checked').when(untyped, approver))).toBe('total_mismatch');
  });

  it('leaves a wrong total behind as a fact of the batch, which stays where it was', () => {
    const noting = { do: 'note-mistyped', hash: HASH, typedFen: fen(240001) } as const;
    expect(at('checked').when(noting, approver)).toEqual([
      { type: 'TotalMistyped', data: { ...BATCH, ...TOTALS, hash: HASH, typedFen: '240001' } },
    ]);
    expect(outcome(at('checked').after(noting, approver).when(stepping('approve'), approver))).toEqual(['BatchApproved']);
    expect(at('approved').when(noting, approver)).toEqual([]);
    expect(outcome(at('checked').when(noting, maker))).toBe('forbidden_role');
  });
});

describe('maker, checker, approver and releaser', () => {
  it.each([
    ['check', 'submitted', ['maker-zhao']],
    ['approve', 'checked', ['maker-zhao', 'checker-qian']],
    ['release', 'approved', ['maker-zhao', 'checker-qian', 'approver-sun']],
  ] as const)('are four people: who did an earlier step cannot %s', (what, stage, earlier) => {
    const { role } = { check: checker, approve: approver, release: releaser }[what];
    for (const by of earlier) {
      const sameAgain = official(by, role, COUNTY);
      expect(outcome(at(stage).when(stepping(what), sameAgain))).toBe('separation_of_duty');
    }
  });

  it('hear that it is their own batch before they hear that the office is wrong', () => {
    expect(outcome(at('checked').when(stepping('approve'), maker))).toBe('separation_of_duty');
  });
});

describe('a line that would no longer be paid as it was locked', () => {
  const line = { lineNo: 2, caseNumber: 'REWARD-2023-1-00002', cause: 'rejected' as const, amountFen: '96000' };
  const takingOff = { do: 'take-off', lock: 1, lines: [line] } as const;
  const clerk = official('clerk-wu', 'village', VILLAGE);

  it.each(['locked', 'submitted', 'checked', 'approved'] as const)(
    'leaves a list that is %s, with its cause; the others are locked and signed anew',
    (stage) => {
      expect(at(stage).when(takingOff, clerk)).toEqual([{ type: 'LinesTakenOff', data: { ...BATCH, lock: 1, lines: [line] } }]);
      const after = at(stage).after(takingOff, clerk);
      expect(after.state.stage).toBe('opened');
      expect(after.state).not.toHaveProperty('duties');
      expect(outcome(after.when(stepping('approve'), approver))).toBe('batch_state');
      expect(outcome(after.when(lockingChunk(1, [lineOf(1)], 1), maker))).toBe('roster_changed');
      expect(outcome(after.when(lockingChunk(1, [lineOf(1)], 2), maker))).toEqual(['RosterChunkLocked']);
    },
  );

  it('is an exception of a list that is released, and no business of another lock', () => {
    expect(at('released').when(takingOff, clerk)).toEqual([]);
    expect(at('closed').when(takingOff, clerk)).toEqual([]);
    expect(at('locked').when({ ...takingOff, lock: 2 }, clerk)).toEqual([]);
    expect(at('locked').after(takingOff, clerk).when(takingOff, clerk)).toEqual([]);
  });
});

describe('a batch that is sent back', () => {
  const back = { do: 'send-back', reason: '村名有误' } as const;

  it.each([
    ['locked', maker],
    ['submitted', checker],
    ['checked', approver],
    ['approved', releaser],
  ] as const)('from %s opens again, with a reason and without a signature', (stage, by) => {
    expect(at(stage).when(back, by)).toEqual([{ type: 'BatchSentBack', data: { ...BATCH, reason: '村名有误' } }]);
    const { state } = at(stage).after(back, by);
    expect(state.stage).toBe('opened');
    expect(state).not.toHaveProperty('duties');
    expect(state).not.toHaveProperty('roster');
  });

  it('cannot be called back once it is released, nor by anybody outside finance', () => {
    expect(outcome(at('released').when(back, releaser))).toBe('batch_state');
    const detail = 'finance-maker,finance-checker,finance-approver,finance-releaser';
    const stranger = official('officer-gao', 'health', COUNTY);
    expect(at('submitted').when(back, stranger)).toEqual({ refused: 'forbidden_role', detail });
    expect(outcome(at('submitted').when(back, { ...checker, area: OTHER_COUNTY }))).toBe('forbidden_area');
  });

  it('is locked anew as a whole: the withdrawn lock is neither continued nor locked again', () => {
    const sentBack = at('submitted').after(back, checker);
    expect(outcome(sentBack.when(locking(1), maker))).toBe('roster_changed');
    expect(outcome(sentBack.when(lockingChunk(2, CHUNKS[1], 1), maker))).toBe('roster_changed');
    expect(outcome(sentBack.when(lockingChunk(3, [lineOf(4)], 1), maker))).toBe('roster_changed');
    const again = sentBack.after(lockingChunk(1, [lineOf(1), lineOf(2)], 2), maker).after(locking(2), maker);
    expect(rosterOf(again.state)).toMatchObject({ count: 2, sumFen: '192000', lock: 2 });
    expect(again.state).toMatchObject({ chunks: [{ count: 2, revision: again.state.length - 2 }] });
  });

  it('needs every signature again, and the old hash opens nothing', () => {
    const relocked = at('approved')
      .after(back, releaser)
      .after(lockingChunk(1, [lineOf(1)], 2), maker)
      .after(locking(2), maker);
    expect(outcome(relocked.when(stepping('release'), releaser))).toBe('batch_state');
    expect(outcome(relocked.when(stepping('submit'), maker))).toBe('roster_changed');
    const hash = rosterHash([lineOf(1)]);
    expect(outcome(relocked.when(stepping('submit', { hash }), maker))).toEqual(['BatchSubmitted']);
  });
});

describe('a batch that is resumed', () => {
  const resuming = { do: 'resume' } as const;

  it('goes on from where it was paused, and goes on as it is while its payments or their results are being recorded', () => {
    const paused = at('released').after({ do: 'pause', reason: '核实' }, releaser);
    expect(outcome(paused.when(resuming, releaser))).toEqual(['BatchResumed']);
    for (const stage of ['released', 'result_recorded'] as const) expect(at(stage).when(resuming, releaser)).toEqual([]);
  });

  it.each(['opened', 'locked', 'approved', 'instructed', 'file_issued', 'closed'] as const)(
    'is refused where nothing is under way that could go on (%s)',
    (stage) => {
      expect(at(stage).when(resuming, releaser)).toEqual({ refused: 'batch_state', detail: stage });
      expect(outcome(at(stage).when(resuming, maker))).toBe('forbidden_role');
    },
  );
});

describe('a batch that nobody opened', () => {
  it('cannot be locked, signed or sent back', () => {
    const none = given(batchDecider);
    const commands = [lockingChunk(1, CHUNKS[0]), locking(), stepping('submit'), { do: 'send-back', reason: '-' } as const];
    for (const command of commands) expect(outcome(none.when(command, maker))).toBe('batch_not_found');
    expect(outcome(none.when(opening, maker))).toEqual(['BatchOpened']);
  });
});
