import { COUNTY, given, official, outcome } from '../subsidy.fixture';
import { requestDecider } from './request.decider';

const maker = official('maker-zhao', 'finance-maker', COUNTY);
const accepting = (bodyHash = 'hash-of-the-body') =>
  ({ do: 'accept', request: { requestId: 'request-1', route: 'POST /batches', bodyHash } }) as const;
const answering = (body = '{"batch_id":"REWARD-2023-991001-1"}') =>
  ({ do: 'answer', answer: { requestId: 'request-1', status: 201, body } }) as const;
const accepted = given(requestDecider).after(accepting(), maker);

describe('a money request under its Idempotency-Key', () => {
  it('is accepted with the hash of its body, before anything is done', () => {
    expect(given(requestDecider).when(accepting(), maker)).toEqual([{ type: 'RequestAccepted', data: accepting().request }]);
    expect(accepted.state.answered).toBeUndefined();
  });

  it('with the same body is the same request, before and after its answer', () => {
    expect(accepted.when(accepting(), maker)).toEqual([]);
    expect(accepted.after(answering(), maker).when(accepting(), maker)).toEqual([]);
  });

  it('with another body is refused, before and after its answer', () => {
    expect(outcome(accepted.when(accepting('another body'), maker))).toBe('idempotency_conflict');
    expect(outcome(accepted.after(answering(), maker).when(accepting('another body'), maker))).toBe('idempotency_conflict');
  });

  it('is answered only once it was accepted', () => {
    expect(() => given(requestDecider).when(answering(), maker)).toThrow('answered before it was accepted');
  });

  it('keeps its first answer for every repetition', () => {
    expect(accepted.when(answering(), maker)).toEqual([{ type: 'RequestAnswered', data: answering().answer }]);
    const story = accepted.after(answering(), maker);
    expect(story.when(answering('{"batch_id":"another"}'), maker)).toEqual([]);
    expect(story.state.answered).toEqual(answering().answer);
  });

  it('keeps a refusal as its answer too', () => {
    const refused = {
      do: 'answer',
      answer: { requestId: 'request-1', status: 422, body: '{"refused":"budget_exceeded"}' },
    } as const;
    const story = accepted.after(refused, maker);
    expect(story.when(answering(), maker)).toEqual([]);
    expect(story.state.answered).toEqual(refused.answer);
  });

  it.each([412, 500, 503])('that was cut off (%i) is answered, and gets its real answer when it is sent again', (status) => {
    const cutOff = {
      do: 'answer',
      answer: { requestId: 'request-1', status, body: '{"refused":"request_interrupted"}' },
    } as const;
    const story = accepted.after(cutOff, maker);
    expect(story.when(accepting(), maker)).toEqual([]);
    expect(story.when(answering(), maker)).toEqual([{ type: 'RequestAnswered', data: answering().answer }]);
  });
});
