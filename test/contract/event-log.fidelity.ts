import { canonicalJson, type JsonObject, type Position, type StreamRange } from '@fenming/event-log';
import { event, item, meta, type LogHarness } from './event-log.harness';

export function fidelityContract(harness: LogHarness): void {
  describe('what is read', () => reading(harness));
  describe('what is kept', () => keeping(harness));
  describe('the clock of the log', () => clock(harness));
}

function reading({ log, contiguous }: LogHarness): void {
  it('is empty where nothing was appended', async () => {
    expect(await log().readStream('enrolment-1')).toEqual([]);
    expect(await log().readStreams(['enrolment-1'])).toEqual(new Map());
    expect(await log().readAll('start', 10)).toEqual([]);
    expect(await log().head()).toBeUndefined();
    expect(await log().last()).toBeUndefined();
  });

  it('comes in log order, a page at a time, with positions that compare as text', async () => {
    for (let index = 0; index < 12; index += 1) await log().append(item(`enrolment-${index % 3}`, index < 3 ? 'none' : 'exists'));
    const pages: Position[] = [];
    let after: Position | 'start' = 'start';
    for (;;) {
      const page: readonly { readonly position: Position }[] = await log().readAll(after, 5);
      if (page.length === 0) break;
      pages.push(...page.map(({ position }) => position));
      after = page.at(-1)?.position ?? after;
    }
    expect(pages).toEqual(pages.toSorted());
    expect(new Set(pages).size).toBe(12);
    if (contiguous) expect(pages.map(Number)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
    expect(await log().head()).toBe(pages.at(-1));
    expect(await log().last()).toMatchObject({ stream: 'enrolment-2', revision: 3, position: pages.at(-1) });
  });

  it('for many streams at once is the same as one by one', async () => {
    const names = Array.from({ length: 1_203 }, (_, index) => `enrolment-${index}`);
    await log().appendMany(names.map((name) => item(name, 'none')));
    await log().appendMany(names.slice(0, 40).map((name) => item(name, 0, event(), event())));
    const many = await log().readStreams([...names, 'enrolment-unknown', 'enrolment-0']);
    expect(many.size).toBe(names.length);
    for (const name of [...names.slice(0, 50), ...names.slice(-5)]) expect(many.get(name)).toEqual(await log().readStream(name));
  });

  it('tells the last revision of streams without reading them', async () => {
    await log().append(item('enrolment-1', 'none', event(), event(), event()));
    await log().append(item('enrolment-2', 'none'));
    expect(await log().lastRevisions(['enrolment-2', 'enrolment-unknown', 'enrolment-1'])).toEqual(
      new Map([
        ['enrolment-1', 2],
        ['enrolment-2', 0],
      ]),
    );
  });

  it('may begin in the middle of a stream and end before its end', async () => {
    await log().append(item('enrolment-1', 'none', event(), event(), event(), event()));
    const revisions = async (range: StreamRange) =>
      (await log().readStream('enrolment-1', range)).map(({ revision }) => revision);
    expect(await revisions({ from: 2 })).toEqual([2, 3]);
    expect(await revisions({ from: 1, limit: 2 })).toEqual([1, 2]);
    expect(await revisions({ from: 4 })).toEqual([]);
    await expect(revisions({ from: -1 })).rejects.toMatchObject({ code: 'malformed' });
    await expect(revisions({ limit: 0 })).rejects.toMatchObject({ code: 'malformed' });
  });

  it('is refused for a position of another log and for an impossible page', async () => {
    await expect(log().readAll('C:1/P:1' as Position, 10)).rejects.toMatchObject({ name: 'Definite', code: 'malformed' });
    await expect(log().readAll('start', 0)).rejects.toMatchObject({ code: 'malformed' });
  });
}

/** Amounts past 2^53 as decimal texts, rare characters, keys in unhelpful order: all that a payload may hold. */
const PAYLOADS: readonly JsonObject[] = [
  { amountFen: '9007199254740993', balanceFen: '-123456789012345678901234567890', zero: 0 },
  { 姓名: '𠮷野·买买提', 备注: 'é e\u0301 \u2028 \u0000 \\ " / 😀', '\ufb33': '\ufb33', '😀': '😀' },
  { z: 1, a: { 10: 'ten', 9: 'nine', b: [[], {}, null, true, false, ''] }, '': 'empty key', A: Number.MAX_SAFE_INTEGER },
  {},
];

function keeping({ log, ...harness }: LogHarness): void {
  it.each(PAYLOADS.map((payload) => [canonicalJson(payload), payload]))(
    'is the same bytes after reading: %s',
    async (text, payload) => {
      await log().append(item('enrolment-1', 'none', event({ payload })));
      const read = harness.reopen === undefined ? log() : await harness.reopen();
      const [recorded] = await read.readStream('enrolment-1');
      expect(recorded?.payload).toEqual(payload);
      expect(canonicalJson(recorded?.payload ?? null)).toBe(text);
    },
  );

  it('is the whole envelope', async () => {
    const full = meta({ trueAt: '2026-11-22T03:04:05.678Z', effectiveOn: '2023-06-30', actor: '张三' });
    const given = event({ type: 'NoticePosted', schemaVersion: 3, meta: full });
    const { position } = await log().append(item('notice-1', 'none', given));
    const [recorded] = await log().readAll('start', 1);
    expect(recorded).toEqual({ ...given, stream: 'notice-1', revision: 0, position });
    expect(canonicalJson(recorded?.meta ?? null)).toBe(canonicalJson(full));
  });

  it('cannot be changed through what was given or what was read', async () => {
    const payload: { amountFen: string } = { amountFen: '96000' };
    const appended = log().append(item('enrolment-1', 'none', event({ payload })));
    payload.amountFen = '1';
    await appended;
    const [read] = await log().readStream('enrolment-1');
    Object.assign(read?.payload ?? {}, { amountFen: '2' });
    expect((await log().readStream('enrolment-1'))[0]?.payload).toEqual({ amountFen: '96000' });
  });

  it('is found under stream names in any script', async () => {
    await log().appendMany([item('示例县-批次', 'none'), item("o'neill--%_", 'none')]);
    expect([...(await log().readStreams(['示例县-批次', "o'neill--%_"])).keys()]).toEqual(['示例县-批次', "o'neill--%_"]);
  });
}

function clock(harness: LogHarness): void {
  const { log } = harness;
  const at = (time: string) => event({ meta: meta({ at: `2023-12-15T${time}.000Z`, effectiveOn: '2023-06-30' }) });

  it('never falls, not within a commit, not between commits and not over a restart', async () => {
    await log().append(item('enrolment-1', 'none', at('02:00:00'), at('01:00:00'), at('02:00:01')));
    await log().append(item('enrolment-2', 'none', at('01:59:59')));
    const again = harness.reopen === undefined ? log() : await harness.reopen();
    await again.append(item('enrolment-3', 'none', at('00:00:00')));
    await again.append(item('enrolment-4', 'none', at('03:00:00')));
    const times = (await again.readAll('start', 10)).map((recorded) => recorded.meta.at.slice(11, 19));
    expect(times).toEqual(['02:00:00', '02:00:00', '02:00:01', '02:00:01', '02:00:01', '03:00:00']);
  });

  it('changes nothing else of an event that it lifts, which stays canonical', async () => {
    await log().append(item('enrolment-1', 'none', at('02:00:00'), at('01:00:00')));
    const [, lifted] = await log().readStream('enrolment-1');
    expect(canonicalJson(lifted?.meta ?? null)).toBe(canonicalJson({ ...at('02:00:00').meta }));
  });
}
