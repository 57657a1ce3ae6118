import type { Instant } from '@fenming/calendar';
import { capitalNumerals, formatYuan, sumFen, type Fen } from '@fenming/money';
import { FormError } from './form-error';
import { groupedDigest, shanghaiTime, Sheet, type Origin } from './sheet';

/** `differenceFen` is against the step that this one must agree with; of `digest`, a SHA-256 in hex, twelve characters are shown. */
export type TotalLine = {
  readonly title: string;
  readonly count: number;
  readonly sumFen: Fen;
  readonly differenceFen: Fen;
  readonly digest?: string;
};
export type SumLine = { readonly name: string; readonly count: number; readonly sumFen: Fen };
/** What one layer of finance bears, under its name. */
export type LayerSum = Omit<SumLine, 'count'>;
/** A step that nobody has signed yet has neither a name nor an instant. */
export type Signature = { readonly role: string; readonly name?: string; readonly at?: Instant };

export type ApprovalForm = {
  readonly origin: Origin;
  readonly county: string;
  readonly programme: string;
  readonly year: number;
  /** Batches of a programme and year are numbered from 1; each lists whatever is due and not under way when it is locked. */
  readonly round: number;
  readonly policyVersion: string;
  readonly policyHash: string;
  readonly total: { readonly count: number; readonly sumFen: Fen };
  /** The control totals in the order of the steps, such as 名单, 审批, 送盘文件. */
  readonly controlTotals: readonly TotalLine[];
  readonly funding: readonly LayerSum[];
  readonly townships: readonly SumLine[];
  readonly signatures: Readonly<Record<'submit' | 'check' | 'approve' | 'release', Signature>>;
};

const STEPS = { submit: '经办', check: '审核', approve: '审批', release: '放款' } as const;

const SIGNATURE_HEIGHT = 116;

const countText = (count: number): string => count.toLocaleString('zh-CN');

/** 发放审批表. `font` is a TrueType or OpenType file with the Chinese characters. Throws FormError when layers or townships do not add up to the total. */
export async function approvalForm(form: ApprovalForm, font: Buffer): Promise<Buffer> {
  checkSums(form);
  const title = `${form.programme}资金发放审批表`;
  const sheet = new Sheet(title, font, form.origin);
  sheet.title(title, `${form.county} · ${form.year} 年度 · 第 ${form.round} 轮`);
  summary(sheet, form);
  controlTotals(sheet, form);
  funding(sheet, form);
  townships(sheet, form);
  sheet.heading('签署', SIGNATURE_HEIGHT);
  sheet.boxes(
    (['submit', 'check', 'approve', 'release'] as const).map((step) => signatureBox(STEPS[step], form.signatures[step])),
    SIGNATURE_HEIGHT,
  );
  return sheet.finish();
}

function checkSums({ total, funding: layers, townships: places }: ApprovalForm): void {
  if (sumFen(layers.map((layer) => layer.sumFen)) !== total.sumFen) throw new FormError('各级资金之和与合计金额不符');
  const count = places.reduce((sum, place) => sum + place.count, 0);
  if (count !== total.count || sumFen(places.map((place) => place.sumFen)) !== total.sumFen)
    throw new FormError('各乡镇之和与合计笔数或金额不符');
}

function summary(sheet: Sheet, { origin, county, programme, year, round, policyVersion, policyHash, total }: ApprovalForm): void {
  sheet.pairs([
    [
      ['县（区）', county],
      ['项目', programme],
    ],
    [
      ['年度', `${year} 年`],
      ['轮次', `第 ${round} 轮`],
    ],
    [['批次编号', origin.batch]],
    [
      ['合计笔数', countText(total.count)],
      ['合计金额', `${formatYuan(total.sumFen)} 元`],
    ],
    [['人民币大写', capitalNumerals(total.sumFen)]],
    [['政策版本', policyVersion]],
    [['政策摘要值', groupedDigest(policyHash)]],
  ]);
}

function controlTotals(sheet: Sheet, { controlTotals: lines }: ApprovalForm): void {
  sheet.heading('控制数');
  sheet.table(
    [
      { title: '环节', width: 5, align: 'left' },
      { title: '笔数', width: 3, align: 'right' },
      { title: '金额（元）', width: 5, align: 'right' },
      { title: '差异（元）', width: 4, align: 'right' },
      { title: '摘要值（前 12 位）', width: 5, align: 'left' },
    ],
    lines.map(({ title, count, sumFen: sum, differenceFen, digest = '' }) => [
      title,
      countText(count),
      formatYuan(sum),
      formatYuan(differenceFen),
      digest.slice(0, 12),
    ]),
  );
}

function funding(sheet: Sheet, { funding: layers, total }: ApprovalForm): void {
  sheet.heading('资金来源（元）');
  sheet.table(
    [...layers.map(({ name }) => name), '合计'].map((title) => ({ title, width: 1, align: 'right' as const })),
    [[...layers.map(({ sumFen }) => formatYuan(sumFen)), formatYuan(total.sumFen)]],
  );
}

function townships(sheet: Sheet, { townships: places, total }: ApprovalForm): void {
  sheet.heading('分乡镇（街道）');
  const rows = places.map(({ name, count, sumFen: sum }, index) => [String(index + 1), name, countText(count), formatYuan(sum)]);
  sheet.table(
    [
      { title: '序号', width: 2, align: 'center' },
      { title: '乡镇（街道）', width: 8, align: 'left' },
      { title: '笔数', width: 4, align: 'right' },
      { title: '金额（元）', width: 6, align: 'right' },
    ],
    [...rows, ['', '合计', countText(total.count), formatYuan(total.sumFen)]],
    [rows.length],
  );
}

function signatureBox(title: string, { role, name, at }: Signature): { title: string; lines: readonly string[] } {
  return {
    title,
    lines: [`岗位：${role}`, `姓名：${name ?? ''}`, '签字：', at === undefined ? '时间：' : `时间：${shanghaiTime(at)}`],
  };
}
