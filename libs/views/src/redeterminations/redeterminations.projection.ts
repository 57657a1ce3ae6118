import { addFen, parseFenText } from '@fenming/money';
import { insert, one, some, type Projection } from '../engine/change';
import { CHANGED_CASE, REDETERMINATION } from './redeterminations.table';

const OF_PROGRAMME = 'WHERE programme = @programme';
const FORGET_CASES = `DELETE FROM changed_case ${OF_PROGRAMME}`;
const FORGET_RUN = `DELETE FROM redetermination ${OF_PROGRAMME}`;
const PROPOSE = `UPDATE redetermination SET state = 'signed', proposer = @by ${OF_PROGRAMME}`;
const APPROVE = `UPDATE redetermination SET state = 'approved', approver = @by ${OF_PROGRAMME}`;
const APPLY = `UPDATE redetermination SET state = 'applied', failed = @failed ${OF_PROGRAMME}`;
const PROPOSE_DECISION = `UPDATE changed_case SET proposed = @decision, proposed_by = @by, document_no = @document, reason = @reason
  ${OF_PROGRAMME} AND case_number = @caseNumber AND year = @year`;
const DECIDE = `UPDATE changed_case SET decision = @decision, document_no = @document, reason = @reason
  ${OF_PROGRAMME} AND case_number = @caseNumber AND year = @year`;

export const redeterminations = {
  ChangedCasesListed: ({ programme, chunk, cases }) => [
    ...(chunk === 1 ? [some(FORGET_CASES, { programme })] : []),
    ...cases.map(({ enrolmentId, caseNumber, village, year, wasFen, becomesFen, person }) =>
      insert(CHANGED_CASE, {
        programme,
        village,
        case_number: caseNumber,
        year,
        was_fen: parseFenText(wasFen),
        becomes_fen: parseFenText(becomesFen),
        cause: person,
        enrolment_id: enrolmentId,
      }),
    ),
  ],
  RedeterminationComputed: ({ programme, run, rulesAt, looked, unchanged, chunks, totals, hash }, { meta }) => [
    some(FORGET_RUN, { programme }),
    ...(chunks === 0 ? [some(FORGET_CASES, { programme })] : []),
    insert(REDETERMINATION, {
      programme,
      run,
      state: 'computed',
      rules_revision: rulesAt,
      looked,
      unchanged,
      raised: totals.reduce((sum, { raised }) => sum + raised, 0),
      raised_fen: addFen(...totals.map(({ raisedFen }) => parseFenText(raisedFen))),
      for_person: totals.reduce((sum, { forPerson }) => sum + forPerson, 0),
      failed: 0,
      listed: hash,
      computed_at: meta.at,
    }),
  ],
  RedeterminationSigned: ({ programme, duty }, { meta }) => [
    one(duty === 'proposer' ? PROPOSE : APPROVE, { programme, by: meta.actor }),
  ],
  RedeterminationApplied: ({ programme, failed }) => [one(APPLY, { programme, failed })],
  CaseDecisionsProposed: ({ programme, cases, decision, documentNo, reason }, { meta }) =>
    cases.map(({ caseNumber, year }) =>
      one(PROPOSE_DECISION, { programme, caseNumber, year, decision, by: meta.actor, document: documentNo, reason }),
    ),
  ChangedCasesDecided: ({ programme, cases, decision, documentNo, reason }) =>
    cases.map(({ caseNumber, year }) => one(DECIDE, { programme, caseNumber, year, decision, document: documentNo, reason })),
} satisfies Projection;
