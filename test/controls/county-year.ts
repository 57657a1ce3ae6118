import { createHash } from 'node:crypto';
import { HOLIDAY_TABLES, periodEnd, plainDate, workingCalendar } from '@fenming/calendar';
import type { LogEvent } from '@fenming/findings';
import { idOf } from './following-id';
import { AID, BID, type ProgrammeText } from './programme-text';

/**
 * A county's year as a valid log, made event by event so that a province fits: two programmes from the proposed text to the closed books,
 * with a rejection, objections, a death before and one after the payment, a returned and reissued payment, an answer that came late, a
 * list that was sent back, a recovery, and money carried over and taken back. Nothing in it is random.
 */
export type CountyYear = { readonly people: number; readonly villages?: number; readonly linesPerChunk?: number };

const YEAR = 2023;
const COUNTY = '991001';
const WORKING_DAYS = workingCalendar(HOLIDAY_TABLES);
const LEVELS = ['village', 'township', 'county'] as const;
type Level = (typeof LEVELS)[number];
const POSTED: Readonly<Record<Level, string>> = { village: '2023-03-01', township: '2023-03-20', county: '2023-04-10' };
const DAYS: Readonly<Record<Level, number>> = { village: 7, township: 5, county: 5 };

/** What becomes of somebody, by the number of the person: the rare things happen to the first of every thousand. */
type Fate = 'rejected' | 'upheld' | 'dismissed' | 'dies before' | 'returned' | 'dies after' | 'late answer' | 'couple' | 'plain';
const FATES: readonly Fate[] = [
  'rejected',
  'upheld',
  'dismissed',
  'dies before',
  'returned',
  'dies after',
  'late answer',
  'couple',
];
const fateOf = (person: number): Fate => FATES[person % 1000] ?? 'plain';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const fen = (amount: number): string => String(amount);

type Money = { readonly amount: number; readonly shares: readonly [number, number, number, number] };
type Plan = ProgrammeText & Money & { readonly kind: number; readonly people: number };
type Line = { readonly person: number; readonly attempt: number; readonly lineNo: number };

export function* countyYear({ people, villages = 12, linesPerChunk = 1000 }: CountyYear): Generator<LogEvent> {
  const story = new Story(villages, linesPerChunk);
  yield* story.county();
  const plans: readonly Plan[] = [
    { ...AID, kind: 1, people, amount: 96_000, shares: [57_600, 19_200, 0, 19_200] },
    { ...BID, kind: 2, people: Math.max(9, Math.floor(people / 10)), amount: 60_000, shares: [0, 0, 0, 60_000] },
  ];
  for (const plan of plans) yield* story.rules(plan);
  for (const plan of plans) yield* story.year(plan);
}

class Story {
  private at = '2023-01-05T01:00:00.000Z';

  constructor(
    private readonly villages: number,
    private readonly linesPerChunk: number,
  ) {}

  private on(date: string): void {
    const at = `${date}T01:00:00.000Z`;
    // The second programme's year is told after the first one's, and no log goes back in time.
    if (at > this.at) this.at = at;
  }

  private by(actor: string, role: string, type: string, payload: object): LogEvent {
    return { type, payload, meta: { actor, role, area: COUNTY, at: this.at } };
  }

  private village(person: number): string {
    const village = person % this.villages;
    return `${COUNTY}${101 + Math.floor(village / 4)}${201 + (village % 4)}`;
  }

  *county(): Generator<LogEvent> {
    yield this.by('system', 'system', 'CountyOpened', {
      code: COUNTY,
      name: '示例县',
      demo: true,
      regions: ['national', 'demo'],
    });
    const staff: [string, string, string][] = [
      ['health', 'health', COUNTY],
      ['maker', 'finance-maker', COUNTY],
      ['checker', 'finance-checker', COUNTY],
      ['approver', 'finance-approver', COUNTY],
      ['releaser', 'finance-releaser', COUNTY],
      ['bank', 'bank', COUNTY],
    ];
    for (let village = 0; village < this.villages; village += 1) {
      const area = this.village(village);
      staff.push([`clerk-${area}`, 'village', area]);
      if (village % 4 === 0) staff.push([`officer-${area.slice(0, 9)}`, 'township', area.slice(0, 9)]);
    }
    for (const [actorId, role, area] of staff) {
      const personId = idOf(99, 1);
      yield this.by('system', 'system', 'ActorAppointed', {
        actorId,
        title: role,
        role,
        area,
        kind: 'person',
        ...(actorId === 'checker' ? { personId } : {}),
      });
    }
  }

