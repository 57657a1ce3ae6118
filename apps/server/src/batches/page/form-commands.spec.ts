import { Malformed } from '../../problem';
import { commandOf, formIdOf } from './form-commands';

const asked = (step: string, reason: string) => () => commandOf({ batch: 'RURAL_REWARD-2023-991002-1', step }, { reason });

describe('a form of a batch that does not say which form it is', () => {
  it('does nothing, for sent twice it would be done twice', () => {
    expect(() => formIdOf({})).toThrow(Malformed);
    expect(() => formIdOf({ request_id: '' })).toThrow(Malformed);
    expect(() => formIdOf({ request_id: 'again' })).toThrow(Malformed);
  });

  it('is told from every other by the id that the page gave it', () => {
    const id = 'c6a1f8be-54c1-4c0f-9a53-6c1f5b7f8a10';
    expect([formIdOf({ request_id: id }), formIdOf({ request_id: `${id}-pause` })]).toEqual([id, `${id}-pause`]);
  });
});

describe.each(['send-back', 'pause'])('the reason that the form of a batch gives to %s it', (step) => {
  it('names no day of death, for the log keeps it in clear', () => {
    expect(asked(step, '张某2023年6月11日去世，请退回')).toThrow(Malformed);
    expect(asked(step, '6.11病故')).toThrow(Malformed);
  });

  it('may name a death, and the day of something else', () => {
    expect(asked(step, '名单中一人已死亡，请退回')).not.toThrow();
    expect(asked(step, '2023年6月11日银行系统停机')).not.toThrow();
  });
});
