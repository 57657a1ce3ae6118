import { ConsoleLogger, type LogLevel } from '@nestjs/common';

type Said = [level?: LogLevel, stream?: 'stdout' | 'stderr', stack?: unknown, params?: Record<string, unknown>];

/** Nest writes warnings to stdout, which nobody reads who has started the server by a command: all that a program says of itself goes to stderr. */
export class StderrLogger extends ConsoleLogger {
  constructor() {
    super({ logLevels: ['error', 'warn'] });
  }

  protected override printMessages(messages: unknown[], context?: string, ...[level, , stack, params]: Said): void {
    super.printMessages(messages, context, level, 'stderr', stack, params);
  }
}
