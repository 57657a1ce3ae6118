import { speakIn } from '@fenming/language';
import { isRefusalCode, REFUSAL_WORDS, refusalText } from './refusal-words';

describe('a refusal in words', () => {
  it.each(Object.entries(REFUSAL_WORDS))('%s tells a person in a Chinese and in an English sentence', (_, { zh, en }) => {
    expect(zh).toMatch(/^\p{Script=Han}.*。$/u);
    expect(en).toMatch(/^[A-Z].*[.)]$/);
    expect(en).not.toMatch(/\p{Script=Han}/u);
  });

  it('names the same commands in both languages', () => {
    const commands = (text: string): string =>
      (text.match(/fenming( [a-z-]+)+/g) ?? [])
        .map((one) => one.trim())
        .sort()
        .join();
    const apart = Object.entries(REFUSAL_WORDS).filter(([, { zh, en }]) => commands(zh) !== commands(en));
    expect(apart.map(([code]) => code)).toEqual([]);
  });

  it('is Chinese unless English is asked for', () => {
    expect(refusalText('own_case')).toBe('本人不能办理与自己有关的事项，请由其他人办理。');
    expect(speakIn('en', () => refusalText('own_case'))).toBe('Nobody decides on a matter of their own; somebody else does.');
  });

  it('knows its codes, and nothing that every object has', () => {
    expect(['own_case', 'name_mismatch', 'constructor'].map(isRefusalCode)).toEqual([true, false, false]);
  });
});
