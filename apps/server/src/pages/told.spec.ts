import { speakIn } from '@fenming/language';
import type { Problem, ProblemFault } from '../problem';
import { told } from './told';

const said = (errors: readonly ProblemFault[], more: Partial<Problem> = {}): string =>
  told({ type: '', title: '不能这样。', status: 400, code: 'x', request_id: '1', errors, ...more })
    .text.replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

describe('a refusal on a page', () => {
  it('is said once where its only fault says the same, and names no part of the address', () => {
    const fault = { pointer: '/year', code: 'year_unknown', message: '不能这样。' };
    expect(said([fault], { detail: '年度 2099' })).toBe('不能这样。 （年度 2099）');
  });

  it.each([
    ['/reason', 'text', '不能为空。', '理由：不能为空。'],
    ['/year', 'year', '应为四位数字的年度。', '年度：应为四位数字的年度。'],
    ['', 'object', '内容应为一个对象。', '内容应为一个对象。'],
    ['/some_thing', 'text', '不能为空。', '不能为空。'],
    ['/reason', 'choice', '应为其中之一：objected_since_lock、rejected。', '理由：没有这样的选项，请从页面上的链接重新进入。'],
    ['/foo', 'unknown_field', '改用接口说明中的名称。', '网址或表单里有这里没有的一项，请从页面上的链接重新进入。'],
  ])('says of %s (%s) in Chinese what a person can do', (pointer, code, message, expected) => {
    expect(said([{ pointer, code, message }])).toBe(`不能这样。 ${expected}`);
  });

  it('is said in English to whoever reads English', () => {
    const faults = [
      { pointer: '/reason', code: 'text', message: 'It must not be empty.' },
      { pointer: '/state', code: 'choice', message: '', hint: 'or none' },
    ];
    expect(speakIn('en', () => said(faults, { title: 'Not like this.', detail: 'year 2099', errors_total: 3 }))).toBe(
      'Not like this. (year 2099) Reason: It must not be empty. State: There is no such choice: come in again by the links on the pages. Or none 3 in all; these are the first 2.',
    );
  });

  it('says how many faults there are where it names the first of them', () => {
    const fault = { pointer: '/name', code: 'text', message: '不能为空。' };
    expect(said([fault], { errors_total: 40 })).toContain('共 40 处，以上是前 1 处。');
  });
});
