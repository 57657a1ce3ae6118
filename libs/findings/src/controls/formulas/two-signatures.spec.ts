import { checkControls } from '../control-report';
import type { LogEvent } from '../../log-event';

const CASE = { enrolmentId: 'enrolment-1', caseNumber: 'AID-2023-1-00002', programme: 'AID', village: '991001001001' };
const by = (actor: string, type: string, payload: object): LogEvent => ({ type, payload, meta: { actor, role: 'health' } });
const appointed = (actorId: string): LogEvent => ({
  type: 'ActorAppointed',
  payload: { actorId, title: '县卫健委', role: 'health', area: '991001', kind: 'person' },
  meta: { actor: 'system', role: 'system' },
});
const PERSON = { personId: 'person-1' };
const BEGUN: readonly LogEvent[] = [
  {
    type: 'CountyOpened',
    payload: { code: '991001', name: '示例县', demo: true, regions: [] },
    meta: { actor: 'system', role: 'system' },
  },
  appointed('first'),
  appointed('second'),
  by('first', 'PersonRegistered', { ...PERSON, sealedIdentity: 'sealed' }),
  by('first', 'EnrolmentApplied', { ...CASE, ...PERSON, year: 2023, importId: 'i', row: 2, sealedFacts: '' }),
];
const DOCUMENT = { documentNo: '示例〔2023〕1号' };
const LEAVING = { ...CASE, reason: 'moved_out', year: 2023, sealedDay: 'sealed' };
const PAID = { ...CASE, ...DOCUMENT, year: 2023, months: [1, 2], paidBy: '邻县' };
const STATED = { ...PERSON, statement: 's1' };

/** What one person says and another signs, as a log has it. */
const SIGNED: readonly (readonly [string, readonly LogEvent[]])[] = [
  ['an exit', [by('first', 'ExitProposed', { ...LEAVING, ...DOCUMENT, note: '迁出' }), by('second', 'EnrolmentExited', LEAVING)]],
  [
    'the withdrawal of an exit',
    [
      by('first', 'ExitWithdrawalProposed', { ...CASE, ...DOCUMENT, note: '未迁' }),
      by('second', 'ExitWithdrawn', { ...CASE, ...DOCUMENT, reason: 'moved_out', year: 2023, note: '未迁' }),
    ],
  ],
  [
    'the withdrawal of a refusal',
    [
      by('first', 'RejectionWithdrawalProposed', { ...CASE, ...DOCUMENT, year: 2023, note: '看错' }),
      by('second', 'RejectionWithdrawn', { ...CASE, ...DOCUMENT, year: 2023, note: '看错' }),
    ],
  ],
  [
    'months paid elsewhere',
    [by('first', 'PaidElsewhereProposed', { ...PAID, hold: 'h', note: '迁入' }), by('second', 'PaidElsewhereConfirmed', PAID)],
  ],
  [
    'a statement, and the facts by it',
    [
      by('first', 'StatementMade', {
        ...STATED,
        ...DOCUMENT,
        fact: 'f',
        title: 't',
        kind: 'correction',
        sealedStatement: '',
        reason: '-',
      }),
      by('second', 'FactsCorrected', { ...CASE, ...DOCUMENT, statement: 's1', year: 2023, sealedFacts: '' }),
      by('second', 'StatementAccepted', STATED),
    ],
  ],
  [
    'a corrected identity',
    [
      by('first', 'IdentityCorrectionProposed', { ...STATED, ...DOCUMENT, sealedIdentity: 'right', note: '-' }),
      by('second', 'IdentityCorrected', { ...STATED, ...DOCUMENT, sealedIdentity: 'right' }),
    ],
  ],
  [
    'a death',
    [
      by('first', 'DeathProposed', { ...PERSON, ...DOCUMENT, hold: 'h', sealedDay: 'sealed', source: '证明' }),
      by('second', 'EnrolmentExited', { ...CASE, reason: 'death', year: 2023, sealedDay: 'sealed' }),
      by('second', 'DeathRecorded', { ...PERSON, ...DOCUMENT, sealedDay: 'sealed', source: '证明' }),
    ],
  ],
  [
    'the withdrawal of a death',
    [
      by('first', 'DeathWithdrawalProposed', { ...PERSON, ...DOCUMENT, reason: '同名' }),
      by('second', 'ExitWithdrawn', { ...CASE, ...DOCUMENT, reason: 'death', year: 2023, note: '同名' }),
      by('second', 'DeathWithdrawn', { ...PERSON, ...DOCUMENT, reason: '同名' }),
    ],
  ],
];
const found = (log: readonly LogEvent[]): readonly string[] =>
  checkControls([...BEGUN, ...log]).flatMap(({ code, sentence }) => (code === 'I-37' ? [sentence] : []));
const withMeta = (event: LogEvent, actor: string): LogEvent => ({ ...event, meta: { ...event.meta, actor } });

describe.each(SIGNED)('%s (I-37)', (_what, log) => {
  const [said, ...signed] = log;
  if (said === undefined) throw new Error('nothing is said');

  it('holds where one person says it and another signs it', () => expect(found(log)).toEqual([]));

  it('is found out where nobody had said it', () => {
    expect(found(signed)).toHaveLength(signed.length);
    expect(found(signed)[0]).toContain('没有人提出');
  });

  it('is found out where one person does both', () => {
    const alone = found([said, ...signed.map((event) => withMeta(event, 'first'))]);
    expect(alone).toHaveLength(signed.length);
    expect(alone[0]).toContain('由同一人提出并确认');
  });

  it('is found out where it has no document', () => {
    const undocumented = { ...said, payload: { ...said.payload, documentNo: '' } };
    expect(found([undocumented, ...signed])[0]).toContain('没有文号');
  });
});

it.each([
  ['another day', 'an exit', { sealedDay: 'another' }],
  ['other months', 'months paid elsewhere', { months: [1] }],
  ['another document', 'the withdrawal of a refusal', { documentNo: '另一份' }],
  ['another identity', 'a corrected identity', { sealedIdentity: 'another' }],
])('what is signed with %s is not what was said of %s (I-37)', (_how, what, patch) => {
  const [, log] = SIGNED.find(([name]) => name === what) ?? [];
  const changed = (log ?? []).map((event, at) => (at === 0 ? event : { ...event, payload: { ...event.payload, ...patch } }));
  expect(found(changed)).toEqual([expect.stringContaining('与提出的不符')]);
});

it('what was dropped is signed by nobody (I-37)', () => {
  const [, [said, signed] = []] = SIGNED[0] ?? [];
  if (said === undefined || signed === undefined) throw new Error('nothing is said');
  expect(found([said, by('first', 'ExitDropped', { ...CASE, note: '-' }), signed])).toEqual([
    expect.stringContaining('没有人提出'),
  ]);
});
