import {
  actorDecider,
  calendarDecider,
  changedKey,
  comparisonDecider,
  countyDecider,
  noticeDecider,
  programmeDecider,
  redeterminationDecider,
  requestDecider,
  rosterImportDecider,
} from '@fenming/subsidy';
import { CASE_READINGS } from './golden.case-readings';
import { PAYOUT_READINGS } from './golden.payout-readings';
import { by, BY, sampleOf, textOf, type Reading, type Type } from './golden.samples';

const actor = by(actorDecider);
const calendar = by(calendarDecider);
const comparison = by(comparisonDecider);
const county = by(countyDecider);
const notice = by(noticeDecider);
const programme = by(programmeDecider);
const redetermination = by(redeterminationDecider);
const request = by(requestDecider);
const rosterImport = by(rosterImportDecider);

const IMPORT = textOf('ImportStarted', 'importId');
const [DECIDED] = (sampleOf('ChangedCasesDecided').payload as { cases: Parameters<typeof changedKey>[0][] }).cases.map(
  changedKey,
);
const BATCH = 'RURAL_REWARD-2023-991001-1';
const TEXT = textOf('ProgrammeProposed', 'contentHash');
const HOLIDAYS = textOf('HolidayTableProposed', 'contentHash');
const CHANGE = textOf('CredentialSet', 'change');

