import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '@fenming/event-log';
import {
  actorDecider,
  appropriationDecider,
  batchDecider,
  calendarDecider,
  changedKey,
  comparisonDecider,
  countyDecider,
  enrolmentDecider,
  fold,
  noticeDecider,
  personDecider,
  programmeDecider,
  requestDecider,
  read as readRecorded,
  redeterminationDecider,
  rosterImportDecider,
  schemaVersionOf,
  type ActorId,
  type Decider,
  type SubsidyEvent,
} from '@fenming/subsidy';

type Type = SubsidyEvent['type'];
type Sample = { readonly type: string; readonly schemaVersion: number; readonly payload: JsonObject };
type Reading = {
  readonly read: (samples: readonly Sample[]) => unknown;
  /** What happened before in the same stream, for an event that changes something. */
  readonly after?: readonly Type[];
  readonly state: object;
};

const BY = 'finance-checker-1' as ActorId;
/** The sample of a version; without one, of the version in which events of this type are recorded today. */
export const sampleOf = (type: string, version = schemaVersionOf(type)): Sample =>
  JSON.parse(readFileSync(join(__dirname, `${type}.v${version}.json`), 'utf8')) as Sample;
/** A text that a sample holds, e.g. an id by which the state is keyed. */
const textOf = (type: Type, member: string): string => {
  const value = sampleOf(type).payload[member];
  if (typeof value !== 'string') throw new Error(`${type} has no text ${member}`);
  return value;
};
const by =
  <State, Command, Event extends { readonly type: string; readonly data: object }>(decider: Decider<State, Command, Event>) =>
  (samples: readonly Sample[]): State =>
    fold(
      decider,
      samples.map((sample) => ({ event: { type: sample.type, data: readRecorded(sample) } as Event, by: BY })),
    );

const [county, actor, person, enrolment] = [by(countyDecider), by(actorDecider), by(personDecider), by(enrolmentDecider)];
const [notice, rosterImport, appropriation] = [by(noticeDecider), by(rosterImportDecider), by(appropriationDecider)];
const calendar = by(calendarDecider);
const comparison = by(comparisonDecider);
const redetermination = by(redeterminationDecider);
const [batch, request, programme] = [by(batchDecider), by(requestDecider), by(programmeDecider)];

const CASE = { caseNumber: 'RURAL_REWARD-2023-1-00042', programme: 'RURAL_REWARD', village: '991001003007' };
const ENTITLEMENT = '2023/regular/regular';
const IMPORT = textOf('ImportStarted', 'importId');
const ACCOUNT = textOf('AccountRecorded', 'accountVersion');
const [DECIDED] = (sampleOf('ChangedCasesDecided').payload as { cases: Parameters<typeof changedKey>[0][] }).cases.map(
  changedKey,
);
const STATEMENT = textOf('StatementMade', 'statement');
const LEAD = textOf('LeadOpened', 'lead');
const OBJECTION = textOf('ObjectionRaised', 'objectionId');
const RECOVERY = textOf('RecoveryOpened', 'recoveryId');
const RESULT = textOf('BankResultRecorded', 'sha256');
const BATCH = 'RURAL_REWARD-2023-991001-1';
const TEXT = textOf('ProgrammeProposed', 'contentHash');
const HOLIDAYS = textOf('HolidayTableProposed', 'contentHash');
export const ROSTER_HASH = textOf('RosterLocked', 'hash');
const CHANGE = textOf('CredentialSet', 'change');
const SHARE = { central: 57600, province: 19200, city: 0, county: 19200 };
const SHARES = { central: 172800, province: 57600, city: 0, county: 57600 };
const payment = (state: string) => ({
  payments: [{ entitlement: ENTITLEMENT, year: 2023, attempt: 1, batch: BATCH, lineNo: 2, amountFen: 96000, state }],
});
const owing = (outstandingFen: number) => ({ recoveries: { [RECOVERY]: { recoveryId: RECOVERY, year: 2023, outstandingFen } } });

