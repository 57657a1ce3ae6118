import { unreachable } from './decider';

describe('what no switch knows', () => {
  it('is told by its kind, and nothing of the persons that it may carry', () => {
    const order = { read: 'roster', bytes: Buffer.from('张三 99100219600101001X') };
    expect(() => unreachable(order as never)).toThrow(/^not handled: read roster$/);
    expect(() => unreachable({ people: ['张三'] } as never)).toThrow(/^not handled: people$/);
    expect(() => unreachable('paused' as never)).toThrow(/^not handled: paused$/);
  });
});
