/** A money request under an Idempotency-Key. `bodyHash`: SHA-256 over route and canonical body; the key itself is kept as a hash only. */
export type RequestAccepted = {
  readonly type: 'RequestAccepted';
  readonly data: { readonly requestId: string; readonly route: string; readonly bodyHash: string };
};
/** The answer that every repetition gets. It holds no personal data. */
export type RequestAnswered = {
  readonly type: 'RequestAnswered';
  readonly data: { readonly requestId: string; readonly status: number; readonly body: string };
};
export type RequestEvent = RequestAccepted | RequestAnswered;
