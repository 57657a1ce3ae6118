import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { PassThrough, type Readable } from 'node:stream';
import { RunningCounty } from '@fenming/county';
import { isUnderWay, type BatchProgress } from '@fenming/views';

const LOOK_MS = 250;
/** A line that says nothing keeps the connection open through proxies. */
const BEAT_EVERY = 60;

/** `position`: how far the log was when it was so; `undefined` while the log is empty. */
type Seen = { readonly position: string | undefined; readonly progress: BatchProgress };
type Listener = {
  readonly batch: string;
  readonly onSeen: (seen: Seen) => void;
  readonly onBeat: () => void;
  readonly end: () => void;
};

/** The progress of batches, for everybody who watches: one look at the views serves all, and nobody looks when nobody listens. */
@Injectable()
export class ProgressFeed implements OnModuleDestroy {
  private readonly listeners = new Set<Listener>();
  private timer: NodeJS.Timeout | undefined;
  private looks = 0;
  private lookedAt: string | undefined;

  constructor(private readonly county: RunningCounty) {}

  onModuleDestroy(): void {
    for (const { end } of this.listeners) end();
  }

  /** Where a batch stands, and the moment of the log that this belongs to. Undefined when there is no such batch. */
  now(batch: string): Seen | undefined {
    const { views } = this.county;
    return views.reader.snapshot(() => {
      const progress = views.batchProgress(batch);
      return progress === undefined ? undefined : { position: views.progress().position, progress };
    });
  }

  /** Server-sent events from now until nothing is under way: `progress` whenever something has moved, `end` as the last. */
  stream(batch: string): Readable {
    const out = new PassThrough();
    let last = '';
    const leave = (): void => this.leave(listener);
    const end = (): void => {
      leave();
      out.end(`event: end\ndata: {}\n\n`);
    };
    const onSeen = ({ position, progress }: Seen): void => {
      const data = JSON.stringify(progress);
      if (data !== last) out.write(`id: ${position ?? ''}\nevent: progress\ndata: ${data}\n\n`);
      last = data;
      if (!isUnderWay(progress)) end();
    };
    const listener: Listener = { batch, onSeen, onBeat: () => void out.write(': beat\n\n'), end };
    out.once('close', leave);
    this.join(listener);
    const seen = this.now(batch);
    if (seen === undefined) end();
    else onSeen(seen);
    return out;
  }

  private join(listener: Listener): void {
    this.listeners.add(listener);
    this.timer ??= setInterval(() => this.look(), LOOK_MS);
  }

  private leave(listener: Listener): void {
    this.listeners.delete(listener);
    if (this.listeners.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private look(): void {
    this.looks += 1;
    if (this.looks % BEAT_EVERY === 0) for (const { onBeat } of this.listeners) onBeat();
    const { position } = this.county.views.progress();
    if (position === this.lookedAt) return;
    this.lookedAt = position;
    const seen = new Map<string, Seen | undefined>();
    for (const { batch, onSeen } of this.listeners) {
      if (!seen.has(batch)) seen.set(batch, this.now(batch));
      const found = seen.get(batch);
      if (found !== undefined) onSeen(found);
    }
  }
}
