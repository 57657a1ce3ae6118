/** A date, month, instant or year that cannot be. `missingYear` is set when a holiday table is what is missing. */
export class CalendarError extends Error {
  override readonly name = 'CalendarError';

  constructor(
    message: string,
    readonly missingYear?: number,
  ) {
    super(message);
  }
}

/** Quotes a short wrong text; a longer one may be a citizen id from a shifted column, which no error may repeat. */
export function shown(text: string): string {
  return text.length <= 10 ? JSON.stringify(text) : `a text of ${text.length} characters`;
}
