import { isRefusal, refuse } from './decider';

describe('a refusal', () => {
  it('is a value with a stable code, and a detail only where there is one', () => {
    expect(refuse('notice_open', '2023-03-10')).toEqual({ refused: 'notice_open', detail: '2023-03-10' });
    expect(refuse('notice_open')).toEqual({ refused: 'notice_open' });
    expect([refuse('own_case'), [], undefined, null, 'own_case'].map(isRefusal)).toEqual([true, false, false, false, false]);
  });
});
