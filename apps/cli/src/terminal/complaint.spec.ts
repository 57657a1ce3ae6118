import { ApiProblem, type ProblemFault } from '@fenming/api-client';
import { complaintLines, sentenceOf } from './complaint';

const refusal = (errors?: readonly ProblemFault[], advice: readonly string[] = []): ApiProblem =>
  new ApiProblem(
    { title: '回盘文件有误，整份文件没有导入。', status: 422, code: 'bank_file_refused', ...(errors && { errors }) },
    { advice },
  );
const said = (error: unknown): string => complaintLines(error).join('\n');

describe('what the command says of a refusal', () => {
  it('has every row that is at fault, whichever command sent the file: where, what stands there, why, what to do', () => {
    const fault = { row: 3, column: '金额', value: '9x', code: 'amount', message: '不是金额', hint: '请银行重发' };
    expect(said(refusal([fault]))).toBe(
      '回盘文件有误，整份文件没有导入。\n  行  列    内容  原因      建议\n   3  金额  9x    不是金额  请银行重发',
    );
  });

  it('says of a fault that is no row’s that it is the whole file’s, and calls nothing row 0', () => {
    for (const row of [{ row: 0 }, {}])
      expect(said(refusal([{ ...row, code: 'x', message: '文件是空的', hint: '请重新导出' }]))).toMatch(
        /整份文件 .*文件是空的 .*请重新导出|整份文件：文件是空的。请重新导出/,
      );
  });

  it('says of a control formula that does not hold which one it is, and of no file', () => {
    const fault = { code: 'I-06', message: '农村奖扶 2026 年度结账时还有可用 96.00 元。', hint: '已结账的项目年度没有可用资金' };
    expect(said(refusal([fault]))).toContain(
      '\n  控制公式 I-06：农村奖扶 2026 年度结账时还有可用 96.00 元。已结账的项目年度没有可用资金',
    );
    expect(said(refusal([fault]))).not.toContain('整份文件：');
  });

  it('shows the first thirty of many rows, and says how many there are', () => {
    const many = Array.from({ length: 31 }, (_, i) => ({ row: i + 2, code: 'x', message: '有误' }));
    expect(said(refusal(many))).toContain('\n  31  ');
    expect(said(refusal(many))).not.toContain('\n  32  ');
    expect(said(refusal(many))).toContain('…… 共 31 处');
  });

  it('leaves out the columns in which no fault says anything', () => {
    expect(said(refusal([{ row: 2, code: 'x', message: '有误' }]))).toContain('  行  原因\n   2  有误');
  });

  it.each([
    ['/arrived_on', '到账日期（--on）'],
    ['/total_fen', '合计（--total）'],
    ['/actors/0/area', '辖区（--area）'],
    ['/areas/3/name', '第 4 项的名称'],
    ['/name', '名称（--name）'],
    ['/text', '文件内容'],
    ['/bank_files/0/sum_fen', '第 1 项的合计'],
    ['/of_another_time', 'of_another_time'],
  ])('names a field as it was typed, and not as the engine calls it: %s', (pointer, name) => {
    expect(said(refusal([{ pointer, code: 'x', message: '不对' }]))).toContain(`  ${name}：不对`);
  });

  it('says once what is not there, and calls no part of an address by another thing’s name', () => {
    const title = '没有这个批次。';
    const errors = [{ pointer: '/id', code: 'batch_not_found', message: title }];
    const absent = new ApiProblem({ title, detail: '批次 X', status: 404, code: 'batch_not_found', errors });
    expect(said(absent)).toBe('没有这个批次。（批次 X）');
    expect(said(refusal([{ pointer: '/id', code: 'text', message: '网址里不能有控制字符。' }]))).toContain(
      '  编号：网址里不能有',
    );
    expect(said(refusal([{ pointer: '/actors/0/id', code: 'actor', message: '不对' }]))).toContain('  账号：不对');
  });

  it('ends with what this command can do about it', () => {
    expect(complaintLines(refusal([], ['只导入正确的行: 加上 --accept-good-rows'])).at(-1)).toBe(
      '只导入正确的行: 加上 --accept-good-rows',
    );
  });

  it('leaves a definition’s faults to the command that knows the file they stand in', () => {
    expect(complaintLines(refusal([{ line: 3, pointer: '/id', code: 'definition', message: '缺少' }]))).toHaveLength(1);
  });

  it('is the sentence of any other failure', () => {
    expect(sentenceOf(new Error('密码不对'))).toBe('密码不对');
    expect(said(new Error('密码不对'))).toBe('密码不对');
  });
});
