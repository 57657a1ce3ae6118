import { say } from '@fenming/language';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { Refused } from '@fenming/commands';
import { askedBy, type RunningCounty } from '@fenming/county';
import { areaContains, findPersonalNumbers, type AreaCode } from '@fenming/citizen';
import { forbiddenRole, standsIn, type Asked, type Role } from '@fenming/subsidy';
import { refusalText } from '@fenming/words';
import { TooLarge } from '../intake/too-large';
import { INTAKES, MOST_PARAMETERS } from '../limits';
import { Malformed, pathOf, pointerTo, RefusedAt } from '../problem';
import { answerProblem } from '../problem-filter';
import { ACCESS, hasSensitiveDuty, type OperationAccess } from './access-table';
import { accessOf, isDescription, isQuickQuestion } from './operation-access';
import { tokenOf, type AuthedRequest } from './caller';
import { QuestionQueue, afterPendingConnections } from './question-queue';
import { refuseForeign, refuseUnmarked } from './own-forms';
import { isRecord, unasked } from './request-shape';

/** The roles that a door is for; nothing where the role does not matter. */
const rolesOf = ({ admits }: OperationAccess): readonly Role[] => (typeof admits === 'string' ? [] : admits);

/** Whether an office stands where its door reaches: a role of the county over all of it, one of a township or a village over a part of it, and no part at a door to the whole. */
const reaches = ({ area }: OperationAccess, county: AreaCode, asked: Pick<Asked, 'role' | 'area'>): boolean =>
  standsIn(county, asked) && (area !== 'county' || areaContains(asked.area, county));

/** Which part of the address it is, where it stands in one that the door reads. */
const personalNumberIn = ({ params }: FastifyRequest): Refused => {
  const refusal = { refused: 'personal_number' } as const;
  const [name] = Object.entries(params ?? {}).find(([, value]) => findPersonalNumbers(String(value)).length > 0) ?? [];
  const message = refusalText('personal_number');
  return name === undefined
    ? new Refused(refusal)
    : new RefusedAt(refusal, { pointer: pointerTo(name), code: refusal.refused, message });
};

/** Who asks, and whether this door is theirs, before a byte of the body is read. @throws Refused */
const admit = async (request: FastifyRequest, county: RunningCounty, access: OperationAccess): Promise<void> => {
  if (findPersonalNumbers(pathOf(request)).length > 0) throw personalNumberIn(request);
  refuseForeign(request);
  const token = tokenOf(request);
  const asked = token === undefined ? undefined : await askedBy(county, token);
  if (asked !== undefined) (request as AuthedRequest).asked = asked;
  if (access.admits === 'anybody') return;
  if (asked === undefined) throw new Refused({ refused: 'unauthenticated' });
  const roles = rolesOf(access);
  if (roles.length > 0 && !roles.includes(asked.role)) throw new Refused(forbiddenRole(roles));
  if (access.sensitive === 'all' && !hasSensitiveDuty(asked.role)) throw new Refused(forbiddenRole(roles));
  const { county: area } = county.areas();
  if (area !== undefined && !reaches(access, area, asked)) throw new Refused({ refused: 'forbidden_area' });
};

/** An address asks a few things, or it is none of ours. */
const refuseSprawling = ({ url }: FastifyRequest): void => {
  const query = url.slice(pathLength(url));
  if (query.split('&', MOST_PARAMETERS + 1).length > MOST_PARAMETERS)
    throw new TooLarge(
      say(`网址里的参数太多：不超过 ${MOST_PARAMETERS} 项。`, `The address has too many parameters: at most ${MOST_PARAMETERS}.`),
    );
};
/** @throws Malformed */
const refuseUnasked = ({ query }: FastifyRequest): void => {
  const names = isRecord(query) ? Object.keys(query) : [];
  if (names.length > 0) throw new Malformed(unasked(names));
};
const pathLength = (url: string): number => (url.includes('?') ? url.indexOf('?') : url.length);

/** A door that nobody has declared would let in whoever comes, with whatever they bring. */
const declared = ({ method, url }: Pick<RouteOptions, 'method' | 'url'>): OperationAccess => {
  const rows = [method].flat().map((one) => accessOf(one, url));
  const [access] = rows;
  if (access === undefined || rows.includes(undefined)) throw new Error(`${String(method)} ${url} is no declared door`);
  return access;
};

/** Whoever asks, or the address of whoever does not say who they are. */
const whoAsks = ({ asked, ip }: AuthedRequest): string => asked?.by ?? ip;

/** The turn is over when it is answered, or when nobody waits for the answer any more. @throws Later */
const waitForTurn = async (questions: QuestionQueue, request: FastifyRequest, reply: FastifyReply): Promise<void> => {
  const over = new Promise<void>((resolve) => void reply.raw.once('close', resolve));
  const leave = await questions.enter(whoAsks(request));
  void over.then(leave);
};

/** Stands in front of every route, those of libraries included: to be called before the first of them is made. */
export const guardEntrance = (server: FastifyInstance, county: RunningCounty): void => {
  const doors = new Set<OperationAccess>();
  server.addHook('onRoute', (route) => {
    const access = declared(route);
    doors.add(access);
    route.bodyLimit = INTAKES[access.takes].bytes;
  });
  server.addHook('onReady', (done) => {
    const nowhere = Object.keys(ACCESS).filter((row) => !doors.has(ACCESS[row] as OperationAccess));
    done(nowhere.length === 0 ? undefined : new Error(`the access table has rows of no door: ${nowhere.join(', ')}`));
  });
  let connections = 0;
  server.server.on('connection', () => (connections += 1));
  const questions = new QuestionQueue(
    undefined,
    afterPendingConnections(() => connections),
  );
  server.addHook('onRequest', async (request, reply) => {
    const { url } = request.routeOptions;
    try {
      // What is nowhere has nothing to hide, and no door that could read what was brought.
      if (url === undefined || request.is404) return await waitForTurn(questions, request, reply);
      await admit(request, county, declared({ method: request.method, url }));
      refuseSprawling(request);
      if (isDescription(url)) refuseUnasked(request);
      if (isQuickQuestion(request)) await waitForTurn(questions, request, reply);
    } catch (error) {
      if (!(error instanceof Refused || error instanceof TooLarge || error instanceof Malformed)) throw error;
      // Nest's filters do not reach the routes of every library.
      return answerProblem(error, request, reply, county);
    }
  });
  server.addHook('preValidation', async (request, reply) => {
    try {
      refuseUnmarked(request);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return answerProblem(error, request, reply, county);
    }
  });
};
