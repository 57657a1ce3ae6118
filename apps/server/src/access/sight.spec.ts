import type { Role } from '@fenming/subsidy';
import type { Objection } from '@fenming/views';
import { objectionSeen } from './sight';

describe('an objection', () => {
  it('is told to those who pay without the words of its decision', () => {
    const objection = { kind: 'facts_wrong', state: 'upheld', reason: '再婚后子女数不符合' } as Objection;
    const told = (role: Role) => objectionSeen({ asked: { role, area: '991002' } as never }, objection);
    expect(told('finance-maker')).toEqual({ ...objection, reason: null });
    for (const role of ['village', 'township', 'health', 'inspector'] as const) expect(told(role)).toEqual(objection);
  });
});
