import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { approvalForm, coverSheet } from '@fenming/forms';
import { workInTheBackground } from '@fenming/threads';
import type { Paper, Printed } from './printing';

/** The build lays the one weight that is printed beside the code. */
const font = readFileSync(join(__dirname, '../../../../assets/NotoSansSC_400Regular.ttf'));

const bytesOf = (paper: Paper): Promise<Buffer> =>
  paper.paper === 'approval-form' ? approvalForm(paper.content, font) : coverSheet(paper.content, font);

const printed = async (paper: Paper): Promise<Printed> => {
  try {
    return { bytes: await bytesOf(paper) };
  } catch (error) {
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
};

if (parentPort !== null) {
  const port = parentPort;
  workInTheBackground();
  port.on('message', (paper: Paper) => void printed(paper).then((answer) => port.postMessage(answer)));
}
