import { applyDecorators, Header } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import type { RefusalCode } from '@fenming/subsidy';
import type { Kind } from './fields';

const ANSWER = 'fenming:answer';
const JSON_TYPE = 'application/json';

/** What an operation answers, by media type, and why it may not: the codes of its own, beside those of every operation of its sort (problems.ts). */
export type Answer = {
  readonly content: Readonly<Record<string, Kind | 'bytes' | 'text'>>;
  readonly refuses: readonly RefusalCode[];
};

const answering = (content: Answer['content'], refuses: readonly RefusalCode[]) => (method: object | undefined) => {
  if (method !== undefined) Reflect.defineMetadata(ANSWER, { content, refuses } satisfies Answer, method);
};

type Told<Result> = TypedPropertyDescriptor<(...given: never[]) => Result | Promise<Result>>;
/** A method may answer nothing but what it declares. */
type Answering<Result> = <Method extends Told<Result>['value'] & object>(
  controller: object,
  name: string,
  told: TypedPropertyDescriptor<Method>,
) => void;

/** A method that answers a JSON object of this class. */
export const Answers =
  <Result extends object>(kind: Kind<Result>, ...refuses: readonly RefusalCode[]): Answering<Result> =>
  (_controller, _name, { value }) =>
    answering({ [JSON_TYPE]: kind }, refuses)(value);

/** A method that answers the bytes of a file: what is signed, filled in or handed to the bank is Chinese, whoever asks for it. */
export const AnswersFile =
  (media: string, ...refuses: readonly RefusalCode[]): Answering<Buffer> =>
  (controller, name, told) => {
    applyDecorators(Header('content-type', media), Header('content-language', 'zh-CN'), ApiProduces(media))(
      controller,
      name,
      told,
    );
    answering({ [media]: 'bytes' }, refuses)(told.value);
  };

/** A method that sends its answer itself: once, or again and again to whoever asks for events. */
export const AnswersOrStreams =
  (kind: Kind, ...refuses: readonly RefusalCode[]): Answering<void> =>
  (_controller, _name, { value }) =>
    answering({ [JSON_TYPE]: kind, 'text/event-stream': 'text' }, refuses)(value);

export const answerOf = (method: object): Answer | undefined => Reflect.getMetadata(ANSWER, method) as Answer | undefined;
