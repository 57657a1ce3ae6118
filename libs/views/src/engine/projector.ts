import type { EventLog, Handler, Position, RecordedEvent, Subscription } from '@fenming/event-log';
import { belongTo } from './checkpoint';
import type { ViewWriter } from './view-writer';

export type ProjectorOptions = {
  /** Called once when an event is poison or the log fails. The views then stand still at the last good batch. */
  readonly onStopped: (error: Error) => void;
  /** Events per transaction, 2,000 unless told. */
  readonly batchSize?: number;
};
export type Projector = {
  /** Resolves when every event up to `position` can be read from the views; rejects once the projector has stopped. */
  readonly caughtUp: (position: Position) => Promise<void>;
  /** Ends after the batch in hand. */
  readonly stop: () => Promise<void>;
};

type Follow = ProjectorOptions & {
  /** Called with each batch once the views show it; the next batch and `caughtUp` wait for it. */
  readonly onApplied?: (events: readonly RecordedEvent[]) => Promise<void>;
};

export const BATCH_SIZE = 2000;

/** Keeps the views up to date from their checkpoint on. Views of another log, or ahead of this one, are emptied first. */
export function runProjector(
  log: EventLog,
  views: ViewWriter,
  { onStopped, batchSize = BATCH_SIZE, onApplied }: Follow,
): Projector {
  const apply = async (events: readonly RecordedEvent[]): Promise<void> => {
    views.apply(events);
    await onApplied?.(events);
  };
  const started = start(log, views, { onStopped, batchSize, apply });
  // The failure reaches the caller through onStopped and caughtUp; without a listener it would end the process as well.
  started.catch((error: unknown) => onStopped(error instanceof Error ? error : new Error(String(error))));
  return {
    caughtUp: async (position) => (await started).caughtUp(position),
    stop: async () => {
      const subscription = await started.catch(() => undefined);
      await subscription?.stop();
    },
  };
}

type Start = Required<ProjectorOptions> & { readonly apply: Handler };

async function start(log: EventLog, views: ViewWriter, { apply, ...options }: Start): Promise<Subscription> {
  const [head, [first]] = await Promise.all([log.head(), log.readAll('start', 1)]);
  if (!belongTo(views.progress(), { head, origin: first?.id })) views.forget();
  const after = views.progress().position ?? 'start';
  return log.subscribe({ after, ...options }, apply);
}
