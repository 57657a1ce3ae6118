import { passwordFault } from './passwords';

describe('a password', () => {
  it.each([
    ['nothing', ''],
    ['seven characters', 'abcdef1'],
    ['seven among spaces', ' abc def1 '],
    ['zero-width spaces', '\u200b'.repeat(14)],
    ['zeros of the machine', '\u0000'.repeat(14)],
    ['Hangul fillers', '\u3164'.repeat(14)],
    ['empty braille', '\u2800'.repeat(14)],
    ['variation selectors', '\ufe0f'.repeat(14)],
    ['seven characters and what nobody sees', 'abcdef1\u200b\u00ad\u2060'],
    ['one character over and over', 'aaaaaaaa'],
    ['one character, also as a capital', 'aaaaAAAA'],
    ['one character, also wide', '１１１１1111'],
    ['one character of two halves', '𝄞'.repeat(9)],
    ['the name of the account', 'shenhe101'],
    ['the name twice', 'shenhe101shenhe101'],
    ['the name in capitals and spaces', ' Shenhe101 SHENHE101 '],
  ])('is refused where it is %s', (_, password) => {
    expect(passwordFault(password, 'shenhe101')).toEqual({ refused: 'password_too_short', detail: 'shenhe101' });
  });

  it.each(['8 个字符 的密码也行', 'shenhe101-2023', 'abcdefg1', '一二三四五六七八', 'ab ab ab ab'])('may be %p', (password) => {
    expect(passwordFault(password, 'shenhe101')).toBeUndefined();
  });
});
