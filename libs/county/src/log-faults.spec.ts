import { LogUnavailable, OutcomeUnknown } from '@fenming/event-log';
import { sentenceOfLogFault } from './log-faults';

describe('a log that cannot be used', () => {
  it('is told in Chinese, without a word of the client', () => {
    for (const hindrance of ['unreachable', 'address', 'login', 'rights', 'version', 'refused'] as const) {
      const sentence = sentenceOfLogFault(new LogUnavailable(hindrance, 'Failed to discover after 10 attempts.'));
      expect(sentence).toMatch(/。$/);
      expect(sentence).not.toContain('discover');
    }
    expect(sentenceOfLogFault(new OutcomeUnknown('no answer'))).toContain('不确定');
    expect(sentenceOfLogFault(new Error('something else'))).toBeUndefined();
  });

  it('says which right is wanting', () => {
    const wanting = (to: 'read' | 'append', stream: string) =>
      sentenceOfLogFault(new LogUnavailable('rights', 'access denied', { to, stream }));
    expect(wanting('read', '$all')).toContain('读全部事件（$all）的权限（$r）');
    expect(wanting('append', 'county-1')).toContain('写流 county-1的权限（$w）');
  });
});
