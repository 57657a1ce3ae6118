import { HOLIDAY_TABLES, periodEnd, plainDate, workingCalendar } from '@fenming/calendar';
import type { LogEvent } from '@fenming/findings';
import { Payout } from './county-payout';
import { COUNTY, digest, fateOf, fen, Teller, YEAR, ENTITLEMENT, type Level, type Plan } from './county-teller';
import { idOf } from './following-id';
import { AID, BID } from './programme-text';

/**
 * A county's year as a valid log, made event by event so that a province fits: two programmes from the proposed text to the closed books,
 * with a rejection, objections, a death before and one after the payment, a returned and reissued payment, an answer that came late, a
 * list that was sent back, a recovery, and money carried over and taken back. Nothing in it is random.
 */
export type CountyYear = { readonly people: number; readonly villages?: number; readonly linesPerChunk?: number };

const WORKING_DAYS = workingCalendar(HOLIDAY_TABLES);
const LEVELS = ['village', 'township', 'county'] as const;
const POSTED: Readonly<Record<Level, string>> = { village: '2023-03-01', township: '2023-03-20', county: '2023-04-10' };
const DAYS: Readonly<Record<Level, number>> = { village: 7, township: 5, county: 5 };

export function* countyYear({ people, villages = 12, linesPerChunk = 1000 }: CountyYear): Generator<LogEvent> {
  const story = new Story(new Teller(villages), linesPerChunk);
  yield* story.county();
  const plans: readonly Plan[] = [
    { ...AID, kind: 1, people, amount: 96_000, shares: [57_600, 19_200, 0, 19_200] },
    { ...BID, kind: 2, people: Math.max(9, Math.floor(people / 10)), amount: 60_000, shares: [0, 0, 0, 60_000] },
  ];
  for (const plan of plans) yield* story.rules(plan);
  for (const plan of plans) yield* story.year(plan);
}

class Story {
  private readonly payout: Payout;

  constructor(
    private readonly told: Teller,
    linesPerChunk: number,
  ) {
    this.payout = new Payout(told, linesPerChunk);
  }

