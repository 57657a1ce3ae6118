import type { Server } from './real-server';
import { factsOf } from './hall';
import type { Answer, Problem } from './seat';

/** `detail`: what the refusal adds for the person who reads it. */
export type Expected = { readonly status: number; readonly code: string; readonly detail?: string };

/** Asks for something that must be refused: with this code, a sentence in Chinese, a number to ask after, and nothing half done. */
export const expectRefusal = async (
  server: Pick<Server, 'operator'>,
  ask: () => Promise<Answer>,
  expected: Expected,
): Promise<Problem> => {
  const before = await factsOf(server);
  const answer = await ask();
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  const { problem } = answer;
  expect(problem).toMatchObject(expected);
  expect(answer.status).toBe(expected.status);
  expect(problem.title).toMatch(/\p{Script=Han}.*。$/u);
  expect(problem.request_id).toMatch(/^[\w.-]{1,80}$/);
  expect(await factsOf(server)).toEqual(before);
  return problem;
};