  *rules({ id, text, hash }: Plan): Generator<LogEvent> {
    const version = {
      programme: id,
      contentHash: hash,
      documentNo: `示例〔2023〕${id}`,
      documentDate: '2023-01-01',
      effectiveFrom: '2023-01-01',
    };
    yield this.by('health', 'health', 'ProgrammeProposed', { ...version, text });
    yield this.by('approver', 'finance-approver', 'ProgrammeAdopted', version);
  }

  private key({ id, kind }: Plan, person: number) {
    const caseNumber = `${id}-${YEAR}-1-${String(person + 2).padStart(7, '0')}`;
    return { enrolmentId: idOf(kind, person), caseNumber, programme: id, village: this.village(person) };
  }

  private account({ kind }: Plan, person: number, version: number): string {
    return idOf(kind * 100 + version, person);
  }

  *year(plan: Plan): Generator<LogEvent> {
    yield* this.applications(plan);
    for (const level of LEVELS) yield* this.level(plan, level);
    this.on('2023-05-08');
    const where = { programme: plan.id, year: YEAR, area: COUNTY };
    for (const [at, layer] of ['central', 'province', 'city', 'county'].entries()) {
      const share = plan.shares[at] ?? 0;
      if (share === 0) continue;
      const money = {
        layer,
        amountFen: fen(share * plan.people + 500_000),
        documentNo: `财社〔2023〕${at}号`,
        arrivedOn: '2023-05-08',
      };
      yield this.by('maker', 'finance-maker', 'AppropriationReceived', { ...where, ...money });
    }
    const paid = this.cleared(plan);
    const again = paid.filter((person) => fateOf(person) === 'returned');
    const lines = (people: readonly number[], attempt: number) =>
      people.map((person, at) => ({ person, attempt, lineNo: at + 1 }));
    yield* this.batch(plan, 1, lines(paid, 1));
    for (const person of again) yield this.newAccount(plan, person);
    yield* this.batch(plan, 2, lines(again, 2));
    yield* this.deathsLearntLater(plan);
    yield* this.yearEnd(plan, paid);
  }

  private *applications(plan: Plan): Generator<LogEvent> {
    this.on('2023-02-06');
    const { id, kind, people } = plan;
    const file = { importId: idOf(50, kind), programme: id, year: YEAR };
    const started = { ...file, number: 1, fileHash: digest(id), rows: people + 1, goodRows: people };
    yield this.by('health', 'health', 'ImportStarted', { ...started, leftOut: [{ row: 9, code: 'id_checksum' }] });
    for (let person = 0; person < people; person += 1) {
      const key = this.key(plan, person);
      const personId = idOf(kind + 10, person);
      const couple = fateOf(person) === 'couple' ? { secondPersonId: idOf(kind + 20, person) } : {};
      yield this.by('health', 'health', 'PersonRegistered', { personId, sealedIdentity: 'sealed' });
      const applied = {
        ...key,
        personId,
        ...couple,
        year: YEAR,
        importId: file.importId,
        row: person + 2,
        sealedFacts: 'sealed',
      };
      yield this.by('health', 'health', 'EnrolmentApplied', applied);
      const account = { accountVersion: this.account(plan, person, 1), sealedAccount: 'sealed', reason: 'roster' };
      yield this.by('health', 'health', 'AccountRecorded', { ...key, ...account });
    }
    yield this.by('health', 'health', 'ImportCompleted', { ...file, accepted: people, refused: [] });
  }

  /** Who still stands when a level begins. */
  private stands(person: number, level: Level): boolean {
    const fate = fateOf(person);
    if (fate === 'rejected') return false;
    return fate !== 'upheld' || level === 'village';
  }

