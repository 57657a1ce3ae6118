import { isRefusal, refuse } from './decider';
import { REFUSALS } from './refusals';

describe('a refusal', () => {
  it('is a value with a stable code, and a detail only where there is one', () => {
    expect(refuse('notice_open', '2023-03-10')).toEqual({ refused: 'notice_open', detail: '2023-03-10' });
    expect(refuse('notice_open')).toEqual({ refused: 'notice_open' });
    expect([refuse('own_case'), [], undefined, null, 'own_case'].map(isRefusal)).toEqual([true, false, false, false, false]);
  });

  it.each(Object.entries(REFUSALS))(
    '%s tells a person in a Chinese sentence, under the status of a client error',
    (_, { status, text }) => {
      expect(text).toMatch(/^\p{Script=Han}.*。$/u);
      expect([400, 401, 403, 404, 409, 412, 422, 429, 503, 507]).toContain(status);
    },
  );
});
