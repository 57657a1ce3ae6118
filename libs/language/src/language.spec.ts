import { setImmediate as nextTurn } from 'node:timers/promises';
import { heard, reworded, same, say, speakAlways, speakAsUsual, speakIn, spoken, spokenLanguage, withHint } from './index';

afterEach(() => speakAlways('zh'));

describe('the language of whoever reads', () => {
  it('is Chinese where nobody asked for another', () => {
    expect(say('已锁定', 'locked')).toBe('已锁定');
  });

  it('is that of each reader, however many are answered at once', async () => {
    const answered = async (): Promise<string> => {
      await nextTurn();
      return say('已锁定', 'locked');
    };
    expect(await Promise.all([speakIn('en', answered), answered(), speakIn('zh', answered)])).toEqual([
      'locked',
      '已锁定',
      '已锁定',
    ]);
  });

  it('is the one of a whole process that has one reader, but for whoever asks it in another', () => {
    speakAlways('en');
    expect(spokenLanguage()).toBe('en');
    expect(speakIn('zh', () => say('已锁定', 'locked'))).toBe('已锁定');
  });

  it('is the one of the process for whoever runs it, while somebody else is answered', () => {
    expect(speakIn('en', () => [speakAsUsual(() => say('已锁定', 'locked')), say('已锁定', 'locked')])).toEqual([
      '已锁定',
      'locked',
    ]);
  });

  it('is chosen later by each of those who hear what is said to everybody', () => {
    const states = spoken({ locked: { zh: '已锁定', en: 'locked' } });
    const told = speakIn('everybody', () => ({
      faults: [withHint(say(`批次${states.locked}。`, `The batch is ${states.locked}.`), say('请等', 'Wait'))],
      count: reworded(say('3 笔', '3 lines'), (text) => text.replace('3', '*')),
      batch: 'A-1',
      total: 2,
    }));
    expect(heard('zh', told)).toEqual({ faults: ['批次已锁定。请等'], count: '* 笔', batch: 'A-1', total: 2 });
    expect(heard('en', told)).toEqual({ faults: ['The batch is locked. Wait'], count: '* lines', batch: 'A-1', total: 2 });
  });

  it('is asked when a word is looked up, and not when the table is made', () => {
    const states = spoken({ locked: { zh: '已锁定', en: 'locked' }, id: same('A-1') });
    expect(speakIn('en', () => ({ ...states }))).toEqual({ locked: 'locked', id: 'A-1' });
    expect(states).toMatchObject({ locked: '已锁定', id: 'A-1' });
  });
});
