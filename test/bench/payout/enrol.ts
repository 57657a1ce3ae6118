import type { AppendItem, EventMeta, JsonObject } from '@fenming/event-log';
import { proposalOf, type RunningCounty } from '@fenming/county';
import { assessYear } from '@fenming/programmes';
import { instant } from '@fenming/calendar';
import {
  derivedId,
  enrolmentDecider,
  enrolmentIdOf,
  isRefusal,
  LEVELS,
  personDecider,
  streams,
  type Decider,
  type EnrolmentCommand,
  type PersonId,
  type Proposal,
  type SubsidyEvent,
} from '@fenming/subsidy';
import { callerOf, PROGRAMME, TODAY, YEAR, type Official } from './county';
import { caseNumberOf, payeeOf, type Payee } from './people';

const PER_COMMIT = 500;
const PERIODS = {
  village: { postedOn: '2023-03-01', closesOn: '2023-03-10' },
  township: { postedOn: '2023-03-20', closesOn: '2023-03-28' },
  county: { postedOn: '2023-04-10', closesOn: '2023-04-18' },
} as const;
const OFFICIAL_OF = { village: 'clerk', township: 'officer', county: 'health' } as const;
const FACTS = {
  sex: 'female',
  hukou: 'rural',
  spouseHukou: 'rural',
  breachBirth: false,
  everHadChild: true,
  livingSons: 1,
  livingDaughters: 0,
} as const;

/** Everybody registered, applied, confirmed and noticed at all three levels, as the deciders write it, a slice of people at a time. */
export async function enrolEverybody(county: RunningCounty, people: number): Promise<void> {
  const enrolment = new Enrolment(county);
  for (let from = 0; from < people; from += PER_COMMIT) {
    const numbers = Array.from({ length: Math.min(PER_COMMIT, people - from) }, (_, index) => from + index);
    const items = enrolment.of(numbers.map((number) => payeeOf(number, people)));
    const outcomes = await county.log.appendMany(items);
    if (outcomes.some(({ outcome }) => outcome !== 'appended')) throw new Error('the log did not append every event');
  }
}

class Enrolment {
  private readonly proposal: Proposal;
  private readonly metas = new Map<Official, EventMeta>();

  constructor(private readonly county: RunningCounty) {
    const texts = this.county.rules.textsOf(PROGRAMME, YEAR);
    if (texts === undefined) throw new Error('no programme is in force');
    this.proposal = proposalOf(texts, assessYear(texts, { facts: { ...FACTS, birthDate: '1950-01-01' }, year: YEAR }));
  }

  of(payees: readonly Payee[]): readonly AppendItem[] {
    const { vault } = this.county;
    vault.admitPersons(payees.map(({ citizenId, roster, row }) => ({ citizenId, personId: personOf({ roster, row }) })));
    return payees.flatMap((payee) => [this.person(payee), this.enrolment(payee)]);
  }

  private person({ name, citizenId, ...place }: Payee): AppendItem {
    const personId = personOf(place);
    const enrolmentId = enrolmentIdOf(personId, PROGRAMME);
    const sealedIdentity = this.county.vault.seal(personId, 'identity', { name, citizenId });
    const claim = { programme: PROGRAMME, enrolmentId, year: YEAR };
    return this.story(streams.person(personId), personDecider, [
      ['health', { do: 'register', personId, sealedIdentity }],
      ['clerk', { do: 'claim', claim, exclusive: [], onceInALifetime: false }],
    ]);
  }

  private enrolment(payee: Payee): AppendItem {
    const { village, roster, row, citizenId, account } = payee;
    const { vault } = this.county;
    const personId = personOf({ roster, row });
    const enrolmentId = enrolmentIdOf(personId, PROGRAMME);
    const born = `${citizenId.slice(6, 10)}-${citizenId.slice(10, 12)}-${citizenId.slice(12, 14)}`;
    const apply: EnrolmentCommand = {
      do: 'apply',
      key: { enrolmentId, caseNumber: caseNumberOf(payee), programme: PROGRAMME, village },
      personId,
      year: YEAR,
      importId: derivedId('import', roster),
      row,
      sealedFacts: vault.seal(personId, 'facts', { ...FACTS, birthDate: born }),
      account: { version: derivedId('account', roster, row), sealed: vault.seal(personId, 'account', { account }) },
    };
    const levels = LEVELS.flatMap((level): readonly (readonly [Official, EnrolmentCommand])[] => {
      const official = OFFICIAL_OF[level];
      const area = { village, township: village.slice(0, 9), county: village.slice(0, 6) }[level];
      const noticeId = `${PROGRAMME}-${YEAR}-${level}-${area}-1`;
      return [
        [official, { do: 'confirm', year: YEAR, level, proposal: this.proposal }],
        [official, { do: 'put-on-notice', year: YEAR, level, noticeId, ...PERIODS[level] }],
      ];
    });
    return this.story(streams.enrolment(enrolmentId), enrolmentDecider, [['health', apply], ...levels]);
  }

  /** What a decider makes of some commands, one after the other, in one append. */
  private story<State, Command, Event extends SubsidyEvent>(
    stream: string,
    decider: Decider<State, Command, Event>,
    commands: readonly (readonly [Official, Command])[],
  ): AppendItem {
    let state = decider.initial;
    const events: AppendItem['events'][number][] = [];
    for (const [official, command] of commands) {
      const { asked } = callerOf(official, 'bench');
      const decision = decider.decide(state, command, { ...asked, at: instant(TODAY) });
      if (isRefusal(decision)) throw new Error(`${stream}: ${decision.refused} ${decision.detail ?? ''}`);
      for (const event of decision) {
        state = decider.evolve(state, event, asked.by);
        const payload = event.data as unknown as JsonObject;
        const id = derivedId('prepared', stream, events.length);
        events.push({ id, type: event.type, schemaVersion: 1, payload, meta: this.metaOf(official) });
      }
    }
    return { stream, expected: 'none', events };
  }

  private metaOf(official: Official): EventMeta {
    const known = this.metas.get(official);
    if (known !== undefined) return known;
    const { by, role, area } = callerOf(official, 'bench').asked;
    const command = derivedId('prepared', official);
    const meta = { at: TODAY, trueAt: new Date().toISOString(), actor: by, role, area, cause: command, correlation: command };
    this.metas.set(official, meta);
    return meta;
  }
}

const personOf = ({ roster, row }: Pick<Payee, 'roster' | 'row'>): PersonId => derivedId('person', roster, row) as PersonId;
