import { say } from '@fenming/language';
import type { AreaCode } from '@fenming/citizen';
import type { ProgrammeId } from '@fenming/programmes';
import { everyRow, type Api } from '@fenming/api-client';
import type { Applicant } from '../county/applicants';
import { sheetRowOf, type DemoRoster } from '../county/demo-county';
import type { Desk } from './desk';

export type ListedEnrolment = {
  readonly enrolment_id: string;
  readonly case_number: string;
  readonly programme: ProgrammeId;
  readonly village: AreaCode;
  readonly stage: string;
};

/** All enrolments of a programme and year, in pages of 500. */
export const listEnrolments = (
  api: Api,
  wanted: { readonly programme: ProgrammeId; readonly year: number; readonly stage?: string },
): Promise<readonly ListedEnrolment[]> =>
  everyRow(api, '/enrolments', { programme: wanted.programme, year: wanted.year, stage: wanted.stage });

/** The first list that an applicant stands on: the case has its number from there. */
export const firstRoster = ({ county }: Pick<Desk, 'county'>, applicant: Applicant): DemoRoster => {
  const found = county.rosters.find(({ applicants }) => applicants.includes(applicant));
  if (found === undefined) throw new Error('this applicant stands on no roster');
  return found;
};

/** 档案号: programme, first year, roster file of that year, row of the sheet. */
export const caseNumberOf = (roster: DemoRoster, applicant: Applicant): string =>
  `${roster.programme}-${roster.year}-1-${String(sheetRowOf(roster, applicant)).padStart(5, '0')}`;

/** Finds the enrolments of some applicants by their case numbers, because nothing in the API is addressed by a citizen id. */
export const enrolmentsOf = async (
  desk: Desk,
  applicants: readonly Applicant[],
): Promise<ReadonlyMap<Applicant, ListedEnrolment>> => {
  const found = new Map<Applicant, ListedEnrolment>();
  for (const roster of new Set(applicants.map((applicant) => firstRoster(desk, applicant)))) {
    const listed = new Map(
      (await listEnrolments(desk.staff.health, roster)).map((enrolment) => [enrolment.case_number, enrolment]),
    );
    for (const applicant of applicants.filter((each) => roster.applicants.includes(each))) {
      const enrolment = listed.get(caseNumberOf(roster, applicant));
      if (enrolment === undefined)
        throw new Error(
          say(`没有找到档案 ${caseNumberOf(roster, applicant)}`, `There is no case ${caseNumberOf(roster, applicant)}`),
        );
      found.set(applicant, enrolment);
    }
  }
  return found;
};
