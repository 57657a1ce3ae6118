import { eventsOf, type Folder } from '@fenming/application';
import { checkControls, compareBalances, recomputeBalances, type BalanceDifference } from '@fenming/findings';
import { replay } from '@fenming/views';

/**
 * Rebuilds every view from the log in a fresh file and compares it with the live one, and computes the balances a second time by code that
 * shares nothing with the projections, and runs the control formulas over the log alone. Any difference is named by table, key and column.
 */
export const replayFolder = async (folder: Folder): Promise<object> => {
  await folder.caughtUp();
  const rebuilt = await replay(folder.log, folder.views.file);
  const recomputed = await recomputeBalances(eventsOf(folder));
  const differences = compareBalances(recomputed, folder.views.balances()).map(inTermsOfTables);
  const findings = await checkControls(eventsOf(folder));
  return { ...rebuilt, recomputed: { balances: recomputed.length, differences }, findings };
};

/** Named like a difference of the rebuild: what the view shows against what the log says. */
const inTermsOfTables = ({ programme, year, area, figure, shown, recomputed }: BalanceDifference): object => ({
  table: 'balance',
  key: `${programme}/${year}/${area}`,
  column: figure,
  live: shown,
  rebuilt: recomputed,
});
