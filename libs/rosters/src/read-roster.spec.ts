import { readRoster, type RosterReading } from './read-roster';
import { CHILDCARE, childRow, FEE, feeRow, fileOf, GIVEN, idOf, RURAL, ruralRow, VILLAGE } from './rosters.fixture';
import { formula, styled, type Given } from './workbook/workbook.fixture';

const rural = async (...rows: Record<string, Given>[]): Promise<RosterReading> => readRoster(await fileOf(rows), RURAL, GIVEN);
const fee = async (...rows: Record<string, Given>[]): Promise<RosterReading> => readRoster(await fileOf(rows), FEE, GIVEN);
const where = (reading: RosterReading): unknown[] =>
  [...reading.fileFaults, ...reading.faults].map(({ row, column, code }) => [row, column, code]);

describe('a sound row', () => {
  it('becomes a person with village, account and facts, those of the id included', async () => {
    const reading = await rural(ruralRow({ 证明日期: '1962年3月11日' }));
    expect(reading).toEqual({
      fileFaults: [],
      moreWarnings: 0,
      counts: { sheet: 2, heading: 1, taken: 1, refused: 0, skipped: 0, blank: 0 },
      faults: [],
      rows: [
        {
          row: 2,
          citizenId: idOf(1),
          name: '王示例',
          sex: 'male',
          village: VILLAGE,
          account: '9900000000000000002',
          facts: {
            birthDate: '1960-01-01',
            sex: 'male',
            hukou: 'rural',
            everHadChild: true,
            livingSons: 1,
            evidenceDate: '1962-03-11',
          },
        },
      ],
    });
  });

  it('brings the spouse, and the facts that follow from the spouse', async () => {
    expect(await fee(feeRow())).toMatchObject({
      faults: [],
      rows: [
        {
          spouse: { citizenId: idOf(2, '19620311'), name: '李示例' },
          facts: { spouseBirthDate: '1962-03-11', married: true, certificateMonth: '1985-06' },
        },
      ],
    });
  });

  it('may have no spouse: then the birth date is unknown and not invented', async () => {
    const { rows, faults } = await fee(feeRow({ 配偶姓名: '', 配偶身份证号: null }));
    expect(faults).toEqual([]);
    expect(rows[0]).not.toHaveProperty('spouse');
    expect(rows[0]?.facts).toEqual({ married: false, certificateMonth: '1985-06' });
  });

  it('leaves an optional fact unknown when its cell is blank', async () => {
    const { rows } = await rural(ruralRow({ 证明日期: ' ' }));
    expect(rows[0]?.facts).not.toHaveProperty('evidenceDate');
  });

  it('is read in spite of the usual damage of typing', async () => {
    const typed = {
      姓名: ' 王 示 例 ',
      身份证号: `'${idOf(3, '19620311').toLowerCase()}　`,
      乡镇: '石桥镇 ',
      银行账号: '9900 0000 0000 0000 002',
    };
    expect(await rural(ruralRow(typed))).toMatchObject({
      faults: [],
      rows: [{ name: '王示例', citizenId: idOf(3, '19620311') }],
    });
  });

  it('says that a 15-digit id was converted, and that an account lacks its check digit, without refusing either', async () => {
    const reading = await rural(ruralRow({ 身份证号: '991001600101001', 银行账号: '9900000000000000001' }));
    expect(reading.rows).toHaveLength(1);
    expect(reading.faults.map(({ code, severity }) => [code, severity])).toEqual([
      ['id_upgraded', 'warning'],
      ['account_luhn', 'warning'],
    ]);
  });

  it('may hold formulas and formatted text: what the clerk saw is read', async () => {
    const seen = {
      姓名: { attributes: 't="inlineStr"', content: '<is><r><rPr><b/></rPr><t>王</t></r><r><t>示例</t></r></is>' },
      银行账号: formula('A1', '9900000000000000002', 't="str"'),
      现存男孩数: 2,
      证明日期: styled(1, 22716),
    };
    const reading = await readRoster(await fileOf([ruralRow(seen)], { styles: [0, 14] }), RURAL, GIVEN);
    expect(reading.rows).toMatchObject([
      { name: '王示例', account: '9900000000000000002', facts: { livingSons: 2, evidenceDate: '1962-03-11' } },
    ]);
    expect(where(reading)).toEqual([[2, '银行账号', 'formula_cell']]);
  });
});

