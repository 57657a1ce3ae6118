import { Later } from '@fenming/application';
import type { ActorId } from '@fenming/subsidy';
import { InHand } from './uploads-in-hand';

const [HERE, THERE] = ['xiang101', 'xiang102'] as [ActorId, ActorId];

describe('files that are in hand', () => {
  it('are so many of one account, and others still bring theirs', () => {
    const files = new InHand({ ofOne: 2, bytes: 1000 });
    const [first] = [files.take(HERE, 1), files.take(HERE, 1)];
    expect(() => files.take(HERE, 1)).toThrow(Later);
    expect(() => files.take(THERE, 1)).not.toThrow();
    first();
    expect(() => files.take(HERE, 1)).not.toThrow();
  });

  it('are so many bytes in all, whoever brings them, and one is always taken', () => {
    const files = new InHand({ ofOne: 9, bytes: 1000 });
    const large = files.take(HERE, 5000);
    expect(() => files.take(THERE, 1)).toThrow(Later);
    large();
    files.take(HERE, 600);
    expect(() => files.take(THERE, 401)).toThrow(Later);
    expect(() => files.take(THERE, 400)).not.toThrow();
  });
});