/** Every event type, how it is read, and what must come of it. The compiler asks for the row of a new type. */
export const READINGS: Record<Type, Reading> = {
  ...CASE_READINGS,
  ...PAYOUT_READINGS,
  CountyOpened: {
    read: county,
    state: { opened: { code: '991001', name: '示例县', demo: true, regions: ['national', 'demo'] } },
  },
  CountyCorrectionProposed: {
    read: county,
    after: ['CountyOpened'],
    state: { correction: { name: '示例县', regions: ['national', 'henan'], by: BY } },
  },
  CountyCorrected: {
    read: county,
    after: ['CountyOpened', 'CountyCorrectionProposed'],
    state: { opened: { code: '991001', demo: true, regions: ['national', 'henan'] } },
  },
  AreasRegistered: {
    read: county,
    after: ['CountyOpened'],
    state: { areas: { '991001003': '青石镇', '991001003007': '李家村' } },
  },
  ClockAdvanced: { read: county, after: ['CountyOpened'], state: { clock: '2023-03-01T01:00:00.000Z' } },
  HolidayTableProposed: {
    read: calendar,
    state: { proposed: { [HOLIDAYS]: { year: 2024, workdays: ['2024-02-04', '2024-09-29'], by: BY } }, confirmed: {} },
  },
  HolidayTableConfirmed: {
    read: calendar,
    after: ['HolidayTableProposed'],
    state: { proposed: {}, confirmed: { 2024: { contentHash: HOLIDAYS, by: BY, confirmedBy: BY } } },
  },
  CountyRestored: {
    read: county,
    after: ['CountyOpened'],
    state: { restored: { backupHead: '7c5a4e0e-93b1-8f52-a1c7-0f6d2b9e4a31', personalData: true, reconciled: false } },
  },
  RestoreReconciled: {
    read: county,
    after: ['CountyOpened', 'CountyRestored'],
    state: { restored: { reconciled: true }, received: { [`DF_${BATCH}.txt`]: { count: 2, sumFen: '192000' } } },
  },
  ActorAppointed: {
    read: actor,
    state: { appointment: { actorId: BY, role: 'finance-checker', area: '991001', kind: 'person' }, status: 'appointed' },
  },
  ActorDismissed: { read: actor, after: ['ActorAppointed'], state: { appointment: { actorId: BY }, status: 'dismissed' } },
  ActorReassigned: {
    read: actor,
    after: ['ActorAppointed'],
    state: { appointment: { role: 'finance-approver', area: '991001', kind: 'person' }, awaited: CHANGE },
  },
  CredentialSet: {
    read: actor,
    after: ['ActorAppointed'],
    state: { credential: { change: CHANGE, kind: 'password', by: BY }, awaited: CHANGE },
  },
  CredentialRevoked: { read: actor, after: ['ActorAppointed', 'CredentialSet'], state: { awaited: CHANGE } },
  ActorConfirmed: {
    read: actor,
    after: ['ActorAppointed', 'CredentialSet'],
    state: { credential: { change: CHANGE }, confirmed: CHANGE },
  },
  ProgrammeProposed: {
    read: programme,
    state: { proposed: { [TEXT]: { effectiveFrom: '2023-01-01', by: BY } }, adopted: [] },
  },
  ProgrammeAdopted: {
    read: programme,
    after: ['ProgrammeProposed'],
    state: { adopted: [{ contentHash: TEXT, effectiveFrom: '2023-01-01', text: textOf('ProgrammeProposed', 'text') }] },
  },
  WithdrawalProposed: {
    read: programme,
    after: ['ProgrammeProposed', 'ProgrammeAdopted'],
    state: { withdrawals: { [TEXT]: { paid: 'stays', by: BY } } },
  },
  ProgrammeWithdrawn: {
    read: programme,
    after: ['ProgrammeProposed', 'ProgrammeAdopted', 'WithdrawalProposed'],
    state: { adopted: [{ contentHash: TEXT, withdrawn: { documentNo: '县卫健〔2023〕18号', paid: 'stays' } }] },
  },
  ImportStarted: {
    read: rosterImport,
    state: { files: { [IMPORT]: { started: { number: 1, rows: 6912, goodRows: 6910 } } } },
  },
  FileCompared: {
    read: comparison,
    state: { files: { [textOf('FileCompared', 'fileHash')]: { number: 1, said: 412, differs: 4 } } },
  },
  ImportCompleted: {
    read: rosterImport,
    after: ['ImportStarted'],
    state: { files: { [IMPORT]: { completed: { accepted: 6909, refused: [{ row: 77, code: 'village_differs' }] } } } },
  },
  ChangedCasesListed: { read: redetermination, state: { run: 1, lists: [0] } },
  RedeterminationComputed: {
    read: redetermination,
    after: ['ChangedCasesListed'],
    state: { progress: { stage: 'computed', computed: { rulesAt: 3, looked: 7033 } }, settledAt: -1 },
  },
  RedeterminationSigned: {
    read: redetermination,
    after: ['ChangedCasesListed', 'RedeterminationComputed'],
    state: { progress: { stage: 'signed', proposer: BY } },
  },
  RedeterminationApplied: {
    read: redetermination,
    after: ['ChangedCasesListed', 'RedeterminationComputed', 'RedeterminationSigned'],
    state: { progress: { stage: 'applied' }, settledAt: -1 },
  },
  CaseDecisionsProposed: {
    read: redetermination,
    after: ['ChangedCasesListed', 'RedeterminationComputed'],
    state: { proposals: new Map([[DECIDED, expect.objectContaining({ decision: 'kept', by: BY })]]) },
  },
  ChangedCasesDecided: {
    read: redetermination,
    after: [
      'ChangedCasesListed',
      'RedeterminationComputed',
      'RedeterminationSigned',
      'RedeterminationApplied',
      'CaseDecisionsProposed',
    ],
    state: { progress: { stage: 'applied' }, settledAt: 3 },
  },
  NoticePosted: {
    read: notice,
    state: { posted: { level: 'village', area: '991001003007', count: 14, closesOn: '2023-03-24' } },
  },
  RequestAccepted: {
    read: request,
    state: { accepted: { route: 'POST /api/v1/batches', bodyHash: textOf('RequestAccepted', 'bodyHash') } },
  },
  RequestAnswered: {
    read: request,
    after: ['RequestAccepted'],
    state: { answered: { status: 201, body: textOf('RequestAnswered', 'body') } },
  },
};
