/** One fault of a refused file or form: where it is, why, and what to do about it. Values are masked by the server. */
export type ProblemFault = {
  readonly row?: number;
  readonly column?: string;
  readonly pointer?: string;
  readonly value?: string;
  readonly code: string;
  readonly message?: string;
  readonly hint?: string;
};

/** The body of application/problem+json (RFC 9457) as the engine writes it; `title` is a Chinese sentence for people. */
export type Problem = {
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly request_id?: string;
  readonly errors?: readonly ProblemFault[];
};

/** The engine answered, and the answer was no. */
export class ApiProblem extends Error {
  /** `replayed`: the engine has said so before, to this very request, and has tried nothing now. */
  constructor(
    readonly problem: Problem,
    readonly replayed = false,
  ) {
    super(problem.title);
    this.name = 'ApiProblem';
  }

  get code(): string {
    return this.problem.code;
  }

  /** A rule said no, as against a malformed request (400), a missing record (404) or a fault (5xx). */
  get refusedByRule(): boolean {
    return [401, 403, 409, 412, 422].includes(this.problem.status);
  }
}

/** Nobody answered: the engine is not running, or was stopped during the call. */
export class Unreachable extends Error {
  constructor(url: string, options?: ErrorOptions) {
    super(`连接不到分明服务（${url}）。`, options);
    this.name = 'Unreachable';
  }
}

export const hasCode = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof ApiProblem && codes.includes(error.code);
