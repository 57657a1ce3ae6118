import { say } from '@fenming/language';
import { CalendarError } from '@fenming/calendar';
import { read } from '@fenming/subsidy';
import { watch, type Handlers, type LogEvent, type LogEvents, type Payloads, type Watch } from '../log-event';
import { TITLES, type Code, type Finding, type Formula, type Here, type Tally, type FormulaVerdict } from './finding';
import { bankAnswers } from './formulas/bank-answers';
import { equalTotals, oneFileALine, sameList } from './formulas/batch-formulas';
import { oneAttempt, oneVersion, ruledAmounts } from './formulas/entitlement-formulas';
import { afterExit } from './formulas/exit-formula';
import { noticePeriods, publishedLists, verifiedPeople, villagesAddUp } from './formulas/list-formulas';
import { nobodyLeftOut } from './formulas/left-out-formula';
import { risingTimes, wholeLog, type LogFault } from './formulas/log-formulas';
import { exactCorrections, netPaid, ownPurpose } from './formulas/money-formulas';
import { accountsNotApprovedByChanger, appointedActors, fourPeople } from './formulas/people-formulas';
import { exclusiveProgrammes, householdCap } from './formulas/person-formulas';
import { orderedSteps } from './formulas/step-formulas';
import { twoSignatures } from './formulas/two-signatures';
import { Bookkeeper } from './ledger/bookkeeper';
import { balancedPostings, closedBooks, neverNegative, sourcesEqualPlaces, zeroSum } from './ledger/ledger-formulas';
import { carriedOver } from './ledger/carried-over';
import { Registers, type ExitDayOf, type FactsOf, type Scope } from './register/registers';
import { titleOfEvent } from '../shapes/unreadable';

export type ControlOptions = {
  /** For a caller that has the keys: then I-11 asks the rules again about the facts themselves. */
  readonly facts?: FactsOf;
  readonly exitDay?: ExitDayOf;
  /** What is wrong with the log as a whole, by whoever can look into its store: gaps, events that stand twice. Looked at with the answer. */
  readonly faults?: readonly LogFault[];
};

export type FormulaReport = {
  readonly code: Code;
  readonly title: string;
  /** `not-checked`: nothing was found, in so little that it is not said to hold. */
  readonly state: 'holds' | 'fails' | 'not-checked' | 'not-applicable';
  /** Why a formula is not applicable, or what of it could not be checked and why. */
  readonly reason?: string;
  /** How many subjects the formula was asked about: "holds" over none would say nothing. */
  readonly checked: number;
  /** How many findings there are; `findings` are at most the first 1,000 of them. */
  readonly found: number;
  readonly findings: readonly Finding[];
};
export type ControlReport = {
  /** Of the last event that was looked at, where its log names one. */
  readonly position: string | null;
  readonly scope: Scope;
  readonly events: number;
  readonly formulas: readonly FormulaReport[];
  readonly totals: {
    readonly holds: number;
    readonly fails: number;
    readonly notChecked: number;
    readonly notApplicable: number;
    readonly checked: number;
    readonly found: number;
  };
};

/** Runs all control formulas over a whole log in one pass. */
export function controlReport(events: Iterable<LogEvent>, options?: ControlOptions): ControlReport;
export function controlReport(events: AsyncIterable<readonly LogEvent[]>, options?: ControlOptions): Promise<ControlReport>;
export function controlReport(events: LogEvents, options: ControlOptions = {}): ControlReport | Promise<ControlReport> {
  const watching = controls('log', options);
  return Symbol.asyncIterator in events ? watch(events, watching) : watch(events, watching);
}

/**
 * The formulas that need the streams of one batch alone, for every step that moves money: its own stream, its appropriation's, the
 * actors' and the county's, in log order. Who was paid, and on what grounds, is then taken as the locked list says it.
 */
export function batchControls(events: Iterable<LogEvent>, options?: ControlOptions): ControlReport;
export function batchControls(events: AsyncIterable<readonly LogEvent[]>, options?: ControlOptions): Promise<ControlReport>;
export function batchControls(events: LogEvents, options: ControlOptions = {}): ControlReport | Promise<ControlReport> {
  const watching = controls('batch', options);
  return Symbol.asyncIterator in events ? watch(events, watching) : watch(events, watching);
}

/** The findings alone, in the order of the formulas. None: every formula that applies holds. */
export function checkControls(events: Iterable<LogEvent>, options?: ControlOptions): readonly Finding[];
export function checkControls(events: AsyncIterable<readonly LogEvent[]>, options?: ControlOptions): Promise<readonly Finding[]>;
export function checkControls(events: LogEvents, options: ControlOptions = {}): readonly Finding[] | Promise<readonly Finding[]> {
  if (Symbol.asyncIterator in events) return controlReport(events, options).then(findingsOf);
  return findingsOf(controlReport(events, options));
}

/** The formulas for whoever reads the log once and has others watch it too. */
export const watchControls = (options: ControlOptions = {}): Watch<ControlReport> => controls('log', options);

const findingsOf = ({ formulas }: ControlReport): readonly Finding[] => formulas.flatMap(({ findings }) => findings);

