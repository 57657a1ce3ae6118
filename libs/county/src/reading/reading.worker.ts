import { speakIn } from '@fenming/language';
import { parentPort, type MessagePort } from 'node:worker_threads';
import { readBankReturn } from '@fenming/bank-files';
import { workInTheBackground } from '@fenming/threads';
import { parseProposal } from '@fenming/programmes';
import { readComparison, readRoster } from '@fenming/rosters';
import { unreachable } from '@fenming/subsidy';
import { shippedSources } from '../catalogue';
import { FAULTS_NAMED, slices } from '@fenming/commands';
import {
  DEFINITION_FILE,
  type ComparisonHead,
  type ComparisonOrder,
  type DefinitionHead,
  type DefinitionOrder,
  type Order,
  type Posted,
  type Reply,
  type ReturnHead,
  type ReturnOrder,
  type RosterHead,
  type RosterOrder,
} from './orders';
import { villagesOf } from './villages';

/** So many rows a text: read in turns by the thread that answers people, a few milliseconds each. */
const ITEMS_PER_TEXT = 250;

const textsOf = (items: readonly object[]): readonly Uint8Array[] =>
  [...slices(items, ITEMS_PER_TEXT)].map((some) => new TextEncoder().encode(JSON.stringify(some)));

const rosterOf = async ({ bytes, programme, areas, day }: RosterOrder): Promise<Reply> => {
  const { rows, faults, ...head } = await readRoster(Buffer.from(bytes), programme, { villages: villagesOf(areas), day });
  return { head: JSON.stringify(head satisfies RosterHead), items: textsOf(rows), faults: textsOf(faults) };
};

const comparisonOf = async ({ bytes, source, day }: ComparisonOrder): Promise<Reply> => {
  const { rows, faults, ...head } = await readComparison(Buffer.from(bytes), source, day);
  return { head: JSON.stringify(head satisfies ComparisonHead), items: textsOf(rows), faults: textsOf(faults) };
};

const returnOf = ({ bytes, profile }: ReturnOrder): Reply => {
  const reading = readBankReturn(profile, Buffer.from(bytes));
  if (!reading.ok) {
    const { faults } = reading;
    const onlyRepeats = faults.every(({ code }) => code === 'return_duplicate_line');
    const head: ReturnHead = { ok: false, total: faults.length, onlyRepeats };
    return { head: JSON.stringify(head), items: [], faults: textsOf(faults.slice(0, FAULTS_NAMED)) };
  }
  const { lines, ...head } = reading;
  return { head: JSON.stringify(head satisfies ReturnHead), items: textsOf(lines), faults: [] };
};

const definitionOf = ({ text }: DefinitionOrder): Reply => {
  const reading = parseProposal(text, DEFINITION_FILE, shippedSources());
  const errors = reading.ok ? [] : reading.errors;
  const head: DefinitionHead = { total: errors.length };
  return { head: JSON.stringify(head), items: [], faults: textsOf(errors.slice(0, FAULTS_NAMED)) };
};

const answerTo = async (order: Order): Promise<Reply> => {
  switch (order.read) {
    case 'roster':
      return rosterOf(order);
    case 'comparison':
      return comparisonOf(order);
    case 'return':
      return returnOf(order);
    case 'definition':
      return definitionOf(order);
    default:
      return unreachable(order);
  }
};

const replyTo = async (order: Order): Promise<Reply> => {
  try {
    return await answerTo(order);
  } catch (error) {
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
};

const serve = (port: MessagePort): void => {
  port.on('message', ({ order, to }: Posted) => {
    void speakIn(to, () => replyTo(order)).then((reply) => {
      const texts = 'failed' in reply ? [] : [...reply.items, ...reply.faults];
      port.postMessage(
        reply,
        texts.map(({ buffer }) => buffer as ArrayBuffer),
      );
    });
  });
};

if (parentPort !== null) {
  workInTheBackground();
  serve(parentPort);
}
