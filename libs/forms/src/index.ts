/** Forms: what people sign on paper. Contents in, the bytes of a PDF out; the same contents give the same bytes. No form holds personal data. */
export { approvalForm, type ApprovalForm, type LayerSum, type Signature, type SumLine, type TotalLine } from './approval-form';
export { coverSheet, type CoverSheet } from './cover-sheet';
export { FormError } from './form-error';
export type { Origin } from './sheet';
