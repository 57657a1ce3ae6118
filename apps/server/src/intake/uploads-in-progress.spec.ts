import { Later } from '@fenming/commands';
import type { ActorId } from '@fenming/subsidy';
import { UploadAllowance } from './uploads-in-progress';

const [HERE, THERE] = ['xiang101', 'xiang102'] as [ActorId, ActorId];

const MOST = { files: 2, ofOne: 700, ofAll: 1000 };

describe('files that are in progress', () => {
  it('are so many of one account, and others still bring theirs', () => {
    const files = new UploadAllowance(MOST);
    const [first] = [files.take(HERE, 1), files.take(HERE, 1)];
    expect(() => files.take(HERE, 1)).toThrow(Later);
    expect(() => files.take(THERE, 1)).not.toThrow();
    first();
    expect(() => files.take(HERE, 1)).not.toThrow();
  });

  it('are so many bytes of one account and in all, and one is always taken', () => {
    const files = new UploadAllowance(MOST);
    const large = files.take(HERE, 5000);
    expect(() => files.take(THERE, 1)).toThrow(Later);
    large();
    files.take(HERE, 600);
    expect(() => files.take(HERE, 101)).toThrow(Later);
    expect(() => files.take(THERE, 401)).toThrow(Later);
    expect(() => files.take(THERE, 400)).not.toThrow();
  });
});
