import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { instant } from '@fenming/calendar';
import { fen, sumFen } from '@fenming/money';
import { approvalForm, type ApprovalForm } from './approval-form';
import { coverSheet, type CoverSheet } from './cover-sheet';
import type { Origin } from './sheet';

const FONT = readFileSync(require.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'));
const DIGEST = '5f9ffae55c94e018fb0458c2ca978112ca1bbdcafac231b39a23dc4da786eff8';
const origin: Origin = {
  batch: 'RURAL_REWARD-2023-411326-1',
  position: '48211',
  logId: 'f3a1c29b7d04',
  at: instant('2023-12-20T01:30:00.000Z'),
  demo: true,
};

const townshipsOf = (count: number): ApprovalForm['townships'] =>
  Array.from({ length: count }, (_, index) => ({ name: `示例${index + 1}镇`, count: 10, sumFen: fen(960_000) }));
const formOf = (townships: ApprovalForm['townships']): ApprovalForm => {
  const total = { count: townships.length * 10, sumFen: sumFen(townships.map((each) => each.sumFen)) };
  const half = fen(total.sumFen / 2);
  return {
    origin,
    county: '示例县',
    programme: '农村奖扶',
    year: 2023,
    round: 1,
    policyVersion: '2023-07-01',
    policyHash: DIGEST,
    total,
    controlTotals: [{ title: '名单', ...total, differenceFen: fen(0), digest: DIGEST }],
    funding: [
      { name: '中央', sumFen: half },
      { name: '省级', sumFen: fen(0) },
      { name: '市级', sumFen: fen(0) },
      { name: '县级', sumFen: half },
    ],
    townships,
    signatures: {
      submit: { role: '财政经办', name: '示例甲', at: origin.at },
      check: { role: '财政审核' },
      approve: { role: '财政审批' },
      release: { role: '财政放款' },
    },
  };
};
const cover: CoverSheet = {
  origin,
  county: '示例县',
  programme: '农村奖扶',
  year: 2023,
  bank: '示例县农村商业银行',
  fileName: 'DF_RURAL_REWARD-2023-411326-1.txt',
  fileNumber: 'RURAL_REWARD-2023-411326-1',
  part: 1,
  parts: 1,
  count: 20,
  sumFen: fen(1_920_000),
  sha256: DIGEST,
};
/** The words of a form, read as a program for PDF reads them: by the table of the font's characters. */
const wordsOf = (pdf: Buffer): string => {
  const streams = [...pdf.toString('latin1').matchAll(/stream\n([^]*?)\nendstream/g)].flatMap(([, bytes = '']) => {
    const packed = Buffer.from(bytes, 'latin1');
    return packed[0] === 0x78 ? [inflateSync(packed).toString('latin1')] : [];
  });
  const characters = streams
    .filter((stream) => stream.includes('beginbfrange'))
    .flatMap((stream) => [...stream.matchAll(/\[([^\]]*)\]/g)].flatMap(([, row = '']) => row.match(/[\da-f]{4,}/g) ?? []))
    .map((code) => Buffer.from(code, 'hex').swap16().toString('utf16le'));
  return streams
    .flatMap((stream) => [...stream.matchAll(/\[([^\]]*)\] TJ/g)].map(([, shown = '']) => shown))
    .map((shown) => [...shown.matchAll(/<([\da-f]+)>/g)].map(([, glyphs = '']) => glyphs).join(''))
    .map((glyphs) => (glyphs.match(/.{4}/g) ?? []).map((glyph) => characters[parseInt(glyph, 16)] ?? '?').join(''))
    .join('\n');
};
const pagesOf = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type \/Page\n/g)?.length ?? 0;

describe('a form on paper', () => {
  it('has the same bytes each time it is printed, and other bytes as soon as one fen differs', async () => {
    const form = formOf(townshipsOf(2));
    const print = await approvalForm(form, FONT);
    expect(print.subarray(0, 5).toString()).toBe('%PDF-');
    expect(print.equals(await approvalForm(form, FONT))).toBe(true);
    const controlTotals = form.controlTotals.map((each) => ({ ...each, differenceFen: fen(1) }));
    expect(print.equals(await approvalForm({ ...form, controlTotals }, FONT))).toBe(false);
    expect((await coverSheet(cover, FONT)).equals(await coverSheet(cover, FONT))).toBe(true);
    expect((await coverSheet(cover, FONT)).equals(await coverSheet({ ...cover, sumFen: fen(1_920_001) }, FONT))).toBe(false);
  });

  it('numbers its round, whatever stands on the list: a later one may pay some for the first time', async () => {
    const words = wordsOf(await approvalForm({ ...formOf(townshipsOf(2)), round: 2 }, FONT));
    expect(words).toContain('示例县 · 2023 年度 · 第 2 轮');
    expect(words).toMatch(/^第 2 轮$/m);
    expect(words).not.toContain('补发');
  });

  it('dates itself by what it shows, never by the clock', async () => {
    expect((await coverSheet(cover, FONT)).toString('latin1')).toContain('(D:20231220013000Z)');
  });

  it('goes on to as many pages as its townships need', async () => {
    expect(pagesOf(await approvalForm(formOf(townshipsOf(2)), FONT))).toBe(1);
    expect(pagesOf(await approvalForm(formOf(townshipsOf(60)), FONT))).toBe(3);
    expect(pagesOf(await coverSheet(cover, FONT))).toBe(1);
  });

  it('is not printed when its layers or its townships do not add up to the total', async () => {
    const form = formOf(townshipsOf(2));
    const funding = [...form.funding, { name: '市级', sumFen: fen(1) }];
    await expect(approvalForm({ ...form, funding }, FONT)).rejects.toThrow('各级资金之和与合计金额不符');
    await expect(approvalForm({ ...form, townships: townshipsOf(1) }, FONT)).rejects.toThrow('各乡镇之和与合计笔数或金额不符');
  });

  it('lets a long name go on below, and is not printed when a number would run into the next cell', async () => {
    const named = townshipsOf(30).map((each) => ({ ...each, name: '示例'.repeat(20) }));
    expect(pagesOf(await approvalForm(formOf(named), FONT))).toBeGreaterThan(
      pagesOf(await approvalForm(formOf(townshipsOf(30)), FONT)),
    );
    const form = formOf(townshipsOf(2));
    const controlTotals = form.controlTotals.map((each) => ({ ...each, count: Number.MAX_SAFE_INTEGER }));
    await expect(approvalForm({ ...form, controlTotals }, FONT)).rejects.toThrow('“笔数”一栏放不下');
  });
});
