import type { EnrolmentId } from '@fenming/subsidy';
import { Hash, NoDay, Text, Uuid } from './validators';

/** The second signature under what one person has said of a case: by the document it was said under. */
export class SecondSignatureBody {
  @Uuid() enrolment_id!: EnrolmentId;
  @Text(80, '示例卫健〔2024〕15号') document_no!: string;
  /** Of what was shown. */
  @Hash() basis!: string;
}
/** What one person has said of a case is taken back, and why. */
export class DropProposalBody {
  @Uuid() enrolment_id!: EnrolmentId;
  @NoDay() @Text(200) note!: string;
}
