import { heard, type Language } from '@fenming/language';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { RunningCounty } from '@fenming/county';
import { descriptionOf } from './description';
import { ServerModule } from './server.module';

/** The description of the doors without a county behind them: of modules that are looked through, and in which nothing is made. */
export const openApi = async (language: Language = 'zh'): Promise<OpenAPIObject> => {
  const nowhere = {} as RunningCounty;
  const app = await NestFactory.create<NestFastifyApplication>(ServerModule.of(nowhere), new FastifyAdapter(), {
    preview: true,
    logger: false,
    abortOnError: false,
  });
  return heard(language, descriptionOf(app)());
};