  private *level(plan: Plan, level: Level): Generator<LogEvent> {
    for (let village = 0; village < Math.min(this.villages, plan.people); village += 1) {
      const area = this.village(village);
      const [actor, role] =
        level === 'village'
          ? [`clerk-${area}`, 'village']
          : level === 'township'
            ? [`officer-${area.slice(0, 9)}`, 'township']
            : ['health', 'health'];
      yield* this.levelOfVillage(plan, { level, area, village, actor, role });
    }
  }

  private *levelOfVillage(
    plan: Plan,
    { level, area, village, actor, role }: { level: Level; area: string; village: number; actor: string; role: string },
  ): Generator<LogEvent> {
    this.on(POSTED[level]);
    const closesOn = periodEnd(plainDate(POSTED[level]), { length: DAYS[level], unit: 'working-day' }, WORKING_DAYS);
    const noticeId = `${plan.id}-${YEAR}-${level}-${area}-1`;
    const period = { postedOn: POSTED[level], closesOn };
    const listed: string[] = [];
    for (let person = village; person < plan.people; person += this.villages) {
      const key = this.key(plan, person);
      const at = { ...key, year: YEAR, level };
      if (level === 'village' && fateOf(person) === 'rejected')
        yield this.by(actor, role, 'EligibilityRejected', { ...at, reason: '不符合条件' });
      if (!this.stands(person, level)) continue;
      yield this.by(actor, role, 'EligibilityConfirmed', at);
      if (level === 'county') yield this.determined(plan, person);
      yield this.by(actor, role, 'EnrolmentNoticed', { ...at, noticeId, ...period });
      listed.push(key.caseNumber);
    }
    const list = { count: listed.length, listHash: digest(listed.sort().join('\n')) };
    const notice = { noticeId, level, area, programme: plan.id, year: YEAR, ...list, ...period };
    if (listed.length > 0) yield this.by(actor, role, 'NoticePosted', notice);
    for (let person = village; person < plan.people; person += this.villages) {
      const fate = fateOf(person);
      if (level !== 'village' || (fate !== 'upheld' && fate !== 'dismissed')) continue;
      const objection = { ...this.key(plan, person), objectionId: idOf(70 + plan.kind, person), year: YEAR };
      yield this.by(actor, role, 'ObjectionRaised', { ...objection, level, kind: 'should_not_receive', channel: 'desk' });
      const type = fate === 'upheld' ? 'ObjectionUpheld' : 'ObjectionDismissed';
      yield this.by('health', 'health', type, { ...objection, reason: '已核查' });
    }
  }

  private funding({ shares: [central, province, city, county] }: Plan, times = 1) {
    return {
      central: fen(central * times),
      province: fen(province * times),
      city: fen(city * times),
      county: fen(county * times),
    };
  }

  /** What the year comes to: twelve months when it is confirmed, fewer once a death is known. */
  private determined(plan: Plan, person: number, months = 12): LogEvent {
    const { amount, hash, id } = plan;
    const yearly = months === 12 ? { units: 1, unit: 'person-year' } : { units: months, unit: 'person-year/12' };
    const rate = id === 'AID' ? { ...yearly, rateFen: '96000' } : { units: months, unit: 'person-month', rateFen: '5000' };
    const line = {
      layer: 'county',
      category: 'all',
      from: '2023-01',
      to: `2023-${String(months).padStart(2, '0')}`,
      ...rate,
      amountFen: fen((amount * months) / 12),
      clause: '示例文件 二',
      contentHash: hash,
      shares: id === 'AID' ? { central: '60', province: '20', county: '20' } : { county: '100' },
      remainderTo: 'county',
    };
    return this.by('health', 'health', 'EntitlementDetermined', {
      ...this.key(plan, person),
      year: YEAR,
      entitlement: ENTITLEMENT,
      number: months === 12 ? 1 : 2,
      cause: months === 12 ? 'confirmation' : 'death',
      amountFen: fen((amount * months) / 12),
      funding: this.funding(plan, months / 12),
      lines: months === 0 ? [] : [line],
      texts: [{ contentHash: hash, first: 1, last: 12 }],
      factsAt: 0,
      inputHash: `${hash} ${months}`,
      excess: months === 12 ? 'undecided' : 'recover',
    });
  }

