import { say } from '@fenming/language';
import { sizeText } from '../limits';

/** More came than this door takes: 413, with the limit in words. */
export class TooLarge extends Error {
  constructor(readonly title: string) {
    super('too_large');
    this.name = 'TooLarge';
  }
}

/** @param most bytes */
export const bodyTooLarge = (most: number): TooLarge =>
  new TooLarge(
    say(
      `请求内容太大：这里不超过 ${sizeText(most)}，请分几次办理。`,
      `The request is too large: at most ${sizeText(most)} here; send it in parts.`,
    ),
  );