/** Both scopes can ask these; the others need the cases and their payments. */
const formulasOf = (registers: Registers, bookkeeper: Bookkeeper): readonly Formula[] => {
  const ofBatch = [
    balancedPostings(bookkeeper),
    zeroSum(bookkeeper),
    sourcesEqualPlaces(bookkeeper),
    neverNegative(bookkeeper),
    closedBooks(bookkeeper, registers),
    ownPurpose(registers),
    publishedLists(registers),
    villagesAddUp(registers),
    equalTotals(registers),
    oneFileALine(registers),
    sameList(registers),
    bankAnswers(registers),
    fourPeople(registers),
    appointedActors(registers),
    orderedSteps(registers),
  ];
  if (registers.scope === 'batch') return ofBatch;
  return [
    ...ofBatch,
    netPaid(registers, bookkeeper),
    carriedOver(),
    exactCorrections(registers),
    oneAttempt(registers),
    ruledAmounts(registers),
    oneVersion(registers),
    verifiedPeople(registers),
    afterExit(registers),
    exclusiveProgrammes(registers),
    householdCap(registers),
    noticePeriods(registers),
    nobodyLeftOut(registers),
    accountsNotApprovedByChanger(registers),
    twoSignatures(registers),
  ];
};

const CODES = Object.keys(TITLES) as Code[];
const notAsked = (): FormulaVerdict => ({
  checked: 0,
  found: 0,
  findings: [],
  inapplicable: say('需要全部日志，不在单批核对之内', 'needs the whole log and is not checked for one batch'),
});

type Handler = (said: object, event: LogEvent) => void;
/** `tally` is told where the handler could make nothing of an event. */
type Listener = { readonly handle: Handler; readonly tally: Tally };
type Listening = { readonly on: Handlers; readonly tally: Tally };

/** The ledger posts first, then the formulas look, and last the registers take the event in: what they hold is what was before it. */
function listenersByType(listening: readonly Listening[]): ReadonlyMap<string, readonly Listener[]> {
  const byType = new Map<string, Listener[]>();
  for (const { on, tally } of listening)
    for (const [type, handle] of Object.entries(on) as [keyof Payloads, Handler][])
      byType.set(type, [...(byType.get(type) ?? []), { handle, tally }]);
  return byType;
}

/** What cannot follow on what is there must be found and not end the audit: the other formulas, and the rest of the log, still count. */
function attempt<Answer>(tally: Tally, event: LogEvent | undefined, run: () => Answer): Answer | undefined {
  try {
    return run();
  } catch (error) {
    const year = error instanceof CalendarError ? error.missingYear : undefined;
    const why =
      year === undefined
        ? say('它与前面的记录合不上', 'it does not agree with the records before it')
        : say(`没有 ${year} 年的节假日表`, `there is no holiday table of ${year}`);
    const what =
      event === undefined
        ? say('这一项在末尾算不出来', 'this cannot be computed at the end')
        : say(`这条“${titleOfEvent(event.type)}”核对不了`, `this “${titleOfEvent(event.type)}” cannot be checked`);
    tally.find(`${what}：${why}。`);
    return undefined;
  }
}

function controls(scope: Scope, { facts, exitDay, faults = [] }: ControlOptions): Watch<ControlReport> {
  const registers = new Registers(scope, { facts, exitDay });
  const bookkeeper = new Bookkeeper(registers);
  const whole = wholeLog(faults);
  const times = risingTimes();
  const formulas = [...formulasOf(registers, bookkeeper), whole, times];
  const { cases, owed, rosters, rules, actors } = registers;
  const registering = [cases, owed, rosters, rules, actors].map(({ on }) => ({ on, tally: whole.tally }));
  const listeners = listenersByType([{ on: bookkeeper.on, tally: whole.tally }, ...formulas, ...registering]);
  const here: Here = {};
  for (const { tally } of formulas) tally.here = here;
  let events = 0;
  let position: string | null = null;
  return {
    see: (event) => {
      events += 1;
      position = event.position ?? position;
      here.position = event.position;
      bookkeeper.ledger.posting = undefined;
      times.sees(event);
      if (!whole.reads(event)) return;
      const said = read(event);
      for (const { handle, tally } of listeners.get(event.type) ?? []) attempt(tally, event, () => handle(said, event));
    },
    answer: () => {
      here.position = undefined;
      const asked = new Map(
        formulas.map(({ code, tally, verdict }) => [code, attempt(tally, undefined, verdict) ?? tally.verdict('')]),
      );
      const say = inNames(rules);
      const reports = CODES.map((code) => reportOf(code, say(asked.get(code) ?? notAsked())));
      return { position, scope, events, formulas: reports, totals: totalsOf(reports) };
    },
  };
}

/** Findings say programmes by their names; in the number of a case or a batch, where a dash follows, the code stays. */
function inNames(rules: Registers['rules']): (verdict: FormulaVerdict) => FormulaVerdict {
  const codes = rules.programmes();
  if (codes.length === 0) return (verdict) => verdict;
  const anyCode = new RegExp(String.raw`(?<![\w-])(?:${codes.join('|')})(?![\w-])`, 'g');
  return (verdict) => ({
    ...verdict,
    findings: verdict.findings.map((finding) => ({
      ...finding,
      sentence: finding.sentence.replaceAll(anyCode, (code) => rules.nameOf(code)),
    })),
  });
}

function reportOf(code: Code, { checked, found, findings, inapplicable, unopened, unchecked }: FormulaVerdict): FormulaReport {
  const sound = unopened === undefined ? 'holds' : 'not-checked';
  const state = inapplicable !== undefined ? 'not-applicable' : found === 0 ? sound : 'fails';
  const why = inapplicable ?? unopened ?? unchecked;
  const reason = why === undefined ? {} : { reason: why };
  return { code, title: TITLES[code], state, ...reason, checked, found, findings };
}

function totalsOf(reports: readonly FormulaReport[]): ControlReport['totals'] {
  const inState = (state: FormulaReport['state']): number => reports.filter((report) => report.state === state).length;
  return {
    holds: inState('holds'),
    fails: inState('fails'),
    notChecked: inState('not-checked'),
    notApplicable: inState('not-applicable'),
    checked: reports.reduce((sum, { checked }) => sum + checked, 0),
    found: reports.reduce((sum, { found }) => sum + found, 0),
  };
}
