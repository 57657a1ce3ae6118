import { HttpStatus, RequestMethod, type Type } from '@nestjs/common';
import { HTTP_CODE_METADATA, METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { accessOf } from '../access/operation-access';
import type { OperationAccess } from '../access/access-table';
import { answerOf, type Answer } from './answers';

/** One call of the API: whom it is for, what it answers with which status, and why it may not. `route` as the router writes it. */
export type Operation = {
  readonly method: 'GET' | 'POST';
  readonly route: string;
  readonly access: OperationAccess;
  readonly answer: Answer;
  readonly status: number;
};

/** Pages answer people, and are described to nobody. */
const isOfApi = (route: string): boolean => /^\/(api|health)\//.test(route);

const routeOf = (controller: object, method: object): string => {
  const paths = [controller, method].map((part) => String(Reflect.getMetadata(PATH_METADATA, part)));
  return `/${paths
    .flatMap((path) => path.split('/'))
    .filter((part) => part !== '')
    .join('/')}`;
};

const operationAt = (controller: object, method: object): Operation | undefined => {
  const verb: unknown = Reflect.getMetadata(METHOD_METADATA, method);
  const route = routeOf(controller, method);
  if (verb === undefined || !isOfApi(route)) return undefined;
  const isGet = verb === RequestMethod.GET;
  if (!isGet && verb !== RequestMethod.POST) throw new Error(`${route} is neither asked by GET nor brought by POST`);
  const name = isGet ? 'GET' : 'POST';
  const [access, answer] = [accessOf(name, route), answerOf(method)];
  if (access === undefined) throw new Error(`${name} ${route} has no row in the access table (access/access-table.ts)`);
  if (answer === undefined) throw new Error(`${name} ${route} declares no answer (@Answers, answers/answers.ts)`);
  const status = Reflect.getMetadata(HTTP_CODE_METADATA, method) as number | undefined;
  return { method: name, route, access, answer, status: status ?? (isGet ? HttpStatus.OK : HttpStatus.CREATED) };
};

const methodsOf = ({ prototype }: Type): readonly object[] =>
  Object.values(Object.getOwnPropertyDescriptors(prototype)).flatMap(({ value }) =>
    typeof value === 'function' ? [value as object] : [],
  );

/** Every operation of these controllers. @throws Error for one that nobody has declared whole: a server that has one does not start */
export const operationsIn = (controllers: readonly Type[]): readonly Operation[] =>
  controllers.flatMap((controller) => methodsOf(controller).flatMap((method) => operationAt(controller, method) ?? []));

export const operationsOf = (app: NestFastifyApplication): readonly Operation[] => {
  const modules = [...app.get(ModulesContainer).values()];
  const controllers = modules.flatMap((module) => [...module.controllers.values()].map(({ metatype }) => metatype));
  return operationsIn(controllers.filter((metatype): metatype is Type => typeof metatype === 'function'));
};