  private cleared(plan: Plan): readonly number[] {
    return Array.from({ length: plan.people }, (_, person) => person).filter((person) => this.stands(person, 'county'));
  }

  private newAccount(plan: Plan, person: number): LogEvent {
    this.on('2023-06-20');
    const officer = `officer-${this.village(person).slice(0, 9)}`;
    const account = { accountVersion: this.account(plan, person, 2), sealedAccount: 'sealed', reason: 'correction' };
    return this.by(officer, 'township', 'AccountRecorded', { ...this.key(plan, person), ...account });
  }

  private *batch(plan: Plan, round: number, lines: readonly Line[]): Generator<LogEvent> {
    if (lines.length === 0) return;
    this.on(round === 1 ? '2023-06-01' : '2023-07-03');
    const batch = `${plan.id}-${YEAR}-${COUNTY}-${round}`;
    const of = { batch, programme: plan.id, year: YEAR, area: COUNTY, round };
    const total = (count: number) => ({ count, sumFen: fen(count * plan.amount) });
    yield this.by('maker', 'finance-maker', 'BatchOpened', of);
    const locked = { hash: '' };
    yield* this.lock(plan, of, lines, { lock: 1, locked });
    yield this.by('maker', 'finance-maker', 'BatchSubmitted', { ...of, ...total(lines.length), hash: locked.hash });
    if (round === 1) {
      yield this.by('checker', 'finance-checker', 'BatchSentBack', { ...of, reason: '重核' });
      yield* this.lock(plan, of, lines, { lock: 2, locked });
      yield this.by('maker', 'finance-maker', 'BatchSubmitted', { ...of, ...total(lines.length), hash: locked.hash });
    }
    for (const [type, actor] of SIGNERS) {
      if (type === 'BatchReleased')
        yield this.by(actor, `finance-${actor}`, 'FundsReserved', {
          ...place(of),
          batch,
          funding: this.funding(plan, lines.length),
        });
      yield this.by(actor, `finance-${actor}`, type, { ...of, ...total(lines.length), hash: locked.hash });
    }
    yield* this.instruct(plan, of, lines, locked.hash);
    yield* this.bank(
      plan,
      of,
      lines.filter(({ person }) => round === 2 || fateOf(person) !== 'dies before'),
    );
  }

  private *lock(plan: Plan, of: Batch, lines: readonly Line[], { lock, locked }: { lock: number; locked: { hash: string } }) {
    const hash = createHash('sha256');
    for (const [chunk, first] of this.chunks(lines)) {
      const rows = lines.slice(first, first + this.linesPerChunk).map(({ person, attempt, lineNo }) => {
        const { programme: _own, ...key } = this.key(plan, person);
        const accountVersion = this.account(plan, person, attempt);
        const amountFen = fen(plan.amount);
        hash.update(`${lineNo}|${key.caseNumber}|${ENTITLEMENT}|${attempt}|1|${amountFen}|${accountVersion}\n`);
        const money = { entitlement: ENTITLEMENT, attempt, amountFen, funding: this.funding(plan) };
        return { lineNo, ...key, revision: 9, ...money, accountVersion, determination: 1 };
      });
      yield this.by('maker', 'finance-maker', 'RosterChunkLocked', { ...of, lock, chunk, lines: rows });
    }
    locked.hash = hash.digest('hex');
    const total = { count: lines.length, sumFen: fen(lines.length * plan.amount), hash: locked.hash };
    const roster = {
      lock,
      chunks: Math.ceil(lines.length / this.linesPerChunk),
      ...total,
      funding: this.funding(plan, lines.length),
    };
    yield this.by('maker', 'finance-maker', 'RosterLocked', { ...of, ...roster });
  }

  private chunks(lines: readonly Line[]): readonly [number, number][] {
    const count = Math.ceil(lines.length / this.linesPerChunk);
    return Array.from({ length: count }, (_, at) => [at + 1, at * this.linesPerChunk]);
  }

  private payment(plan: Plan, of: Batch, { person, attempt, lineNo }: Line) {
    const money = { year: YEAR, entitlement: ENTITLEMENT, attempt, batch: of.batch, lineNo, amountFen: fen(plan.amount) };
    return { ...this.key(plan, person), ...money };
  }