describe('a damaged number', () => {
  it.each<[string, Given]>([
    ['a number cell', Number(idOf(1))],
    ['scientific notation', '9.91E+17'],
    ['a text whose last digits Excel had zeroed', `${idOf(1, '19600102').slice(0, 15)}000`],
  ])('is recognised in %s, and cannot be recovered', async (_, damaged) => {
    const { rows, faults } = await rural(ruralRow({ 身份证号: damaged }));
    expect(rows).toEqual([]);
    expect(faults).toMatchObject([
      {
        row: 2,
        column: '身份证号',
        code: 'id_damaged',
        reason: '末几位数字已丢失，无法恢复',
        hint: '请从原始登记重新录入身份证号，单元格设为文本',
      },
    ]);
  });

  it('is recognised in an account', async () => {
    const { faults } = await rural(ruralRow({ 银行账号: Number('9900000000000000002') }));
    expect(faults).toMatchObject([{ column: '银行账号', code: 'account_damaged', reason: '末几位数字已丢失，无法恢复' }]);
  });
});

describe('a faulty row', () => {
  it.each<[Record<string, Given>, string, string]>([
    [{ 姓名: '' }, '姓名', 'name_missing'],
    [{ 姓名: '王1' }, '姓名', 'name_characters'],
    [{ 身份证号: '' }, '身份证号', 'id_missing'],
    [{ 身份证号: idOf(1).slice(1) }, '身份证号', 'id_length'],
    [{ 身份证号: '991001196002300011' }, '身份证号', 'id_birth_date'],
    [{ 身份证号: `${idOf(1).slice(0, 17)}${idOf(1).endsWith('1') ? '2' : '1'}` }, '身份证号', 'id_check_digit'],
    [{ 性别: '' }, '性别', 'sex_missing'],
    [{ 性别: '不详' }, '性别', 'sex_unknown'],
    [{ 性别: '女' }, '性别', 'sex_mismatch'],
    [{ 乡镇: '' }, '乡镇', 'township_missing'],
    [{ 村: '' }, '村', 'village_missing'],
    [{ 村: '张家村' }, '村', 'village_unknown'],
    [{ 银行账号: '99000' }, '银行账号', 'account_length'],
    [{ 户口性质: '城镇' }, '户口性质', 'choice_unknown'],
    [{ 户口性质: '' }, '户口性质', 'fact_missing'],
    [{ 现存男孩数: '两个' }, '现存男孩数', 'integer_format'],
    [{ 曾生育子女: { attributes: 't="e"', content: '<v>#N/A</v>' } }, '曾生育子女', 'cell_error'],
    [{ 银行账号: formula('A1') }, '银行账号', 'formula_without_result'],
    [{ 身份证号: formula('A1', '#REF!', 't="e"') }, '身份证号', 'cell_error'],
  ])('with %p is refused at %s as %s, and no other row is', async (change, column, code) => {
    const reading = await rural(ruralRow({ 身份证号: idOf(5) }), ruralRow(change));
    expect(where(reading)).toEqual([[3, column, code]]);
    expect(reading.rows.map((row) => row.row)).toEqual([2]);
  });

  it.each<[Record<string, Given>, string, string]>([
    [{ 配偶姓名: '' }, '配偶姓名', 'spouse_incomplete'],
    [{ 配偶身份证号: '' }, '配偶身份证号', 'spouse_incomplete'],
    [{ 配偶身份证号: idOf(1) }, '配偶身份证号', 'spouse_is_applicant'],
    [{ 光荣证发证年月: '八五年' }, '光荣证发证年月', 'month_format'],
  ])('of a household with %p is refused at %s as %s', async (change, column, code) => {
    expect(where(await fee(feeRow(change)))).toEqual([[2, column, code]]);
  });

  it('does not say that there is a township of that name', async () => {
    const [fault] = (await rural(ruralRow({ 乡镇: '红石镇' }))).faults;
    expect(fault).toMatchObject({ code: 'village_unknown', reason: expect.stringContaining('区划里没有“红石镇”的“') as string });
  });

  it('names everything that is wrong with it at once', async () => {
    const reading = await rural(ruralRow({ 姓名: '', 性别: '女', 村: '张家村', 户口性质: '' }));
    expect(where(reading).map((place) => (place as unknown[])[1])).toEqual(['姓名', '性别', '村', '户口性质']);
  });

  it('tells the clerk which sex the id says', async () => {
    const { faults } = await rural(ruralRow({ 性别: '女' }));
    expect(faults[0]?.hint).toBe('按身份证号应为“男”；请核对性别和身份证号');
  });

  it('is skipped when nobody wrote anything but a running number', async () => {
    const reading = await rural({ 序号: 1, ...ruralRow() }, { 序号: 2 }, { 序号: 3, 姓名: ' ' });
    expect([reading.rows.length, reading.faults]).toEqual([1, []]);
  });
});

