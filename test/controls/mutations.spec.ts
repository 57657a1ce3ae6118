import fc from 'fast-check';
import { checkControls, type Code, type LogEvent } from '@fenming/findings';
import counts from '../counts.json';
import { countyYear } from './county-year';

const numRuns = (process.env['FENMING_TEST_COUNTS'] === 'long' ? counts.long : counts.ci).controlMutations;
const LOG: readonly LogEvent[] = [...countyYear({ people: 24, linesPerChunk: 5 })];

type Fields = Readonly<Record<string, unknown>>;
const fieldsOf = ({ payload }: LogEvent): Fields => payload as Fields;
const casesOf = (type: string): ReadonlySet<unknown> =>
  new Set(LOG.filter((event) => event.type === type).map((event) => fieldsOf(event)['enrolmentId']));
const PAID = casesOf('PaymentInstructed');
const LISTED = new Set(
  LOG.filter(({ type }) => type === 'RosterChunkLocked').flatMap((event) =>
    (fieldsOf(event)['lines'] as readonly { readonly enrolmentId: string }[]).map(({ enrolmentId }) => enrolmentId),
  ),
);
const LISTED_PERSONS = new Set(
  LOG.filter((event) => event.type === 'EnrolmentApplied' && LISTED.has(String(fieldsOf(event)['enrolmentId']))).map(
    (event) => fieldsOf(event)['personId'],
  ),
);

type Mutation = {
  readonly what: string;
  /** Which formula must find it, by the type of the event that is hit. */
  readonly codes: Readonly<Record<string, Code>>;
  readonly apply: (at: number, event: LogEvent) => readonly LogEvent[];
  readonly hits?: (event: LogEvent) => boolean;
};

const withFields = (event: LogEvent, fields: object): LogEvent => ({ ...event, payload: { ...event.payload, ...fields } });
const oneMore = (amount: unknown): string => String(BigInt(amount as string) + 1n);
const nextOfBatch = (at: number, batch: unknown): number =>
  LOG.findIndex((event, index) => index > at && fieldsOf(event)['batch'] === batch && event.type !== LOG[at]?.type);

const STEPS = ['RosterLocked', 'BatchSubmitted', 'BatchChecked', 'BatchApproved', 'BatchReleased'];
const ORDER = Object.fromEntries([...STEPS, 'BatchOpened', 'BankResultRecorded'].map((type) => [type, 'I-35' as const]));

/**
 * What these formulas can know to be missing: not what concerns people who stand on no list, nor a correction of what was never paid, nor
 * the signature under a list that was sent back at once.
 */
const leavesATrace = (event: LogEvent): boolean => {
  const { enrolmentId, personId, level, number } = fieldsOf(event);
  switch (event.type) {
    case 'AccountRecorded':
      return LISTED.has(String(enrolmentId));
    case 'PersonRegistered':
      return LISTED_PERSONS.has(personId);
    case 'EntitlementDetermined':
      return number === 1 && PAID.has(enrolmentId);
    case 'NoticePosted':
      return level !== 'village';
    case 'BatchSubmitted':
      return LOG[LOG.indexOf(event) + 1]?.type !== 'BatchSentBack';
    default:
      return true;
  }
};

