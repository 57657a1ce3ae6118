import type { RecordedEvent } from '@fenming/event-log';
import type { ObjectionState } from '@fenming/subsidy';
import { insert, one, type Change, type Projection } from '../engine/change';
import { OBJECTION } from './objections.table';

const RESOLVE = `UPDATE objection SET state = @state, reason = @reason, resolved_at = @at
  WHERE objection_id = @objectionId AND case_number = @caseNumber AND state = 'open'`;

type Resolved = { readonly caseNumber: string; readonly objectionId: string; readonly reason: string };

const resolve = (
  { caseNumber, objectionId, reason }: Resolved,
  { meta }: RecordedEvent,
  state: ObjectionState,
): readonly Change[] => [one(RESOLVE, { caseNumber, objectionId, reason, state, at: meta.at })];

export const objections = {
  ObjectionRaised: ({ caseNumber, objectionId, year, level, kind, channel }, { revision, meta }) => [
    insert(OBJECTION, {
      case_number: caseNumber,
      seq: revision,
      year,
      level,
      kind,
      channel,
      state: 'open',
      objection_id: objectionId,
      raised_at: meta.at,
    }),
  ],
  ObjectionUpheld: (said, event) => resolve(said, event, 'upheld'),
  ObjectionDismissed: (said, event) => resolve(said, event, 'dismissed'),
  ObjectionRemedied: (said, event) => resolve(said, event, 'remedied'),
} satisfies Projection;
