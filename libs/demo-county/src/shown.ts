import { say } from '@fenming/language';
import type { Applicant } from './county/applicants';
import { FIRST_YEAR, SECOND_YEAR, type DemoCounty } from './county/demo-county';
import { caseNumberOf, firstRoster } from './drive/enrolments';

/** A planted case by its number, the year to look at, and what it shows. */
export type ShownCase = { readonly caseNumber: string; readonly year: number; readonly told: string };

/** The planted cases that go on in 2024 or begin there, to be looked at with `eligibility why` and `fact list`. */
export const shownCases = (county: DemoCounty): readonly ShownCase[] => {
  const {
    died,
    secondYear: { underpaid, changed, moved, mistaken },
  } = county.story;
  const cases: readonly (readonly [Applicant, number, string])[] = [
    [
      died,
      FIRST_YEAR,
      say('2023 年 6 月死亡，2024 年 1 月才知道：已追回 480.00', 'died in June 2023, known in January 2024: 480.00 taken back'),
    ],
    [
      underpaid,
      SECOND_YEAR,
      say(
        '异议“金额少了”成立，凭材料更正：240.00 → 480.00',
        'objected “the amount is too small”, put right by a document: 240.00 → 480.00',
      ),
    ],
    [
      changed,
      SECOND_YEAR,
      say(
        '配偶 3 月起由用人单位发放，按月计：120.00 + 180.00',
        'an employer pays one parent from March on, by the month: 120.00 + 180.00',
      ),
    ],
    [
      moved,
      SECOND_YEAR,
      say(
        '4 月迁往外县，退出由两人办理，发至 4 月：160.00',
        'moved away in April, the exit signed by two people, paid through April: 160.00',
      ),
    ],
    [
      mistaken,
      SECOND_YEAR,
      say(
        '误登死亡，两人撤回；5 月已发 960.00，提标补差 60.00 待审批',
        'a death recorded by mistake, withdrawn by two people; 960.00 paid in May, arrears of 60.00 wait for approval',
      ),
    ],
  ];
  return cases.map(([applicant, year, told]) => ({
    caseNumber: caseNumberOf(firstRoster({ county }, applicant), applicant),
    year,
    told,
  }));
};
