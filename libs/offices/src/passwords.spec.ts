import { passwordFault } from './passwords';

describe('a password', () => {
  it.each([
    ['nothing', ''],
    ['seven characters', 'kxqmzv1'],
    ['seven among spaces', ' kxq mzv1 '],
    ['zero-width spaces', '\u200b'.repeat(14)],
    ['zeros of the machine', '\u0000'.repeat(14)],
    ['Hangul fillers', '\u3164'.repeat(14)],
    ['empty braille', '\u2800'.repeat(14)],
    ['variation selectors', '\ufe0f'.repeat(14)],
    ['seven characters and what nobody sees', 'kxqmzv1\u200b\u00ad\u2060'],
  ])('is refused where it is %s', (_, password) => {
    expect(passwordFault(password, 'shenhe101')).toEqual({ refused: 'password_too_short', detail: 'shenhe101' });
  });

  it.each([
    ['one character over and over', 'aaaaaaaa'],
    ['one character, also as a capital', 'aaaaAAAA'],
    ['one character, also wide', '１１１１1111'],
    ['one character of two halves', '𝄞'.repeat(9)],
    ['the same again and again', 'ab ab ab ab'],
    ['counted up', '12345678'],
    ['counted down', '987654321'],
    ['counted up with a letter before', 'a1234567'],
    ['counted up in characters', '一二三四五六七八'],
    ['the alphabet and a figure', 'abcdefg1'],
    ['a row of the keyboard', 'QWERTYUIOP'],
    ['two rows of it', 'qwer1234asdf'],
    ['zigzag over it', '1qaz2wsx'],
    ['a common one', 'password'],
    ['a common one with a number', 'Password123'],
    ['a common one with signs for letters', 'P@ssw0rd'],
    ['a common one and a year', 'admin@2023'],
    ['what sounds like love', 'woaini1314'],
    ['figures that sound like it', '5201314520'],
    ['a birthday', '19550505'],
    ['the name of the account', 'shenhe101'],
    ['the name twice', 'shenhe101shenhe101'],
    ['the name in capitals and spaces', ' Shenhe101 SHENHE101 '],
    ['the name and a year', 'shenhe101-2023'],
    ['the office', 'finance-checker'],
    ['the title and a number', '县财政局12345'],
    ['the office in words and a year', '财政审核2024'],
  ])('is refused where it is %s: it is tried first', (_, password) => {
    const refusal = { refused: 'password_guessable', detail: 'shenhe101' };
    expect(passwordFault(password, 'shenhe101', 'finance-checker', '县财政局')).toEqual(refusal);
  });

  it.each([
    '8 个字符 的密码也行',
    'known-to-me-alone',
    'shenhe101-2023-2-13',
    'shenhe101-2026-3-2',
    '东山的柿子熟了三回',
    'kX9-vPq2_Lm7',
    'abcd-efgh-ijkl',
  ])('may be %p', (password) => {
    expect(passwordFault(password, 'shenhe101')).toBeUndefined();
  });
});
