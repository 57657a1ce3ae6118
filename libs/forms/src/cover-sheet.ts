import { capitalNumerals, formatYuan, type Fen } from '@fenming/money';
import { groupedDigest, Sheet, type Origin } from './sheet';

/** One file for the bank. `sha256` is that of its bytes, in hex; `fileNumber` is the number under which the bank knows it. */
export type CoverSheet = {
  readonly origin: Origin;
  readonly county: string;
  readonly programme: string;
  readonly year: number;
  readonly bank: string;
  readonly fileName: string;
  readonly fileNumber: string;
  readonly part: number;
  readonly parts: number;
  readonly count: number;
  readonly sumFen: Fen;
  readonly sha256: string;
};

const HANDED_OVER = ['单位（盖章）：', '签字：', '日期：'];

/** 银行代发清单封面, handed over with the file. `font` is a TrueType or OpenType file with the Chinese characters. */
export async function coverSheet(cover: CoverSheet, font: Buffer): Promise<Buffer> {
  const title = '银行代发清单封面';
  const sheet = new Sheet(`${title} ${cover.fileName}`, font, cover.origin);
  sheet.title(title, `${cover.county} · ${cover.programme} · ${cover.year} 年度`);
  sheet.pairs([
    [['代发银行', cover.bank]],
    [['文件名', cover.fileName]],
    [['文件批号', cover.fileNumber]],
    [['第几个文件', `本批次共 ${cover.parts} 个文件，此为第 ${cover.part} 个`]],
    [
      ['笔数', cover.count.toLocaleString('zh-CN')],
      ['金额', `${formatYuan(cover.sumFen)} 元`],
    ],
    [['人民币大写', capitalNumerals(cover.sumFen)]],
    [['SHA-256', groupedDigest(cover.sha256)]],
  ]);
  sheet.note('接收时请用文件的 SHA-256 与上面逐组核对；笔数、金额或摘要值有一项不符，不得入账，请与送盘人联系。');
  sheet.heading('交接');
  sheet.boxes(
    [
      { title: '送盘人', lines: HANDED_OVER },
      { title: '接收人（银行）', lines: HANDED_OVER },
    ],
    150,
  );
  return sheet.finish();
}
