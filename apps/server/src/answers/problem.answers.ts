import type { Problem, ProblemFault } from '../problem';
import { Has, listOf, MayHave, text, whole } from './fields';

/** One fault of a request: where it stands, a stable code, what is wrong, and what to do. */
export class FaultAnswer implements ProblemFault {
  @Has(text) code!: string;
  @Has(text) message!: string;
  @MayHave(text) hint?: string;
  @MayHave(text) pointer?: string;
  @MayHave(text) file?: string;
  @MayHave(whole) line?: number;
  @MayHave(whole) row?: number;
  @MayHave(text) column?: string;
  @MayHave(text) value?: string;
}
/** RFC 9457. */
export class ProblemAnswer implements Problem {
  @Has(text) type!: string;
  @Has(text) title!: string;
  @Has(whole) status!: number;
  @Has(text) code!: string;
  @MayHave(text) detail?: string;
  @MayHave(text) instance?: string;
  @Has(text) request_id!: string;
  @MayHave(listOf(FaultAnswer)) errors?: readonly FaultAnswer[];
  @MayHave(whole) errors_total?: number;
  @MayHave(whole) retry_after?: number;
}
