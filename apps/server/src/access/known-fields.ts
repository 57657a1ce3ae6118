import { say } from '@fenming/language';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { unwritableIn } from '@fenming/citizen';
import type { FastifyRequest } from 'fastify';
import { waitsForViews } from '../fresh-views';
import { Malformed, pointerTo, unknownField, type ProblemFault } from '../problem';
import { contentFaults, repeatedIn, unasked, unprintableIn, type Content } from './request-shape';

/** Every question waits for this one (FreshViews), also where nothing else is asked. */
const READING = 'min_position';
/** What a handler says of itself with ApiConsumes. */
const CONSUMES = 'swagger/apiConsumes';

/** Whether a handler declares that it takes the query, or the body, of its requests. */
const takes = (context: ExecutionContext, what: RouteParamtypes): boolean => {
  const declared: unknown = Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), context.getHandler().name);
  return Object.keys(declared ?? {}).some((key) => key.startsWith(`${what}:`));
};

const namesIn = (given: unknown): readonly string[] => (typeof given === 'object' && given !== null ? Object.keys(given) : []);

/** Names that objects and classes of the language have: the validation takes them for declared, or drops them before it looks. */
const isInherited = (name: string): boolean => name in Object.prototype || name === 'prototype';

/** Half of a character, which JSON can write; and the sign that stands where bytes, or what a form spelt with %, were no character at all. */
const HALF = /[\p{Surrogate}\uFFFD]/u;
const broken = (pointer: string, text: string): ProblemFault => ({
  pointer,
  code: 'text',
  message: `${unwritableIn(text) ?? say('文字不完整', 'The text is incomplete')}。`,
});

/** What is sent under such a name, or in half characters, however deep, at the pointer to it. No door declares one. */
const unfitIn = (given: unknown): readonly ProblemFault[] => {
  const faults: ProblemFault[] = [];
  const open: (readonly [path: readonly string[], value: unknown])[] = [[[], given]];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const [path, value] = at;
    if (typeof value === 'string' && HALF.test(value)) faults.push(broken(pointerOf(path), value));
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, inner] of Object.entries(value)) {
      if (HALF.test(name)) faults.push(broken(pointerOf(path), name));
      else if (isInherited(name)) faults.push(unknownField(pointerOf([...path, name])));
      else open.push([[...path, name], inner]);
    }
  }
  return faults;
};

const pointerOf = (path: readonly string[]): string => path.map(pointerTo).join('');

const contentOf = (context: ExecutionContext): Content => {
  if (Reflect.hasMetadata(CONSUMES, context.getHandler())) return 'upload';
  return takes(context, RouteParamtypes.BODY) ? 'json' : 'nothing';
};

const unknownIn = (context: ExecutionContext, { query, body }: FastifyRequest, mayWait: boolean): readonly ProblemFault[] => [
  ...(takes(context, RouteParamtypes.QUERY)
    ? unfitIn(query)
    : unasked(namesIn(query).filter((name) => name !== READING || !mayWait))),
  ...(takes(context, RouteParamtypes.BODY) ? unfitIn(body) : unasked(namesIn(body))),
];

/**
 * A door that takes no parameters, or no body, refuses what it is sent by name: a filter that is silently ignored answers another question
 * than was asked. Doors that take some declare them as a class, and the validation refuses the others with the same words.
 */
@Injectable()
export class KnownFields implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const content = contentFaults(request, contentOf(context));
    if (content.length > 0) throw new Malformed(content);
    const faults = [
      ...unprintableIn(request.params),
      ...repeatedIn(request.query),
      ...unknownIn(context, request, waitsForViews(request)),
    ];
    if (faults.length > 0) throw new Malformed(faults);
    return true;
  }
}
