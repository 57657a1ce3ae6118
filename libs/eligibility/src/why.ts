import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { CitizenId } from '@fenming/citizen';
import type { ProgrammeId } from '@fenming/programmes';
import { claimantsOf, enrolmentDecider, streams, type EnrolmentId, type PersonId } from '@fenming/subsidy';
import type { CaseOfPerson } from '@fenming/views';
import { RunningCounty } from '@fenming/county';
import type { NamedProgramme, Sight, Why } from './why-answer';
import { WhyOfCases } from './why-case';
import { grouped, WhyRecords } from './why-records';

/** Without a programme about all that the county has adopted, and every other in which the person has a case. */
export type WhyQuestion = { readonly programme?: ProgrammeId; readonly year: number; readonly sight: Sight };

type Case = Pick<CaseOfPerson, 'enrolment_id' | 'programme'>;
const NOBODY = '' as PersonId;
/** So many people are answered for before others get their turn. */
const AT_ONCE = 20;

/** "Why this amount, why nothing?": the rules asked again over the recorded facts, beside what was decided and paid. */
@Injectable()
export class EligibilityAnswers {
  constructor(private readonly county: RunningCounty) {}

  /** About one person, or whoever stands in a case; programmes with a case first. Throws Refused. */
  async why(
    who: { readonly enrolment: EnrolmentId } | { readonly citizenId: CitizenId },
    question: WhyQuestion,
  ): Promise<readonly Why[]> {
    // Whose case it is stands in the views, and must not be asked of yesterday's.
    await this.county.caughtUp();
    const cases =
      'enrolment' in who ? await this.casesBeside(who.enrolment, question) : this.casesOf([who.citizenId], question)[0];
    const [answers] = await this.answered([cases ?? []], question);
    return answers ?? [];
  }

  /** About each of these people, in the order given; undefined for somebody who stands in no case of the asker's area. Throws Refused. */
  async whyOfEach(people: readonly CitizenId[], question: WhyQuestion): Promise<readonly (readonly Why[] | undefined)[]> {
    await this.county.caughtUp();
    const cases = this.casesOf(people, question);
    const answers = await this.answered(cases, question);
    return answers.map((each, i) => (cases[i]?.length === 0 ? undefined : each));
  }

  /** The cases of each citizen in the asker's area. */
  private casesOf(people: readonly CitizenId[], { sight: { area } }: WhyQuestion): readonly (readonly Case[])[] {
    const known = this.county.vault.findPersons(people);
    // Nobody's cases are looked for as well, so that the time it takes does not tell who is known here.
    const persons = people.map((citizen) => known.get(citizen) ?? NOBODY);
    const found = this.county.views.casesOfPersons({ persons: [...new Set(persons)], area });
    const byPerson = grouped(found, ({ person_id }) => person_id);
    return persons.map((person) => byPerson.get(person) ?? []);
  }

  /** The case itself, and in each other programme the cases of its applicant, or else of the other parent: a case number of another programme names the person, and nothing else. */
  private async casesBeside(enrolment: EnrolmentId, { sight: { area } }: WhyQuestion): Promise<readonly Case[]> {
    const { state } = await this.county.executor.load(enrolmentDecider, streams.enrolment(enrolment));
    const persons = claimantsOf(state);
    const found = this.county.views.casesOfPersons({ persons, area });
    const own = state.key === undefined ? [] : [{ enrolment_id: enrolment, programme: state.key.programme }];
    const beside = found.filter(({ programme, person_id }) => {
      const first = persons.find((person) => found.some((one) => one.programme === programme && one.person_id === person));
      return programme !== state.key?.programme && person_id === first;
    });
    return [...own, ...beside];
  }

  private async answered(people: readonly (readonly Case[])[], question: WhyQuestion): Promise<readonly (readonly Why[])[]> {
    const { programme, year, sight } = question;
    const programmes = programme === undefined ? this.county.rules.adopted() : [this.existing(programme, year)];
    const isAsked = (one: Case): boolean => programme === undefined || one.programme === programme;
    const asked = people.map((cases) => cases.filter(isAsked));
    const ids = [...new Set(asked.flatMap((cases) => cases.map(({ enrolment_id }) => enrolment_id)))];
    const why = new WhyOfCases(this.county, await WhyRecords.of(this.county, ids));
    const answers: (readonly Why[])[] = [];
    for (const cases of asked) {
      if (answers.length % AT_ONCE === AT_ONCE - 1) await nextTurn();
      const having = new Set(cases.map((one) => one.programme));
      const without = programmes.filter((id) => !having.has(id));
      answers.push([
        ...cases.map((one) => why.of(one.enrolment_id, { programme: this.named(one.programme, year), year, sight })),
        ...without.map((id) => why.notApplied({ programme: this.named(id, year), year, sight })),
      ]);
    }
    return answers;
  }

  /** A programme that the county has adopted, whether or not a text governs the year. Throws Refused where it has not. */
  private existing(programme: ProgrammeId, year: number): ProgrammeId {
    return this.county.rules.latest(programme) === undefined ? this.county.rules.inForce(programme, year).programme : programme;
  }

  private named(id: ProgrammeId, year: number): NamedProgramme {
    const { rules } = this.county;
    return { id, name: rules.programme(id, year)?.name ?? rules.latest(id)?.compiled.name ?? id };
  }
}
