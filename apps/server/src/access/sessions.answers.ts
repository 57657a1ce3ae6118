import { Has, text } from '../answers/fields';

/** `token`: stands in the header Authorization of what is asked in this session. */
export class SessionAnswer {
  @Has(text) token!: string;
}
