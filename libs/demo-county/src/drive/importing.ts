import { say } from '@fenming/language';
import { hasCode } from '@fenming/api-client';
import type { DemoRoster } from '../county/demo-county';
import { inboxFile } from '../inbox';
import type { Desk } from './desk';

const send = async ({ staff, inbox }: Desk, roster: DemoRoster, acceptGoodRows: boolean): Promise<void> => {
  const fields = { programme: roster.programme, year: String(roster.year), accept_good_rows: String(acceptGoodRows) };
  await staff.health.upload('/imports', { fields, fileName: roster.fileName, bytes: inboxFile(inbox, roster) });
};

/** The official tries the file as it is; where rows are at fault, reads which, and then imports the good ones on purpose. */
const importRoster = async (desk: Desk, roster: DemoRoster): Promise<void> => {
  try {
    await send(desk, roster, false).catch(async (error: unknown) => {
      if (!hasCode(error, 'import_refused')) throw error;
      await send(desk, roster, true);
    });
  } catch (error) {
    if (!hasCode(error, 'duplicate_file')) throw error;
  }
};

export const importRosters = async (desk: Desk, year: number): Promise<void> => {
  for (const roster of desk.county.rosters.filter((each) => each.year === year)) await importRoster(desk, roster);
};

/** A file whose ids a spreadsheet has destroyed must be turned away whole. */
export const tryDamagedRoster = async (desk: Desk): Promise<void> => {
  const answer = await send(desk, desk.county.damaged, false).then(
    () => 'accepted' as const,
    (error: unknown) => error,
  );
  if (!hasCode(answer, 'file_damaged_ids'))
    throw answer instanceof Error
      ? answer
      : new Error(say('被电子表格损坏的名单没有被拒绝。', 'The list that a spreadsheet had damaged was not refused.'));
};
