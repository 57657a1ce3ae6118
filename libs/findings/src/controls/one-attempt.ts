import type { PaymentSettled } from '@fenming/subsidy';
import type { Watch } from '../log-event';
import type { Finding } from './finding';

const STANDING: Readonly<Record<string, boolean>> = { PaymentInstructed: true, PaymentSettled: true, PaymentReturned: false };

/** I-10: of all attempts to pay one entitlement, at no moment more than one is on its way or has arrived. */
export function oneAttempt(): Watch<readonly Finding[]> {
  const standing = new Map<string, Set<number>>();
  const found = new Map<string, Finding>();
  return {
    see: ({ type, payload }) => {
      const stands = STANDING[type];
      if (stands === undefined) return;
      const { enrolmentId, caseNumber, entitlement, attempt, batch } = payload as PaymentSettled['data'];
      const name = `${enrolmentId} ${entitlement}`;
      const attempts = standing.get(name) ?? new Set<number>();
      standing.set(name, attempts);
      if (!stands) attempts.delete(attempt);
      else attempts.add(attempt);
      if (attempts.size > 1 && !found.has(name)) {
        const numbers = [...attempts].join('、');
        const sentence = `${caseNumber} 的同一笔补助（${entitlement}）有第 ${numbers} 次发放同时在途或到账。`;
        found.set(name, { code: 'I-10', sentence, batch, caseNumber });
      }
    },
    answer: () => [...found.values()],
  };
}
