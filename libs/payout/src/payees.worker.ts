import { join } from 'node:path';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { workInTheBackground } from '@fenming/threads';
import { openVault } from '@fenming/vault';
import { openReadOnlyViews, type PayeeLine } from '@fenming/views';
import { payeesOf } from './payees';
import type { PayeesOrder, PayeesReply } from './payees-threads';

/** One of the threads that unseal payees, through connections of its own. */
function serve(port: MessagePort, dir: string): void {
  const stores = { views: openReadOnlyViews(join(dir, 'views.sqlite')), vault: openVault(dir) };
  port.on('message', ({ call, lines }: PayeesOrder) => {
    const reply = (said: PayeesReply): void => port.postMessage(said);
    try {
      const payees = payeesOf(stores, JSON.parse(lines) as readonly PayeeLine[]);
      reply({ call, payees: JSON.stringify(payees.map(({ name, citizenId, account }) => [name, citizenId, account])) });
    } catch (error) {
      reply({ call, failed: error instanceof Error ? error.message : String(error) });
    }
  });
  port.once('close', () => {
    stores.views.close();
    stores.vault.close();
  });
}

if (parentPort !== null) {
  workInTheBackground();
  serve(parentPort, workerData as string);
}
