import type { Rung } from '@fenming/programmes';
import { ladderOf } from './why.body';

const rung = (id: string, fact: string, more: Partial<Rung> = {}): Rung => ({
  id,
  outcome: 'true',
  sentence: '没有重复享受同类补助',
  clause: '示例 一',
  facts: [{ name: fact, title: fact, value: false }],
  ...more,
});
const ladder = (...rungs: readonly Rung[]) => ladderOf({ assessment: { ladder: rungs } as never });

describe('the ladder of an answer', () => {
  it('tells two conditions of the same words once, with the facts of both', () => {
    const told = ladder(rung('first', 'otherReward'), rung('second', 'otherAid'), rung('third', 'otherReward'));
    expect(told).toHaveLength(1);
    expect(told[0]?.facts.map(({ name, text }) => `${name} ${text}`)).toEqual(['otherReward 否', 'otherAid 否']);
  });

  it('tells them apart where they come out differently, and names every way out', () => {
    const failed = { outcome: 'false' } as const;
    const told = ladder(
      rung('met', 'otherReward'),
      rung('first', 'otherAid', { ...failed, wouldChange: '停发奖励' }),
      rung('second', 'otherFee', { ...failed, wouldChange: '停发费用' }),
    );
    expect(told.map(({ outcome, wouldChange }) => [outcome, wouldChange])).toEqual([
      ['true', undefined],
      ['false', '停发奖励；停发费用'],
    ]);
  });
});