describe('the same person twice', () => {
  it('is refused on the later row, which names the earlier, also under a 15-digit and an 18-digit id', async () => {
    const reading = await rural(ruralRow(), ruralRow({ 身份证号: idOf(3) }), ruralRow({ 身份证号: '991001600101001' }));
    expect(reading.rows.map((row) => row.row)).toEqual([2, 3]);
    expect(reading.faults.filter((fault) => fault.severity === 'error')).toMatchObject([
      { row: 4, column: '身份证号', code: 'duplicate_person', reason: '与第 2 行是同一人' },
    ]);
  });

  it('is found although the earlier row has other faults', async () => {
    expect(where(await rural(ruralRow({ 姓名: '' }), ruralRow()))).toEqual([
      [2, '姓名', 'name_missing'],
      [3, '身份证号', 'duplicate_person'],
    ]);
  });

  it('is found when both spouses of one household apply', async () => {
    const swapped = feeRow({
      姓名: '李示例',
      身份证号: idOf(2, '19620311'),
      性别: '女',
      配偶姓名: '王示例',
      配偶身份证号: idOf(1),
    });
    const reading = await fee(feeRow(), swapped);
    expect(where(reading)).toEqual([
      [3, '身份证号', 'duplicate_person'],
      [3, '配偶身份证号', 'duplicate_person'],
    ]);
    expect(reading.rows).toHaveLength(1);
  });

  it('may stand in a roster of children, once for each child', async () => {
    const rows = [childRow(3), childRow(5), childRow(3)];
    const reading = await readRoster(await fileOf(rows), CHILDCARE, GIVEN);
    expect(where(reading)).toEqual([[4, '子女身份证号', 'duplicate_person']]);
    expect(reading.rows.map(({ citizenId, child }) => [citizenId, child?.citizenId])).toEqual([
      [idOf(1), idOf(3, '20240115')],
      [idOf(1), idOf(5, '20240115')],
    ]);
  });

  it('has the birth of a child from its citizen id, whatever the county calls the column', async () => {
    const { 子女姓名: name, 子女身份证号: id, ...row } = childRow(3);
    const reading = await readRoster(await fileOf([{ ...row, 婴幼儿姓名: name, 孩子身份证号码: id }]), CHILDCARE, GIVEN);
    expect(reading.rows[0]).toMatchObject({ child: { name: '王小例' }, facts: { childBirthDate: '2024-01-15' } });
  });

  it('refuses a child that is no younger than whoever applies: two columns were mixed up', async () => {
    const reading = await readRoster(
      await fileOf([childRow(3, { 身份证号: idOf(3, '20240115'), 子女身份证号: idOf(1) })]),
      CHILDCARE,
      GIVEN,
    );
    expect(where(reading)).toEqual([[2, '子女身份证号', 'child_not_younger']]);
  });
});

describe('a fault never shows a citizen id, an account or a name in clear', () => {
  const secrets = { name: '欧阳示例', citizenId: idOf(7, '19620311'), account: '9900001234567890128' };

  it.each<[string, Record<string, Given>]>([
    ['every cell is wrong', { 姓名: `${secrets.name}1`, 身份证号: `${secrets.citizenId}9`, 银行账号: `${secrets.account}A` }],
    ['cells slipped to the right', { 身份证号: secrets.name, 性别: secrets.citizenId, 户口性质: secrets.account }],
    ['cells slipped to the left', { 姓名: secrets.citizenId, 村: secrets.account, 性别: secrets.name }],
    ['numbers stand where words should', { 乡镇: secrets.citizenId, 村: secrets.citizenId, 证明日期: secrets.account }],
    ['the account was filled in as a name', { 银行账号: secrets.name, 身份证号: Number(secrets.citizenId) }],
  ])('when %s', async (_, change) => {
    const { faults } = await rural({ 证明日期: '', ...ruralRow(change) });
    expect(faults.length).toBeGreaterThan(0);
    const shown = JSON.stringify(faults);
    for (const secret of Object.values(secrets)) expect(shown).not.toContain(secret);
    expect(shown).not.toMatch(/\d{11}/);
  });

  it('and still shows enough to find the cell', async () => {
    const { faults } = await rural(ruralRow({ 姓名: '王示例9', 身份证号: `${idOf(1)}0` }));
    expect(faults.map((fault) => fault.value)).toEqual([expect.stringMatching(/^99\*{14}\d{3}$/), '王**9']);
  });
});
