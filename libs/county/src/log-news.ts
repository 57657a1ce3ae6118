import { LogUnavailable } from '@fenming/event-log';
import { sentenceOfLogFault } from './log-faults';

const ANSWERS_AGAIN = '事件日志恢复应答，接着办理。';

/** Says once on stderr that the log has fallen silent, or refuses and what is wanting, and once that it answers again. */
export class LogNews {
  private isSilent = false;

  constructor(
    private readonly silence: string,
    private readonly tell: (line: string) => void = (line) => void process.stderr.write(`${line}\n`),
  ) {}

  /** `error`: what the last question to it failed with; nothing where it answered. */
  heard(error?: unknown): void {
    const isSilent = error instanceof LogUnavailable;
    if (isSilent !== this.isSilent) this.tell(isSilent ? this.sentenceOf(error) : ANSWERS_AGAIN);
    this.isSilent = isSilent;
  }

  private sentenceOf(error: LogUnavailable): string {
    return error.hindrance === 'unreachable' ? this.silence : (sentenceOfLogFault(error) ?? this.silence);
  }
}
