import { everyRow, type Api } from '@fenming/api-client';
import { say } from '@fenming/language';
import { UsageError } from '../terminal/exit-codes';

/** The id of the case with this number (档案号). @throws UsageError */
export const caseOf = async (api: Api, caseNumber: string): Promise<string> => {
  const [found] = await everyRow<{ readonly enrolment_id: string }>(api, '/enrolments', { case_number: caseNumber });
  if (found === undefined) throw new UsageError(say(`没有找到档案号 ${caseNumber}`, `there is no case ${caseNumber}`));
  return found.enrolment_id;
};
