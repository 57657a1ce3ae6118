import { citizen, type Citizen } from './citizens';
import { farmer } from './county.people';
import { eventsOf, moveClock, type Hall } from './hall';
import { expectRefusal } from './refusal';
import { openRuralYear, RURAL } from './rural-year';
import type { Answer } from './seat';
import { line, rosterFile, type Imported } from './walk';

let hall: Hall;
beforeAll(async () => {
  hall = await openRuralYear();
});
afterAll(() => hall.close());

describe('a funding document', () => {
  const receipt = { programme: RURAL, year: 2023, layer: 'county', amount_fen: 100, arrived_on: '2023-02-06' };
  const receive = (document_no: string): Promise<Answer> =>
    hall.seat('finance-maker').post('/appropriations', { ...receipt, document_no });

  it('is booked once, whatever brackets, widths and spaces its number is typed with', async () => {
    const answer = await receive('示财社[2023] 第09号');
    expect(answer.status).toBe(200);
    expect(answer.json()).toMatchObject({ document_no: '示财社〔2023〕9号' });
    for (const typed of [
      '示财社〔2023〕9号',
      '示财社（2023）9号',
      '示财社【２０２３】９号',
      '示财社〔2023〕 9 号',
      '示财社﹝2023﹞\u200B9号',
      '《示财社〔二〇二三〕9号文》。',
    ])
      await expectRefusal(hall, () => receive(typed), {
        status: 409,
        code: 'duplicate_document',
        detail: '文号 示财社〔2023〕9号',
      });
    const booked = (await eventsOf(hall)).filter(({ type }) => type === 'AppropriationReceived').at(-1);
    expect(booked?.payload).toMatchObject({ documentNo: '示财社〔2023〕9号' });
  });
});

describe('a text', () => {
  it.each([
    ['half of a character', '示财社\uD842号', '第 4 个字（U+D842）只剩半个字符，转存文件时丢失了另一半。'],
    ['an invented character', '示财社\uE000号', '第 4 个字（U+E000）是自造字，各单位显示不一。'],
  ])('with %s in it is refused, and the character named', async (_, document_no, message) => {
    const receipt = { programme: RURAL, year: 2023, layer: 'county', amount_fen: 100, arrived_on: '2023-02-06', document_no };
    const { status, problem } = await hall.seat('finance-maker').post('/appropriations', receipt);
    expect(status).toBe(400);
    expect(problem.errors).toMatchObject([{ pointer: '/document_no', message }]);
  });
});

describe('a citizen id that is known under another name', () => {
  const known = citizen('\u2FA6\u2F42\u2F5F', '男', '1950-12-01');
  const other = citizen('阿依古丽˙艾合买提', '女', '1951-01-12');
  const importing = async (year: number, people: readonly Citizen[], decided: Readonly<Record<string, string>> = {}) => {
    const rows = people.map((who) => line(hall, who, '上湾村', farmer(1, 0)));
    const bytes = await rosterFile(hall, RURAL, rows);
    const fields = { programme: RURAL, year: String(year), accept_good_rows: 'false', ...decided };
    return hall.seat('health').upload('/imports', { fields, bytes });
  };

  it('is the same person when the names differ in nothing but how they are typed', async () => {
    expect((await importing(2023, [known, other])).status).toBe(201);
    await moveClock(hall, '2024-02-05');
    const again = await importing(2024, [
      { ...known, name: '金 文玉' },
      { ...other, name: '阿依古丽•艾合买提' },
    ]);
    expect(again.status).toBe(201);
    expect(again.json<{ warnings: readonly { code: string }[] }>().warnings.map(({ code }) => code)).not.toContain(
      'name_differs',
    );
  });

  it('is named to the clerk, and nothing is imported, until somebody decides', async () => {
    await moveClock(hall, '2025-02-05');
    const renamed = { ...known, name: '金文钰' };
    const refusal = { status: 422, code: 'import_refused' };
    const { errors } = await expectRefusal(hall, () => importing(2025, [other, renamed]), refusal);
    expect(errors).toMatchObject([{ row: 3, column: '姓名', code: 'name_differs', value: '金*钰' }]);
    expect(errors?.[0]?.message).toBe('同一身份证号本县已登记的姓名是“金*玉”，与本行不同');
    const hidden = await expectRefusal(hall, () => importing(2025, [{ ...known, name: '金闻玉' }]), refusal);
    expect(hidden.errors?.[0]?.message).toContain('不同的是隐去的字');
  });

  it('keeps its name when the importer says that it is the same person, and the log says who was meant', async () => {
    const decided = await importing(2025, [other, { ...known, name: '金文钰' }], { same_people: 'true' });
    expect(decided.status).toBe(201);
    const { accepted, warnings } = decided.json<Imported & { warnings: readonly { row: number; code: string }[] }>();
    expect([accepted, warnings.filter(({ code }) => code === 'name_differs').map(({ row }) => row)]).toEqual([2, [3]]);
    const started = (await eventsOf(hall)).findLast(({ type }) => type === 'ImportStarted');
    expect(started?.payload).toMatchObject({ samePeople: [3] });
  });
});
