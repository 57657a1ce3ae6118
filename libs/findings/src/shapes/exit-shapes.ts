import { key, type ShapesOf } from './eligibility-shapes';
import { text, year } from './shape';

/** What one person says of an exit, and another confirms. */
export const EXITS = {
  ExitProposed: {
    title: { zh: '提出退出', en: 'exit proposed' },
    fields: { ...key, reason: text, year, sealedDay: text, documentNo: text, note: text },
  },
  ExitWithdrawalProposed: {
    title: { zh: '提出撤销退出', en: 'withdrawal of an exit proposed' },
    fields: { ...key, documentNo: text, note: text },
  },
  ExitDropped: { title: { zh: '撤回退出的提议', en: 'proposal of an exit dropped' }, fields: { ...key, note: text } },
} satisfies ShapesOf<'ExitProposed' | 'ExitWithdrawalProposed' | 'ExitDropped'>;