  private *instruct(plan: Plan, of: Batch, lines: readonly Line[], hash: string): Generator<LogEvent> {
    let held = 0;
    for (const [chunk, first] of this.chunks(lines)) {
      const exceptions: object[] = [];
      const rows = lines.slice(first, first + this.linesPerChunk);
      for (const line of rows) {
        const { lineNo } = line;
        const key = this.key(plan, line.person);
        if (of.round === 1 && fateOf(line.person) === 'dies before') {
          yield this.by('health', 'health', 'EnrolmentExited', { ...key, reason: 'death', year: 2022, sealedDay: 'sealed' });
          yield this.determined(plan, line.person, 0);
          exceptions.push({ lineNo, caseNumber: key.caseNumber, cause: 'enrolment_exited', amountFen: fen(plan.amount) });
          continue;
        }
        const accountVersion = this.account(plan, line.person, line.attempt);
        const payment = { ...this.payment(plan, of, line), accountVersion, determination: 1 };
        yield this.by('releaser', 'finance-releaser', 'PaymentInstructed', payment);
      }
      const count = rows.length - exceptions.length;
      held += exceptions.length;
      const totals = { count, sumFen: fen(count * plan.amount), exceptions };
      yield this.by('releaser', 'finance-releaser', 'ChunkInstructed', { ...of, chunk, ...totals });
    }
    if (held === 0) return;
    const freed = { batch: of.batch, funding: this.funding(plan, held), reason: 'held-back', reference: hash };
    yield this.by('system', 'system', 'FundsFreed', { ...place(of), ...freed });
  }

  /** One bank file, and two answers to it: the second is about what the first did not know. */
  private *bank(plan: Plan, of: Batch, sent: readonly Line[]): Generator<LogEvent> {
    const total = (count: number) => ({ count, sumFen: fen(count * plan.amount) });
    const file = { ...total(sent.length), fileName: `${of.batch}.txt`, profile: 'demo', sha256: digest(of.batch) };
    yield this.by('releaser', 'finance-releaser', 'BankFileIssued', { ...of, ...file });
    const late = sent.filter(({ person }) => fateOf(person) === 'late answer');
    const failed = of.round === 1 ? sent.filter(({ person }) => fateOf(person) === 'returned') : [];
    yield* this.answer(plan, of, { name: 'first', answered: sent });
    if (late.length > 0) yield* this.answer(plan, of, { name: 'second', answered: late });
    const reconciled = { settled: total(sent.length - failed.length), failed: total(failed.length) };
    yield this.by('checker', 'finance-checker', 'BatchReconciled', { ...of, ...reconciled });
    if (failed.length === 0) yield this.by('maker', 'finance-maker', 'BatchClosed', of);
  }

  private *answer(
    plan: Plan,
    of: Batch,
    { name, answered }: { name: 'first' | 'second'; answered: readonly Line[] },
  ): Generator<LogEvent> {
    const sha256 = digest(`${of.batch} ${name}`);
    const outcome = ({ person }: Line): 'settled' | 'failed' | 'unknown' => {
      if (of.round === 1 && fateOf(person) === 'returned') return 'failed';
      return name === 'first' && fateOf(person) === 'late answer' ? 'unknown' : 'settled';
    };
    const chunks = Math.ceil(answered.length / this.linesPerChunk);
    for (let chunk = 1; chunk <= chunks; chunk += 1) {
      const part = answered.slice((chunk - 1) * this.linesPerChunk, chunk * this.linesPerChunk);
      const lines = part.map((line) => ({ lineNo: line.lineNo, outcome: outcome(line), amountFen: fen(plan.amount) }));
      yield this.by('bank', 'bank', 'BankResultChunkRecorded', { ...of, sha256, chunk, lines });
    }
    const of3 = (wanted: string) => {
      const count = answered.filter((line) => outcome(line) === wanted).length;
      return { count, sumFen: fen(count * plan.amount) };
    };
    const totals = { settled: of3('settled'), failed: of3('failed'), unknown: of3('unknown') };
    yield this.by('bank', 'bank', 'BankResultRecorded', { ...of, sha256, chunks, ...totals });
    for (const line of answered) {
      const payment = this.payment(plan, of, line);
      if (outcome(line) === 'settled') yield this.by('bank', 'bank', 'PaymentSettled', payment);
      if (outcome(line) === 'failed') yield this.by('bank', 'bank', 'PaymentReturned', { ...payment, reason: 'CLOSED' });
    }
    if (totals.failed.count > 0) {
      const freed = { batch: of.batch, funding: this.funding(plan, totals.failed.count), reason: 'returned', reference: sha256 };
      yield this.by('system', 'system', 'FundsFreed', { ...place(of), ...freed });
    }
    yield this.by('bank', 'bank', 'BankResultApplied', { ...of, sha256 });
  }

