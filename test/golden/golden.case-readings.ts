import { enrolmentDecider, personDecider } from '@fenming/subsidy';
import { by, BY, textOf, type Reading, type Type } from './golden.samples';

const enrolment = by(enrolmentDecider);
const person = by(personDecider);

const CASE = { caseNumber: 'RURAL_REWARD-2023-1-00042', programme: 'RURAL_REWARD', village: '991001003007' };
const ENTITLEMENT = '2023/regular/regular';
const ACCOUNT = textOf('AccountRecorded', 'accountVersion');
const STATEMENT = textOf('StatementMade', 'statement');
const LEAD = textOf('LeadOpened', 'lead');
const OBJECTION = textOf('ObjectionRaised', 'objectionId');
const RECOVERY = textOf('RecoveryOpened', 'recoveryId');
const BATCH = 'RURAL_REWARD-2023-991001-1';
const NOT_REFUSED: unknown = expect.not.objectContaining({ rejection: expect.anything() });
const payment = (state: string) => ({
  payments: [{ entitlement: ENTITLEMENT, year: 2023, attempt: 1, batch: BATCH, lineNo: 2, amountFen: 96000, state }],
});
const owing = (outstandingFen: number) => ({ recoveries: { [RECOVERY]: { recoveryId: RECOVERY, year: 2023, outstandingFen } } });
const PAID: readonly Type[] = ['EnrolmentApplied', 'AccountRecorded', 'EntitlementDetermined', 'PaymentInstructed'];

/** What is read of a case and of the persons behind it. */
export const CASE_READINGS = {
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
  DeathProposed: {
    read: person,
    after: ['PersonRegistered'],
    state: { deathProposal: { step: 'death', documentNo: '东河医死证〔2023〕27号', by: BY } },
  },
  DeathProposalDropped: {
    read: person,
    after: ['PersonRegistered', 'DeathProposed'],
    state: expect.not.objectContaining({ deathProposal: expect.anything() }),
  },
  DeathRecorded: { read: person, after: ['PersonRegistered'], state: { death: expect.anything() } },
  DeathWithdrawalProposed: {
    read: person,
    after: ['PersonRegistered', 'DeathRecorded'],
    state: { death: expect.anything(), deathProposal: { step: 'withdrawal', documentNo: '县卫健〔2023〕19号', by: BY } },
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
    state: expect.not.objectContaining({ death: expect.anything() }),
  },
  RecoveryReduced: { read: enrolment, after: [...PAID, 'PaymentSettled', 'RecoveryOpened'], state: owing(28000) },
  // What is too much is followed by its months; the note tells whoever reads no months.
  ExcessNoted: { read: enrolment, after: [...PAID, 'PaymentSettled'], state: { recoveries: {}, unclaimed: expect.anything() } },
  LeadOpened: { read: person, state: { leads: { [LEAD]: { number: 1, about: 'death', state: 'open' } } } },
  LeadStated: { read: person, after: ['LeadOpened'], state: { leads: { [LEAD]: { state: 'stated', statement: STATEMENT } } } },
  LeadSettled: { read: person, after: ['LeadOpened', 'LeadStated'], state: { leads: { [LEAD]: { state: 'settled' } } } },
  LeadClosed: { read: person, after: ['LeadOpened'], state: { leads: { [LEAD]: { state: 'closed' } } } },
  EnrolmentApplied: {
    read: enrolment,
    state: {
      key: CASE,
      personId: textOf('PersonRegistered', 'personId'),
      secondPersonId: textOf('EnrolmentApplied', 'secondPersonId'),
      years: { 2023: { sealedFacts: textOf('EnrolmentApplied', 'sealedFacts'), confirmedBy: {} } },
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
    state: { confirmedOn: '2023-05-04', years: { 2023: { confirmedBy: { county: BY } } } },
  },
  EligibilityRejected: {
    read: enrolment,
    after: ['EnrolmentApplied'],
    state: { years: { 2023: { rejection: { by: 'people' } } } },
  },
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
    state: { openObjections: {}, years: { 2023: { rejection: { by: 'people', level: 'village' } } } },
  },
  ObjectionDismissed: {
    read: enrolment,
    after: ['EnrolmentApplied', 'ObjectionRaised'],
    state: { openObjections: {}, years: { 2023: NOT_REFUSED } },
  },
  ObjectionRemedied: {
    read: enrolment,
    after: ['EnrolmentApplied', 'ObjectionRaised'],
    state: { openObjections: {}, years: { 2023: NOT_REFUSED } },
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
    state: { death: { reason: 'death', year: 2023 } },
  },
  PaidElsewhereProposed: {
    read: enrolment,
    after: ['EnrolmentApplied'],
    state: { elsewhereProposal: { year: 2023, months: [1, 2, 3], documentNo: '邻卫健证〔2023〕6号', by: BY } },
  },
  PaidElsewhereConfirmed: {
    read: enrolment,
    after: ['EnrolmentApplied', 'PaidElsewhereProposed'],
    state: { years: { 2023: { paidElsewhere: { 邻县卫生健康委员会: [1, 2, 3] } } } },
  },
  PaidElsewhereDropped: {
    read: enrolment,
    after: ['EnrolmentApplied', 'PaidElsewhereProposed'],
    state: expect.not.objectContaining({ elsewhereProposal: expect.anything() }),
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
    state: { years: { 2023: NOT_REFUSED } },
  },
  TransferProposed: {
    read: enrolment,
    after: ['EnrolmentApplied'],
    state: { transferProposal: { toVillage: '991001004002', year: 2024, documentNo: '户迁〔2023〕第20号', by: BY } },
  },
  TransferDropped: {
    read: enrolment,
    after: ['EnrolmentApplied', 'TransferProposed'],
    state: expect.not.objectContaining({ transferProposal: expect.anything() }),
  },
  EnrolmentTransferredOut: {
    read: enrolment,
    after: ['EnrolmentApplied', 'TransferProposed'],
    state: { key: CASE, transfers: [{ year: 2024, from: CASE.village }] },
  },
  EnrolmentTransferredIn: {
    read: enrolment,
    after: ['EnrolmentApplied', 'EnrolmentTransferredOut'],
    state: { key: { ...CASE, village: '991001004002' }, transfers: [{ year: 2024, from: CASE.village }] },
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
} satisfies Partial<Record<Type, Reading>>;
