import type { LoggedRow, Place } from '@fenming/event-log';
import { unsealDay, unsealFacts, type YearFacts } from '@fenming/county';
import { unreadable, type ControlOptions } from '@fenming/findings';
import { readAs, streams, type EnrolmentId, type PersonId } from '@fenming/subsidy';
import type { Vault } from '@fenming/vault';
import type { AuditedLog } from './audited-log';

type Determined = Parameters<NonNullable<ControlOptions['facts']>>[0];
const keyOf = ({ enrolmentId, factsAt }: Determined): string => `${enrolmentId} ${factsAt}`;

/**
 * Opens what determinations and exits were made from, a batch of rows at a time, for an audit that may use the county's keys: the formulas
 * compare amounts with it, and nothing of it leaves the audit. What no key opens any more stays closed.
 */
export class OpenedFacts implements Required<Pick<ControlOptions, 'facts' | 'exitDay'>> {
  private opened = new Map<string, YearFacts>();
  /** By what is sealed: a case may be left more than once. */
  private days = new Map<string, string>();

  constructor(
    private readonly log: Pick<AuditedLog, 'eventsAt'>,
    private readonly vault: Vault,
  ) {}

  readonly facts = (determined: Determined): YearFacts | undefined => this.opened.get(keyOf(determined));
  readonly exitDay = ({ sealedDay }: { readonly sealedDay: string }): string | undefined => this.days.get(sealedDay);

  /** Before the rows are looked at. */
  async prepare(rows: readonly LoggedRow[]): Promise<void> {
    this.opened = new Map();
    this.days = new Map();
    // What cannot be read is found by the formula of readable events; it opens nothing.
    const events = rows.flatMap(({ event }) => (event === undefined || unreadable(event) !== undefined ? [] : [event]));
    const determined = events.flatMap((event) => readAs(event, 'EntitlementDetermined') ?? []);
    const exits = events.flatMap((event) => readAs(event, 'EnrolmentExited') ?? []);
    const cases = [...new Set([...determined, ...exits].map(({ enrolmentId }) => enrolmentId))];
    if (cases.length === 0) return;
    const persons = await this.personsOf(cases);
    await this.openFacts(determined, persons);
    for (const exit of exits) {
      const person = persons.get(exit.enrolmentId);
      if (!('sealedDay' in exit) || person === undefined) continue;
      const day = unlessShredded(() => unsealDay(this.vault, person, 'exit', exit.sealedDay));
      if (day !== undefined) this.days.set(exit.sealedDay, day);
    }
  }

  private async personsOf(cases: readonly EnrolmentId[]): Promise<ReadonlyMap<EnrolmentId, PersonId>> {
    const places = cases.map((id): Place => ({ stream: streams.enrolment(id), revision: 0 }));
    const applications = await this.log.eventsAt(places);
    return new Map(
      cases.flatMap((id, i) => {
        const event = applications[i];
        const applied = event === undefined ? undefined : readAs(event, 'EnrolmentApplied');
        return applied === undefined ? [] : [[id, applied.personId] as const];
      }),
    );
  }

  private async openFacts(
    determined: readonly (Determined & { readonly enrolmentId: EnrolmentId; readonly year: number })[],
    persons: ReadonlyMap<EnrolmentId, PersonId>,
  ): Promise<void> {
    const places = determined.map(({ enrolmentId, factsAt }) => ({ stream: streams.enrolment(enrolmentId), revision: factsAt }));
    const stated = await this.log.eventsAt(places);
    determined.forEach((one, i) => {
      const event = stated[i];
      const said = event === undefined ? undefined : readAs(event, 'EnrolmentApplied', 'EnrolmentRenewed', 'FactsCorrected');
      const person = persons.get(one.enrolmentId);
      if (said === undefined || said.year !== one.year || person === undefined) return;
      const facts = unlessShredded(() => unsealFacts(this.vault, person, said.sealedFacts));
      if (facts !== undefined) this.opened.set(keyOf(one), facts);
    });
  }
}

/** Nothing, where the key was destroyed, or where what is sealed was changed: the formula says what it could not open. */
const unlessShredded = <Content>(open: () => Content): Content | undefined => {
  try {
    return open();
  } catch (error) {
    if (error instanceof Error && error.name === 'VaultError') return undefined;
    throw error;
  }
};
