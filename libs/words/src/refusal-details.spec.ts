import { detailText } from './index';

const names = { programme: (code: string): string => (code === 'RURAL_REWARD' ? '农村奖扶' : code) };

describe('the detail of a refusal', () => {
  it.each([
    ['examples_failed', '12: 例子“全年”不成立', '第 12 行：例子“全年”不成立'],
    ['definition_malformed', '3: 不能为空', '第 3 行：不能为空'],
    ['area_name_taken', '991001101999', '区划代码 991001101999'],
    ['duplicate_document', '示财社〔2024〕1号', '文号 示财社〔2024〕1号'],
    ['bank_unnamed', '\nOUR_BANK\nPOST', '可用：OUR_BANK、POST'],
    ['bank_unknown', 'DEMO BANK\nOUR_BANK', '格式 DEMO BANK；可用：OUR_BANK'],
    [
      'bank_unknown',
      'DEMO_BANK',
      '格式 DEMO_BANK；本县还没有代发银行的格式：请把本县银行的格式文件放进数据目录的 bank-profiles/，再启动服务',
    ],
    [
      'available_exceeded',
      'central 60001 60000,county 1 0',
      '中央需 600.01 元，可用 600.00 元，缺 0.01 元；县级需 0.01 元，可用 0.00 元，缺 0.01 元',
    ],
    ['money_left', 'central 60000,county 1', '还有可用资金：中央 600.00 元、县级 0.01 元'],
    ['total_mismatch', '240001/240000', '输入 2,400.01 元，比名单合计多 0.01 元'],
    ['total_mismatch', '输入 2,400.01 元，比名单合计多 0.01 元', '输入 2,400.01 元，比名单合计多 0.01 元'],
    ['conditions_not_met', '须满 60 周岁\n须为农村居民，且没有再生育', '须满 60 周岁；须为农村居民，且没有再生育'],
    ['total_mismatch', 'none', '输入的不是金额，或大得没有这样的合计；请按元填写，如 1,234.56'],
    ['region_unknown', 'h\nhenan 河南省\nanhui 安徽省', 'h；可用：henan 河南省、anhui 安徽省'],
    [
      'version_withdrawn',
      '县卫健〔2023〕24号\n2023-08-31\nstays',
      '文号 县卫健〔2023〕24号，文件日期 2023-08-31，已发资金不追回',
    ],
    ['version_withdrawn', '县卫健〔2023〕24号', '文号 县卫健〔2023〕24号'],
    ['programme_not_offered', 'RURAL_REWARD', '“农村奖扶”'],
    ['decided_above', 'county', '县级已确认或受理'],
    ['level_order', 'township', '乡级的公示'],
    ['batch_state', 'opened', '当前为“草稿”，下一步是锁定名单'],
    ['batch_state', 'released', '当前为“正在发放”，请等发放指令生成完毕'],
    ['batch_state', 'closed', '当前为“已办结”'],
    ['forbidden_role', 'bank', '应由代发银行办理'],
    ['forbidden_role', 'health,finance-approver', '应由卫健委或财政审批办理'],
    ['forbidden_role', 'village,township,health', '应由村级经办、乡镇经办或卫健委办理'],
    ['forbidden_role', 'system', '应由系统管理员办理'],
  ] as const)('of %s says %s as %s', (refused, detail, said) => {
    expect(detailText({ refused, detail }, names)).toBe(said);
  });

  it('is left out where there is none', () => {
    expect(detailText({ refused: 'examples_failed' }, names)).toBeUndefined();
    expect(detailText({ refused: 'area_conflict', detail: '' }, names)).toBeUndefined();
  });
});
