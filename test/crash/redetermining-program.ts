import 'reflect-metadata';
import { openRedetermining } from './redetermining-county';

/** Run in a process of its own, which may be killed at any instant and started again: adopts the raised rate, signs, and ends. */
const main = async (dir: string): Promise<void> => {
  const county = await openRedetermining(dir);
  process.send?.('open');
  await county.adopt();
  process.send?.('computed');
  await county.sign();
  await county.close();
};

void main(process.argv[2] ?? '');