  private *deathsLearntLater(plan: Plan): Generator<LogEvent> {
    this.on('2023-09-01');
    for (const person of this.cleared(plan)) {
      if (fateOf(person) !== 'dies after') continue;
      const key = this.key(plan, person);
      const half = fen(plan.amount / 2);
      const recovery = { recoveryId: idOf(60 + plan.kind, person), year: YEAR, amountFen: half };
      yield this.by('health', 'health', 'EnrolmentExited', { ...key, reason: 'death', year: 2023, sealedDay: 'sealed' });
      yield this.determined(plan, person, 6);
      yield this.by('health', 'health', 'RecoveryOpened', { ...key, ...recovery, entitlement: ENTITLEMENT, reason: 'death' });
      yield this.by('maker', 'finance-maker', 'RecoveryReceived', { ...key, ...recovery, documentNo: '缴款书 1 号' });
    }
  }

  /** A correction of the money received, then what is left: one part is carried into the next year, the rest is taken back. */
  private *yearEnd(plan: Plan, paid: readonly number[]): Generator<LogEvent> {
    this.on('2023-12-29');
    const where = { programme: plan.id, year: YEAR, area: COUNTY };
    const settled = paid.filter((person) => fateOf(person) !== 'dies before').length;
    const adjusted = {
      layer: 'county',
      amountFen: '-1000',
      documentNo: '财社〔2023〕9号',
      reason: '核减',
      adjustedOn: '2023-12-29',
    };
    yield this.by('maker', 'finance-maker', 'AppropriationAdjusted', { ...where, ...adjusted });
    const left = plan.shares.map((share, at) =>
      share === 0 ? 0 : share * (plan.people - settled) + 500_000 - (at === 3 ? 1000 : 0),
    );
    const carried = left.map((amount) => Math.min(amount, 300_000));
    const text = ([central = 0, province = 0, city = 0, county = 0]: readonly number[]) => ({
      central: fen(central),
      province: fen(province),
      city: fen(city),
      county: fen(county),
    });
    const funding = text(carried);
    const lapsed = text(left.map((amount, at) => amount - (carried[at] ?? 0)));
    const day = '2023-12-29';
    const out = { ...where, toYear: YEAR + 1, funding, documentNo: '财预〔2023〕1号', carriedOn: day };
    const into = {
      ...where,
      year: YEAR + 1,
      fromYear: YEAR,
      funding,
      documentNo: '财预〔2023〕1号',
      carriedOn: day,
      since: YEAR,
    };
    yield this.by('maker', 'finance-maker', 'AppropriationCarriedOut', out);
    yield this.by('maker', 'finance-maker', 'AppropriationCarriedIn', into);
    const back = { ...where, funding: lapsed, documentNo: '财预〔2023〕2号', lapsedOn: day };
    yield this.by('maker', 'finance-maker', 'AppropriationLapsed', back);
    yield this.by('maker', 'finance-maker', 'AppropriationClosed', { ...where, documentNo: '财预〔2023〕3号', closedOn: day });
  }
}

const ENTITLEMENT = `${YEAR}/regular/regular`;
type Batch = {
  readonly batch: string;
  readonly programme: string;
  readonly year: number;
  readonly area: string;
  readonly round: number;
};
const place = ({ programme, year, area }: Batch) => ({ programme, year, area });
const SIGNERS = [
  ['BatchChecked', 'checker'],
  ['BatchApproved', 'approver'],
  ['BatchReleased', 'releaser'],
] as const;
