import { fen } from '@fenming/money';
import type { Programme } from '@fenming/programmes';
import { sentenceOf } from './why-sentence';

const named = (id: string): Programme => ({ id }) as Programme;
const told = {
  status: { code: 'rejected', sentence: '2023-03-01 村级不予确认。理由：已享受不能兼得的项目。' },
  answer: 'excluded',
  programme: named('RURAL_REWARD'),
  excludedBy: named('SPECIAL_ASSISTANCE'),
  rival: undefined,
  other: '特别扶助',
  determined: false,
} as const;
const applied = {
  ...told,
  status: { code: 'applied', sentence: '已申报。' },
  answer: 'eligible',
  excludedBy: undefined,
} as const;
const rival = { programme: 'SPECIAL_ASSISTANCE', keeps: 'SPECIAL_ASSISTANCE', monthly: false };

describe('what is said after the status', () => {
  it('names the programme for which somebody was turned down, unless the recorded reason has named it', () => {
    expect(sentenceOf(told)).toBe('已确认享受“特别扶助”，两项不能兼得。');
    expect(sentenceOf({ ...told, other: undefined })).toBe('已确认享受另一项补助，两项不能兼得。');
    const sentence = `2023-03-01 县级不予确认。理由：${sentenceOf(told)}`;
    expect(sentenceOf({ ...told, status: { code: 'rejected', sentence } })).toBe('');
  });

  it('says of two applications that only one can be had, and which one the rules keep', () => {
    const said = sentenceOf({ ...applied, amountFen: fen(96_000), rival });
    expect(said).toContain('可得 960.00 元');
    expect(said).toMatch(/还申报了“特别扶助”，两项不能兼得，只能享受一项：.*保留“特别扶助”。$/u);
    expect(sentenceOf({ ...applied, rival: { ...rival, keeps: 'RURAL_REWARD' } })).toMatch(/保留这一项。$/u);
    expect(sentenceOf({ ...applied, rival, other: undefined })).toContain('还申报了另一项补助');
    expect(sentenceOf({ ...applied, rival: undefined })).not.toContain('兼得');
    expect(sentenceOf({ ...applied, rival: { ...rival, monthly: true } })).toMatch(
      /同一月份只能享受一项：都符合条件的月份按规定保留“特别扶助”。$/u,
    );
  });
});
