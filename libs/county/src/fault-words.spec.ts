import { sentenceOfFault, streamText } from './fault-words';

describe('what is said of a log that is not whole', () => {
  it.each([
    ['enrolment-a0675bbb-1', '案卷 a0675bbb-1 '],
    ['payoutBatch-R-2023-991001-1', '批次 R-2023-991001-1 '],
    ['county-self', '“本县设置”'],
    ['strange', ' strange '],
  ])('calls the stream %s by what it is of', (stream, said) => {
    expect(streamText(stream)).toBe(said);
  });

  it('names no part of the program', () => {
    const gap = { kind: 'stream_gap', position: '12', stream: 'enrolment-a1', missing: '1' } as const;
    expect(sentenceOfFault(gap)).toEqual({ position: '0000000000000012', sentence: '案卷 a1 的记录在它之前缺 1 条。' });
    expect(sentenceOfFault({ kind: 'unguarded', triggers: 'events_are_never_changed' }).sentence).not.toMatch(/[a-z]/i);
  });
});