const LOCKED: readonly Type[] = ['BatchOpened', 'RosterChunkLocked', 'RosterLocked'];
const RELEASED: readonly Type[] = [...LOCKED, 'BatchSubmitted', 'BatchChecked', 'BatchApproved', 'BatchReleased'];
const ANSWERED: readonly Type[] = [...RELEASED, 'ChunkInstructed', 'BankFileIssued', 'BankResultChunkRecorded'];
const PAID: readonly Type[] = ['EnrolmentApplied', 'AccountRecorded', 'EntitlementDetermined', 'PaymentInstructed'];

/** Every event type, how it is read, and what must come of it. The compiler asks for the row of a new type. */
export const READINGS: Record<Type, Reading> = {
  CountyOpened: {
    read: county,
    state: { opened: { code: '991001', name: '示例县', demo: true, regions: ['national', 'demo'] } },
  },
  CountyCorrectionProposed: { read: county, state: { correction: { name: '示例县', regions: ['national', 'henan'], by: BY } } },
  CountyCorrected: {
    read: county,
    after: ['CountyOpened', 'CountyCorrectionProposed'],
    state: { opened: { code: '991001', demo: true, regions: ['national', 'henan'] } },
  },
  AreasRegistered: { read: county, state: { areas: { '991001003': '青石镇', '991001003007': '李家村' } } },
  ClockAdvanced: { read: county, state: { clock: '2023-03-01T01:00:00.000Z' } },
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
    state: { restored: { backupHead: '7c5a4e0e-93b1-8f52-a1c7-0f6d2b9e4a31', personalData: true, reconciled: false } },
  },
  RestoreReconciled: {
    read: county,
    after: ['CountyRestored'],
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
  PersonRegistered: {
    read: person,
    state: { sealedIdentity: textOf('PersonRegistered', 'sealedIdentity') },
  },
  ProgrammeClaimed: {
    read: person,
    state: {
      claims: [{ programme: 'RURAL_REWARD', enrolmentId: textOf('EnrolmentApplied', 'enrolmentId'), year: 2023 }],
    },
  },
  ClaimReleased: { read: person, after: ['ProgrammeClaimed'], state: { claims: [] } },
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
  DeathRecorded: { read: person, after: ['PersonRegistered'], state: { death: expect.anything() } },
  DeathWithdrawalProposed: {
    read: person,
    after: ['PersonRegistered', 'DeathRecorded'],
    state: { death: expect.anything(), withdrawal: { documentNo: '县卫健〔2023〕19号', by: BY } },
  },
  DeathWithdrawn: {
    read: person,
    after: ['PersonRegistered', 'DeathRecorded', 'DeathWithdrawalProposed'],
    state: expect.not.objectContaining({ death: expect.anything() }),
  },
  IdentityCorrectionProposed: {
    read: person,
    after: ['PersonRegistered'],
    state: {
      sealedIdentity: textOf('PersonRegistered', 'sealedIdentity'),
      correction: { documentNo: '东河计生〔2023〕12号', by: BY },
    },
  },
  IdentityCorrectionDropped: {
    read: person,
    after: ['PersonRegistered', 'IdentityCorrectionProposed'],
    state: expect.not.objectContaining({ correction: expect.anything() }),
  },
  IdentityCorrected: {
    read: person,
    after: ['PersonRegistered', 'IdentityCorrectionProposed'],
    state: { sealedIdentity: textOf('IdentityCorrected', 'sealedIdentity'), corrected: '东河计生〔2023〕12号' },
  },
  StatementMade: {
    read: person,
    after: ['PersonRegistered'],
    state: { statements: { [STATEMENT]: { fact: 'livingDaughters', state: 'waiting', by: BY } } },
  },
  StatementAccepted: {
    read: person,
    after: ['PersonRegistered', 'StatementMade'],
    state: { statements: { [STATEMENT]: { state: 'accepted' } } },
  },
  StatementDropped: {
    read: person,
    after: ['PersonRegistered', 'StatementMade'],
    state: { statements: { [STATEMENT]: { state: 'dropped' } } },
  },
  ExitWithdrawn: {
    read: enrolment,
    after: ['EnrolmentApplied', 'EnrolmentExited'],
    state: expect.not.objectContaining({ exit: expect.anything() }),
  },
  RecoveryReduced: { read: enrolment, after: [...PAID, 'PaymentSettled', 'RecoveryOpened'], state: owing(28000) },
  // What is too much is followed by its months; the note tells whoever reads no months.
  ExcessNoted: { read: enrolment, after: [...PAID, 'PaymentSettled'], state: { recoveries: {}, unclaimed: expect.anything() } },
  ImportStarted: {
    read: rosterImport,
    state: { files: { [IMPORT]: { started: { number: 1, rows: 6912, goodRows: 6910 } } } },
  },
  FileCompared: {
    read: comparison,
    state: { files: { [textOf('FileCompared', 'fileHash')]: { number: 1, said: 412, differs: 4 } } },
  },
  LeadOpened: { read: person, state: { leads: { [LEAD]: { number: 1, about: 'death', state: 'open' } } } },
  LeadStated: { read: person, after: ['LeadOpened'], state: { leads: { [LEAD]: { state: 'stated', statement: STATEMENT } } } },
  LeadSettled: { read: person, after: ['LeadOpened', 'LeadStated'], state: { leads: { [LEAD]: { state: 'settled' } } } },
  LeadClosed: { read: person, after: ['LeadOpened'], state: { leads: { [LEAD]: { state: 'closed' } } } },
  ImportCompleted: {
    read: rosterImport,
    after: ['ImportStarted'],
    state: { files: { [IMPORT]: { completed: { accepted: 6909, refused: [{ row: 77, code: 'village_differs' }] } } } },
  },
  EnrolmentApplied: {
    read: enrolment,
    state: {
      key: CASE,
      personId: textOf('PersonRegistered', 'personId'),
      secondPersonId: textOf('EnrolmentApplied', 'secondPersonId'),
      years: { 2023: { sealedFacts: textOf('EnrolmentApplied', 'sealedFacts'), confirmedBy: {}, rejected: false } },
    },
  },
  EnrolmentRenewed: {
    read: enrolment,
    after: ['EnrolmentApplied'],
    state: { key: CASE, years: { 2023: {}, 2024: { sealedFacts: textOf('EnrolmentRenewed', 'sealedFacts') } } },
  },
  AccountRecorded: {
    read: enrolment,
    after: ['EnrolmentApplied'],
    state: {
      account: { version: ACCOUNT, sealed: textOf('AccountRecorded', 'sealedAccount') },
      accounts: { [ACCOUNT]: textOf('AccountRecorded', 'sealedAccount') },
    },
  },
  EligibilityConfirmed: {
    read: enrolment,
    after: ['EnrolmentApplied'],
    state: { confirmedOn: '2023-05-04', years: { 2023: { confirmedBy: { county: BY }, rejected: false } } },
  },
  EligibilityRejected: { read: enrolment, after: ['EnrolmentApplied'], state: { years: { 2023: { rejected: true } } } },
  EnrolmentNoticed: {
    read: enrolment,
    after: ['EnrolmentApplied'],
    state: { years: { 2023: { notices: { village: { closesOn: '2023-03-24' } } } } },
  },
  ObjectionRaised: {
    read: enrolment,
    after: ['EnrolmentApplied'],
    state: { openObjections: { [OBJECTION]: { year: 2023, level: 'village' } } },
  },
  ObjectionUpheld: {
    read: enrolment,
    after: ['EnrolmentApplied', 'ObjectionRaised'],
    state: { openObjections: {}, years: { 2023: { rejected: true } } },
  },
  ObjectionDismissed: {
    read: enrolment,
    after: ['EnrolmentApplied', 'ObjectionRaised'],
    state: { openObjections: {}, years: { 2023: { rejected: false } } },
  },
  ObjectionRemedied: {
    read: enrolment,
    after: ['EnrolmentApplied', 'ObjectionRaised'],
    state: { openObjections: {}, years: { 2023: { rejected: false } } },
  },
  CaseHeld: {
    read: enrolment,
    after: ['EnrolmentApplied'],
    state: { holds: [{ hold: STATEMENT, cause: 'fact_awaited', by: BY }], held: { at: 1, cause: 'fact_awaited' } },
  },
  HoldReleased: { read: enrolment, after: ['EnrolmentApplied', 'CaseHeld'], state: { holds: [] } },
  FactsCorrected: { read: enrolment, after: ['EnrolmentApplied'], state: { years: { 2023: { factsAt: 1 } } } },
  EnrolmentExited: {
    read: enrolment,
    after: ['EnrolmentApplied'],
    state: { exit: { reason: 'death', year: 2023 } },
  },
  MonthsGivenWay: {
    read: enrolment,
    after: ['EnrolmentApplied'],
    state: { years: { 2023: { givenWay: { SPECIAL_ASSISTANCE: [6, 7, 8, 9, 10, 11, 12] } } } },
  },
  RejectionWithdrawalProposed: {
    read: enrolment,
    after: ['EnrolmentApplied', 'EligibilityRejected'],
    state: { years: { 2023: { rejection: { withdrawal: { documentNo: '县卫健〔2023〕41号', by: BY } } } } },
  },
  RejectionWithdrawn: {
    read: enrolment,
    after: ['EnrolmentApplied', 'EligibilityRejected'],
    state: { years: { 2023: { rejected: false } } },
  },
  ExitProposed: {
    read: enrolment,
    after: ['EnrolmentApplied'],
    state: { exitProposal: { step: 'exit', reason: 'moved_out', year: 2023, by: BY }, held: { at: 1, cause: 'exit_awaited' } },
  },
  ExitWithdrawalProposed: {
    read: enrolment,
    after: ['EnrolmentApplied', 'EnrolmentExited'],
    state: { exitProposal: { step: 'withdrawal', documentNo: '县卫健〔2023〕33号', by: BY } },
  },
  ExitDropped: {
    read: enrolment,
    after: ['EnrolmentApplied', 'ExitProposed'],
    state: expect.not.objectContaining({ exitProposal: expect.anything() }),
  },
  EntitlementDetermined: {
    read: enrolment,
    after: ['EnrolmentApplied'],
    state: {
      determinations: {
        2023: [
          {
            number: 1,
            amountFen: 96000,
            funding: { central: '57600', province: '19200', city: '0', county: '19200' },
            texts: [{ first: 1, last: 12 }],
          },
        ],
      },
    },
  },
  PaymentInstructed: { read: enrolment, after: ['EnrolmentApplied', 'EntitlementDetermined'], state: payment('open') },
  PaymentSettled: { read: enrolment, after: PAID, state: payment('settled') },
  PaymentReturned: { read: enrolment, after: PAID, state: payment('returned') },
  RecoveryOpened: { read: enrolment, after: [...PAID, 'PaymentSettled'], state: owing(48000) },
  RecoveryReceived: { read: enrolment, after: [...PAID, 'PaymentSettled', 'RecoveryOpened'], state: owing(28000) },
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
  AppropriationReceived: {
    read: appropriation,
    state: { documents: ['central/示财社(2023)5号'], available: { central: 388396800, province: 0, city: 0, county: 0 } },
  },
  AppropriationAdjusted: {
    read: appropriation,
    after: ['AppropriationReceived'],
    state: { available: { central: 388000000 }, documents: ['central/示财社(2023)5号', 'central/示财社(2023)31号'] },
  },
  AppropriationCarriedOut: {
    read: appropriation,
    after: ['AppropriationReceived'],
    state: { available: { central: 388300800 }, carriedOut: [{ documentNo: '示财预〔2024〕2号', since: 2023 }] },
  },
  AppropriationCarriedIn: {
    read: appropriation,
    state: { available: { central: 96000 }, carriedIn: [{ documentNo: '示财预〔2024〕2号', since: 2022 }] },
  },
  AppropriationLapsed: {
    read: appropriation,
    after: ['AppropriationReceived'],
    state: { available: { central: 388392800 }, incoming: { central: 388396800 } },
  },
  AppropriationClosed: { read: appropriation, after: ['AppropriationReceived'], state: { closed: true } },
  FundsReserved: {
    read: appropriation,
    after: ['AppropriationReceived'],
    state: { batches: { [BATCH]: { reserved: SHARES } }, available: { central: 388224000 } },
  },
  FundsFreed: {
    read: appropriation,
    after: ['AppropriationReceived', 'FundsReserved'],
    state: { batches: { [BATCH]: { freed: { [RESULT]: SHARE } } }, available: { central: 388281600 } },
  },
  BatchOpened: { read: batch, state: { stage: 'opened', opened: { batch: BATCH, year: 2023, area: '991001', round: 1 } } },
  RosterChunkLocked: {
    read: batch,
    after: ['BatchOpened'],
    state: {
      stage: 'opened',
      lock: 1,
      chunks: [
        {
          chunk: 1,
          revision: 1,
          firstLine: 1,
          count: 3,
          sumFen: '288000',
          hash: ROSTER_HASH,
          funding: sampleOf('RosterLocked').payload['funding'],
        },
      ],
    },
  },
  RosterLocked: {
    read: batch,
    after: ['BatchOpened', 'RosterChunkLocked'],
    state: { stage: 'locked', roster: { count: 3, sumFen: '288000', hash: ROSTER_HASH }, duties: { maker: BY }, lockedOnce: [1] },
  },
  BatchSubmitted: { read: batch, after: LOCKED, state: { stage: 'submitted', duties: { maker: BY } } },
  BatchChecked: { read: batch, after: LOCKED, state: { stage: 'checked', duties: { checker: BY } } },
  BatchApproved: { read: batch, after: LOCKED, state: { stage: 'approved', duties: { approver: BY } } },
  BatchSentBack: { read: batch, after: [...LOCKED, 'BatchSubmitted'], state: { stage: 'opened', duties: {}, lockedOnce: [1] } },
  TotalMistyped: { read: batch, after: LOCKED, state: { stage: 'locked', length: 4 } },
  LinesTakenOff: { read: batch, after: [...LOCKED, 'BatchSubmitted'], state: { stage: 'opened', duties: {}, lockedOnce: [1] } },
  BatchReleased: { read: batch, after: LOCKED, state: { stage: 'released', duties: { releaser: BY } } },
  BatchPaused: { read: batch, after: RELEASED, state: { stage: 'released', paused: true } },
  BatchResumed: { read: batch, after: [...RELEASED, 'BatchPaused'], state: { stage: 'released', paused: false } },
  ChunkInstructed: {
    read: batch,
    after: RELEASED,
    state: {
      stage: 'instructed',
      instructedChunks: new Set([1]),
      instructed: { count: 2, sumFen: '192000' },
      exceptions: [{ lineNo: 3, cause: 'enrolment_exited', amountFen: '96000' }],
    },
  },
  BankFileIssued: {
    read: batch,
    after: [...RELEASED, 'ChunkInstructed'],
    state: { stage: 'file_issued', files: [{ count: 2, sumFen: '192000', sha256: textOf('BankFileIssued', 'sha256') }] },
  },
  BankResultChunkRecorded: {
    read: batch,
    after: [...RELEASED, 'ChunkInstructed', 'BankFileIssued'],
    state: {
      stage: 'file_issued',
      answers: { settled: { count: 0 }, failed: { count: 0 } },
      arriving: { [RESULT]: { 1: { sheet: { settled: { count: 1 }, failed: { count: 1 } } } } },
    },
  },
  BankResultRecorded: {
    read: batch,
    after: ANSWERED,
    state: {
      stage: 'result_recorded',
      resultFiles: [RESULT],
      answers: {
        settled: { count: 1, sumFen: '96000' },
        failed: { count: 1, sumFen: '96000' },
        byLine: Uint8Array.of(0, 1, 2),
      },
    },
  },
  BankResultApplied: {
    read: batch,
    after: [...ANSWERED, 'BankResultRecorded'],
    state: { stage: 'result_applied', appliedFiles: [RESULT] },
  },
  BatchReconciled: {
    read: batch,
    after: [...ANSWERED, 'BankResultRecorded', 'BankResultApplied'],
    state: { stage: 'reconciled' },
  },
  BatchClosed: { read: batch, after: RELEASED, state: { stage: 'closed' } },
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
