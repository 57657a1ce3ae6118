/** The contents do not add up, or do not fit the form: nobody is asked to sign such a paper. The message is Chinese. */
export class FormError extends Error {
  override readonly name = 'FormError';
}