const MUTATIONS: readonly Mutation[] = [
  {
    what: 'dropped',
    apply: (at) => LOG.toSpliced(at, 1),
    hits: leavesATrace,
    codes: {
      ...ORDER,
      ActorAppointed: 'I-34',
      ProgrammeProposed: 'I-11',
      ProgrammeAdopted: 'I-12',
      ImportStarted: 'I-20',
      PersonRegistered: 'I-13',
      EnrolmentApplied: 'I-20',
      AccountRecorded: 'I-13',
      EligibilityConfirmed: 'I-35',
      EntitlementDetermined: 'I-11',
      EnrolmentNoticed: 'I-17',
      NoticePosted: 'I-17',
      ObjectionDismissed: 'I-18',
      AppropriationReceived: 'I-04',
      FundsReserved: 'I-04',
      FundsFreed: 'I-03',
      RosterChunkLocked: 'I-17',
      BatchSentBack: 'I-35',
      PaymentInstructed: 'I-22',
      ChunkInstructed: 'I-21',
      BankFileIssued: 'I-35',
      BankResultChunkRecorded: 'I-24',
      PaymentSettled: 'I-24',
      PaymentReturned: 'I-24',
      BankResultApplied: 'I-35',
      RecoveryOpened: 'I-14',
      AppropriationAdjusted: 'I-06',
      AppropriationCarriedOut: 'I-07',
      AppropriationCarriedIn: 'I-07',
      AppropriationLapsed: 'I-06',
    },
  },
  {
    what: 'dropped after a death that was learnt later',
    apply: (at) => LOG.toSpliced(at, 1),
    hits: (event) => fieldsOf(event)['number'] === 2 && fieldsOf(event)['amountFen'] !== '0',
    codes: { EntitlementDetermined: 'I-14' },
  },
  {
    what: 'recorded twice',
    apply: (at, event) => LOG.toSpliced(at, 0, event),
    codes: {
      ...ORDER,
      EnrolmentApplied: 'I-20',
      AppropriationReceived: 'I-06',
      FundsFreed: 'I-03',
      RosterChunkLocked: 'I-35',
      BatchSentBack: 'I-35',
      PaymentInstructed: 'I-10',
      ChunkInstructed: 'I-35',
      BankFileIssued: 'I-22',
      BankResultChunkRecorded: 'I-24',
      PaymentSettled: 'I-24',
      PaymentReturned: 'I-24',
      BankResultApplied: 'I-35',
      BatchReconciled: 'I-35',
      BatchClosed: 'I-35',
      EntitlementDetermined: 'I-08',
      RecoveryOpened: 'I-14',
      RecoveryReceived: 'I-08',
      AppropriationCarriedOut: 'I-07',
      AppropriationCarriedIn: 'I-07',
      AppropriationLapsed: 'I-06',
    },
  },
  {
    what: 'recorded with one fen more',
    apply: (at, event) => LOG.with(at, withFields(event, { amountFen: oneMore(fieldsOf(event)['amountFen']) })),
    codes: {
      EntitlementDetermined: 'I-11',
      AppropriationReceived: 'I-06',
      PaymentInstructed: 'I-11',
      PaymentSettled: 'I-01',
      PaymentReturned: 'I-01',
      RecoveryOpened: 'I-14',
      RecoveryReceived: 'I-08',
      AppropriationAdjusted: 'I-06',
    },
  },
  {
    what: 'recorded with a sum of one fen more',
    apply: (at, event) => LOG.with(at, withFields(event, { sumFen: oneMore(fieldsOf(event)['sumFen']) })),
    codes: Object.fromEntries([...STEPS, 'ChunkInstructed', 'BankFileIssued'].map((type) => [type, 'I-21'])),
  },
  {
    what: 'recorded with one fen more of the county',
    apply: (at, event) => {
      const funding = fieldsOf(event)['funding'] as Fields;
      return LOG.with(at, withFields(event, { funding: { ...funding, county: oneMore(funding['county']) } }));
    },
    codes: {
      EntitlementDetermined: 'I-11',
      RosterLocked: 'I-09',
      FundsReserved: 'I-09',
      FundsFreed: 'I-03',
      AppropriationCarriedOut: 'I-07',
      AppropriationCarriedIn: 'I-07',
      AppropriationLapsed: 'I-06',
    },
    // The funding of a list that was sent back is never taken.
    hits: ({ type, payload }) =>
      type !== 'RosterLocked' || (payload as { lock: number; round: number }).lock + (payload as { round: number }).round > 2,
  },
  {
    what: 'recorded by somebody who was never appointed',
    apply: (at, event) => LOG.with(at, { ...event, meta: { ...event.meta, actor: 'stranger' } }),
    codes: Object.fromEntries(
      [...STEPS, 'EligibilityConfirmed', 'NoticePosted', 'PaymentInstructed', 'PaymentSettled', 'BatchReconciled'].map((type) => [
        type,
        'I-34',
      ]),
    ),
  },
  {
    what: 'recorded after the next step of its batch',
    apply: (at, event) => {
      const after = nextOfBatch(at, fieldsOf(event)['batch']);
      return LOG.toSpliced(after + 1, 0, event).toSpliced(at, 1);
    },
    codes: ORDER,
  },
];

const TARGETS = MUTATIONS.flatMap((mutation) => Object.entries(mutation.codes).map(([type, code]) => ({ mutation, type, code })));

describe('one event of a good log', () => {
  it('that is dropped, doubled, changed, moved or recorded by a stranger is found by the formula for it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...TARGETS), fc.nat(), ({ mutation, type, code }, nth) => {
        const places = LOG.flatMap((event, at) => (event.type === type && mutation.hits?.(event) !== false ? [at] : []));
        const at = places[nth % places.length];
        const event = at === undefined ? undefined : LOG[at];
        if (at === undefined || event === undefined) throw new Error(`the log has no ${type}`);
        const codes = new Set(checkControls(mutation.apply(at, event)).map((finding) => finding.code));
        if (!codes.has(code))
          throw new Error(`${type} ${mutation.what} (${JSON.stringify(event)}): ${code} is silent, ${[...codes].join()} speak`);
      }),
      { numRuns },
    );
  });
});
