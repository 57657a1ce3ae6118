import type { Server } from './real-server';
import { factsOf, type Hall } from './hall';
import type { Answer, Problem } from './seat';

/** `detail`: what the refusal adds for the person who reads it. */
export type Expected = { readonly status: number; readonly code: string; readonly detail?: string };

type Refusing = Pick<Server, 'operator'> & Partial<Pick<Hall, 'seat'>>;

/** What the log holds: told to the inspector, and where there is no county and so nobody, by its end. */
const recorded = async ({ operator, seat }: Refusing): Promise<unknown> =>
  seat === undefined
    ? (await operator.ask('GET', '/health/ready')).json<{ log_position: string }>().log_position
    : factsOf({ seat });

/** Asks for something that must be refused: with this code, a sentence in Chinese, a number to ask after, and nothing half done. */
export const expectRefusal = async (server: Refusing, ask: () => Promise<Answer>, expected: Expected): Promise<Problem> => {
  const before = await recorded(server);
  const answer = await ask();
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  const { problem } = answer;
  expect(problem).toMatchObject(expected);
  expect(answer.status).toBe(expected.status);
  expect(problem.title).toMatch(/\p{Script=Han}.*。$/u);
  expect(problem.request_id).toMatch(/^[\w.-]{1,80}$/);
  expect(await recorded(server)).toEqual(before);
  return problem;
};