  *county(): Generator<LogEvent> {
    yield this.told.by('system', 'system', 'CountyOpened', {
      code: COUNTY,
      name: '示例县',
      demo: true,
      regions: ['national', 'demo'],
    });
    const staff: [string, string, string][] = [
      ['health', 'health', COUNTY],
      ['reviewer', 'health', COUNTY],
      ['maker', 'finance-maker', COUNTY],
      ['checker', 'finance-checker', COUNTY],
      ['approver', 'finance-approver', COUNTY],
      ['releaser', 'finance-releaser', COUNTY],
      ['bank', 'bank', COUNTY],
    ];
    for (let village = 0; village < this.told.villages; village += 1) {
      const area = this.told.village(village);
      staff.push([`clerk-${area}`, 'village', area]);
      if (village % 4 === 0) staff.push([`officer-${area.slice(0, 9)}`, 'township', area.slice(0, 9)]);
    }
    for (const [actorId, role, area] of staff) {
      const personId = idOf(99, 1);
      yield this.told.by('system', 'system', 'ActorAppointed', {
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
    yield this.told.by('health', 'health', 'ProgrammeProposed', { ...version, text });
    yield this.told.by('approver', 'finance-approver', 'ProgrammeAdopted', version);
  }

  *year(plan: Plan): Generator<LogEvent> {
    yield* this.applications(plan);
    for (const level of LEVELS) yield* this.level(plan, level);
    this.told.on('2023-05-08');
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
      yield this.told.by('maker', 'finance-maker', 'AppropriationReceived', { ...where, ...money });
    }
    const paid = this.cleared(plan);
    const again = paid.filter((person) => fateOf(person) === 'returned');
    const lines = (people: readonly number[], attempt: number) =>
      people.map((person, at) => ({ person, attempt, lineNo: at + 1 }));
    yield* this.payout.batch(plan, 1, lines(paid, 1));
    for (const person of again) yield this.newAccount(plan, person);
    yield* this.payout.batch(plan, 2, lines(again, 2));
    yield* this.deathsLearntLater(plan);
    yield* this.yearEnd(plan, paid);
  }

  private *applications(plan: Plan): Generator<LogEvent> {
    this.told.on('2023-02-06');
    const { id, kind, people } = plan;
    const file = { importId: idOf(50, kind), programme: id, year: YEAR };
    const started = { ...file, number: 1, fileHash: digest(id), rows: people + 1, goodRows: people };
    yield this.told.by('health', 'health', 'ImportStarted', { ...started, leftOut: [{ row: 9, code: 'id_checksum' }] });
    for (let person = 0; person < people; person += 1) {
      const key = this.told.key(plan, person);
      const personId = idOf(kind + 10, person);
      const couple = fateOf(person) === 'couple' ? { secondPersonId: idOf(kind + 20, person) } : {};
      yield this.told.by('health', 'health', 'PersonRegistered', { personId, sealedIdentity: 'sealed' });
      const applied = {
        ...key,
        personId,
        ...couple,
        year: YEAR,
        importId: file.importId,
        row: person + 2,
        sealedFacts: 'sealed',
      };
      yield this.told.by('health', 'health', 'EnrolmentApplied', applied);
      const account = { accountVersion: this.told.account(plan, person, 1), sealedAccount: 'sealed', reason: 'roster' };
      yield this.told.by('health', 'health', 'AccountRecorded', { ...key, ...account });
    }
    yield this.told.by('health', 'health', 'ImportCompleted', { ...file, accepted: people, refused: [] });
  }

  private *level(plan: Plan, level: Level): Generator<LogEvent> {
    for (let village = 0; village < Math.min(this.told.villages, plan.people); village += 1) {
      const area = this.told.village(village);
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
    this.told.on(POSTED[level]);
    const closesOn = periodEnd(plainDate(POSTED[level]), { length: DAYS[level], unit: 'working-day' }, WORKING_DAYS);
    const noticeId = `${plan.id}-${YEAR}-${level}-${area}-1`;
    const period = { postedOn: POSTED[level], closesOn };
    const listed: string[] = [];
    for (let person = village; person < plan.people; person += this.told.villages) {
      const key = this.told.key(plan, person);
      const at = { ...key, year: YEAR, level };
      if (level === 'village' && fateOf(person) === 'rejected')
        yield this.told.by(actor, role, 'EligibilityRejected', { ...at, reason: '不符合条件' });
      if (!this.told.stands(person, level)) continue;
      yield this.told.by(actor, role, 'EligibilityConfirmed', { ...at, confirmedOn: POSTED[level] });
      if (level === 'county') yield this.told.determined(plan, person);
      yield this.told.by(actor, role, 'EnrolmentNoticed', { ...at, noticeId, ...period });
      listed.push(key.caseNumber);
    }
    const list = { count: listed.length, listHash: digest(listed.sort().join('\n')) };
    const notice = { noticeId, level, area, programme: plan.id, year: YEAR, ...list, ...period };
    if (listed.length > 0) yield this.told.by(actor, role, 'NoticePosted', notice);
    for (let person = village; person < plan.people; person += this.told.villages) {
      const fate = fateOf(person);
      if (level !== 'village' || (fate !== 'upheld' && fate !== 'dismissed')) continue;
      const objection = { ...this.told.key(plan, person), objectionId: idOf(70 + plan.kind, person), year: YEAR };
      yield this.told.by(actor, role, 'ObjectionRaised', { ...objection, level, kind: 'should_not_receive', channel: 'desk' });
      const type = fate === 'upheld' ? 'ObjectionUpheld' : 'ObjectionDismissed';
      yield this.told.by('health', 'health', type, { ...objection, reason: '已核查' });
    }
  }

  private cleared(plan: Plan): readonly number[] {
    return Array.from({ length: plan.people }, (_, person) => person).filter((person) => this.told.stands(person, 'county'));
  }

  private newAccount(plan: Plan, person: number): LogEvent {
    this.told.on('2023-06-20');
    const officer = `officer-${this.told.village(person).slice(0, 9)}`;
    const account = { accountVersion: this.told.account(plan, person, 2), sealedAccount: 'sealed', reason: 'correction' };
    return this.told.by(officer, 'township', 'AccountRecorded', { ...this.told.key(plan, person), ...account });
  }

  private *deathsLearntLater(plan: Plan): Generator<LogEvent> {
    this.told.on('2023-09-01');
    for (const person of this.cleared(plan)) {
      if (fateOf(person) !== 'dies after') continue;
      const key = this.told.key(plan, person);
      const half = fen(plan.amount / 2);
      const recovery = { recoveryId: idOf(60 + plan.kind, person), year: YEAR, amountFen: half };
      yield* this.told.death(plan, person, 2023);
      yield this.told.determined(plan, person, 6);
      yield this.told.by('health', 'health', 'RecoveryOpened', {
        ...key,
        ...recovery,
        entitlement: ENTITLEMENT,
        reason: 'death',
      });
      yield this.told.by('maker', 'finance-maker', 'RecoveryReceived', { ...key, ...recovery, documentNo: '缴款书 1 号' });
    }
  }

  /** A correction of the money received, then what is left: one part is carried into the next year, the rest is taken back. */
  private *yearEnd(plan: Plan, paid: readonly number[]): Generator<LogEvent> {
    this.told.on('2023-12-29');
    const where = { programme: plan.id, year: YEAR, area: COUNTY };
    const settled = paid.filter((person) => fateOf(person) !== 'dies before').length;
    const adjusted = {
      layer: 'county',
      amountFen: '-1000',
      documentNo: '财社〔2023〕9号',
      reason: '核减',
      adjustedOn: '2023-12-29',
    };
    yield this.told.by('maker', 'finance-maker', 'AppropriationAdjusted', { ...where, ...adjusted });
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
    yield this.told.by('maker', 'finance-maker', 'AppropriationCarriedOut', out);
    yield this.told.by('maker', 'finance-maker', 'AppropriationCarriedIn', into);
    const back = { ...where, funding: lapsed, documentNo: '财预〔2023〕2号', lapsedOn: day };
    yield this.told.by('maker', 'finance-maker', 'AppropriationLapsed', back);
    yield this.told.by('maker', 'finance-maker', 'AppropriationClosed', {
      ...where,
      documentNo: '财预〔2023〕3号',
      closedOn: day,
    });
  }
}
