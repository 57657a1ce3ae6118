import { say } from '@fenming/language';
import { LogUnavailable } from '@fenming/event-log';
import { wantingIn } from './log-faults';

const answersAgain = (): string => say('事件日志恢复应答，接着办理。', 'The event log answers again; work goes on.');

/** Says once on stderr that the log has fallen silent, or refuses and what is missing, and once that it answers again. */
export class LogNews {
  private isSilent = false;

  constructor(
    private readonly silence: string,
    private readonly tell: (line: string) => void = (line) => void process.stderr.write(`${line}\n`),
  ) {}

  /** `error`: what the last question to it failed with; nothing where it answered. */
  heard(error?: unknown): void {
    const isSilent = error instanceof LogUnavailable;
    if (isSilent !== this.isSilent) this.tell(isSilent ? (wantingIn(error) ?? this.silence) : answersAgain());
    this.isSilent = isSilent;
  }
}
