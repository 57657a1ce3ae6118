import { checkControls } from '../control-report';
import type { LogEvent } from '../../log-event';

const [OLD, NEW] = ['991001001001', '991001002001'];
const CASE = { enrolmentId: 'enrolment-1', caseNumber: 'AID-2023-1-00002', programme: 'AID' };
const PAIR = { year: 2024, sealedDay: 'sealed', documentNo: '户迁〔2023〕20号' };
const by = (actor: string, role: string, type: string, payload: object): LogEvent => ({ type, payload, meta: { actor, role } });
const appointed = (actorId: string, role: string): LogEvent =>
  by('system', 'system', 'ActorAppointed', { actorId, title: role, role, area: '991001', kind: 'person' });
const at = (village: string, more: object) => ({ ...CASE, village, ...more });
const OUT = at(OLD, { toVillage: NEW, ...PAIR });
const IN = at(NEW, { fromVillage: OLD, ...PAIR });
const LOG: readonly LogEvent[] = [
  by('system', 'system', 'CountyOpened', { code: '991001', name: '示例县', demo: true, regions: ['national'] }),
  appointed('officer', 'health'),
  appointed('second', 'health'),
  by('officer', 'health', 'PersonRegistered', { personId: 'person-1', sealedIdentity: 'sealed' }),
  by(
    'officer',
    'health',
    'EnrolmentApplied',
    at(OLD, { personId: 'person-1', year: 2023, importId: 'i', row: 2, sealedFacts: '' }),
  ),
  by('clerk', 'village', 'EligibilityConfirmed', at(OLD, { year: 2023, level: 'village', confirmedOn: '2023-03-01' })),
  by('officer', 'health', 'TransferProposed', at(OLD, { toVillage: NEW, ...PAIR, note: '随子女居住' })),
  by('second', 'health', 'EnrolmentTransferredOut', OUT),
  by('second', 'health', 'EnrolmentTransferredIn', IN),
];
const moves = (log: readonly LogEvent[]): readonly string[] =>
  checkControls(log).flatMap(({ code, sentence }) => (code === 'I-35' ? [sentence] : []));
const changed = (type: string, patch: object, actor?: string): readonly LogEvent[] =>
  LOG.map((event) =>
    event.type === type
      ? { ...event, payload: { ...event.payload, ...patch }, meta: { ...event.meta, ...(actor === undefined ? {} : { actor }) } }
      : event,
  );
const without = (type: string): readonly LogEvent[] => LOG.filter((event) => event.type !== type);

describe('the steps of a move within the county (I-35)', () => {
  it('come in their order, by two people', () => expect(moves(LOG)).toEqual([]));

  it.each([
    ['that nobody proposed', without('TransferProposed'), '迁移与提出的不符，或没有人提出'],
    ['to another village than was proposed', changed('TransferProposed', { toVillage: '991001002002' }), '迁移与提出的不符'],
    ['under another document', changed('TransferProposed', { documentNo: '别的文件' }), '迁移与提出的不符'],
    ['by one person alone', changed('TransferProposed', {}, 'second'), '迁移由同一人提出并确认'],
    [
      'out of a village in which the case did not lie',
      changed('EnrolmentApplied', { village: '991001001002' }),
      '迁出的不是所在的村',
    ],
    ['with a year that was confirmed', changed('EligibilityConfirmed', { year: 2024 }), '已确认的年度也随迁'],
    ['out and nowhere in', without('EnrolmentTransferredIn'), '迁出之后没有迁入'],
    ['in and out of nowhere', without('EnrolmentTransferredOut'), '迁入与迁出不成对'],
    ['in two halves that do not agree', changed('EnrolmentTransferredIn', { year: 2025 }), '迁入与迁出不成对'],
  ])('are found out %s', (_what, log, sentence) => {
    expect(moves(log)).toContainEqual(expect.stringContaining(sentence));
  });
});
