import { say } from '@fenming/language';
/** One fault of a refused file or form: where it is, why, and what to do about it. Values are masked by the server. */
export type ProblemFault = {
  readonly line?: number;
  readonly row?: number;
  readonly column?: string;
  readonly pointer?: string;
  readonly value?: string;
  readonly code: string;
  readonly message?: string;
  readonly hint?: string;
};

/** The body of application/problem+json (RFC 9457) as the engine writes it; `title` is a sentence for people, in the language asked for. */
export type Problem = {
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly request_id?: string;
  readonly errors?: readonly ProblemFault[];
  /** How many there are, where `errors` names only the first of them. */
  readonly errors_total?: number;
};

/** The engine answered, and the answer was no. */
export class ApiProblem extends Error {
  /** The engine has said so before, to this very request, and has tried nothing now. */
  readonly replayed: boolean;
  /** What the command that was refused can do about it. */
  readonly advice: readonly string[];

  constructor(
    readonly problem: Problem,
    { replayed = false, advice = [] }: { readonly replayed?: boolean; readonly advice?: readonly string[] } = {},
  ) {
    super(problem.title);
    this.name = 'ApiProblem';
    this.replayed = replayed;
    this.advice = advice;
  }

  advising(...advice: readonly string[]): ApiProblem {
    return new ApiProblem(this.problem, { replayed: this.replayed, advice });
  }

  get code(): string {
    return this.problem.code;
  }

  /** A rule said no, as against a malformed request (400), a missing record (404) or a fault (5xx). */
  get refusedByRule(): boolean {
    return [401, 403, 409, 412, 422].includes(this.problem.status);
  }
}

/** What was typed cannot stand in an address, where nothing, one dot and two dots lead elsewhere. */
export class NotAnId extends Error {
  constructor(typed: string) {
    super(say(`“${typed}”不是编号：请用列表中给出的编号。`, `“${typed}” is no id: use one that a list gives.`));
    this.name = 'NotAnId';
  }
}

/** Nobody answered: the engine is not running, or was stopped during the call. */
export class Unreachable extends Error {
  constructor(url: string, options?: ErrorOptions) {
    super(say(`连接不到分明服务（${url}）。`, `No Fenming server can be reached (${url}).`), options);
    this.name = 'Unreachable';
  }
}

export const hasCode = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof ApiProblem && codes.includes(error.code);

/** The engine answered that its log, or what it shows of it, is away for a moment, and that the same request may be made again. */
export const isOutage = (error: unknown): error is ApiProblem =>
  hasCode(error, 'log_unavailable', 'read_unavailable', 'stale_read');
