import { Worker } from 'node:worker_threads';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Turns } from '@fenming/commands';
import type { ApprovalForm, CoverSheet } from '@fenming/forms';
import { answerOf, workerFile } from '@fenming/threads';

/** A paper to be made: its kind, and all that stands on it. */
export type Paper =
  | { readonly paper: 'approval-form'; readonly content: ApprovalForm }
  | { readonly paper: 'cover-sheet'; readonly content: CoverSheet };
export type Printed = { readonly bytes: Uint8Array } | { readonly failed: string };

/** Makes papers one after the other in a thread of its own: each takes a tenth of a second, in which nobody else would be answered. */
@Injectable()
export class Printing implements OnApplicationShutdown {
  private worker: Worker | undefined;
  private readonly turns = new Turns();

  print(paper: Paper): Promise<Buffer> {
    return this.turns.take('paper', () => this.made(paper));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.worker?.terminate();
  }

  private async made(paper: Paper): Promise<Buffer> {
    const worker = (this.worker ??= this.start());
    const answered = answerOf<Printed>(worker);
    worker.postMessage(paper);
    const printed = await answered;
    if ('failed' in printed) throw new Error(printed.failed);
    return Buffer.from(printed.bytes);
  }

  /** It begins with the first paper, and again after one that was too much for it. */
  private start(): Worker {
    const worker = new Worker(workerFile(__filename, 'printing.worker.js'));
    worker.once('exit', () => (this.worker = undefined));
    worker.unref();
    return worker;
  }
}
