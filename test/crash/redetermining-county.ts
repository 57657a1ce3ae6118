import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandBus } from '@nestjs/cqrs';
import { NestFactory } from '@nestjs/core';
import { plainDate } from '@fenming/calendar';
import { RunningCounty } from '@fenming/county';
import { Redeterminations, SignRedetermination } from '@fenming/eligibility';
import { AdoptProgramme, ProposeProgrammes } from '@fenming/rulebook';
import { computedIn, redeterminationDecider, streams, type RedeterminationState } from '@fenming/subsidy';
import { ServerModule } from '../../apps/server/src/server.module';
import { callerOf, openCounty, openEngine, PROGRAMME } from '../bench/payout/county';
import { enrolEverybody } from '../bench/payout/enrol';

const SHIPPED = join(__dirname, '../../libs/programmes/catalogue/RURAL_REWARD.yaml');
const COMPILED = join(__dirname, '../../../libs/programmes/catalogue/RURAL_REWARD.yaml');
const ROW_2012 =
  /( {2}- regions: \[national\]\n {4}layer: national\n {4}category: all\n {4}from: 2012-01-01\n)([\s\S]*?confidence: [^\n]*\n)/;

const shipped = (): string => {
  try {
    return readFileSync(SHIPPED, 'utf8');
  } catch {
    return readFileSync(COMPILED, 'utf8');
  }
};

/** 960.00 a year until June 2023, 1,080.00 from July on, without the examples that are of other rates. */
const raisedText = (): string =>
  shipped()
    .replace(
      ROW_2012,
      (_, head: string, rest: string) =>
        `${head}    to: 2023-06-30\n${rest}${head.replace('2012-01-01', '2023-07-01')}${rest.replace('960.00', '1080.00')}`,
    )
    .replace(/ {2}- title: (?!配偶户口性质不明)[\s\S]*?(?= {2}- title: |$)/g, '');

/** Everybody confirmed for 2023 at 960.00, and nobody paid yet. */
export const prepareCounty = async (dir: string, people: number): Promise<void> => {
  const engine = await openEngine(dir);
  await openCounty(engine, people);
  await enrolEverybody(engine.county, people);
  await engine.county.caughtUp();
  await engine.close();
};

export type Redetermining = {
  readonly county: RunningCounty;
  /** Adopts the raised rate, which begins the run; it goes on where it was before. */
  readonly adopt: () => Promise<void>;
  /** Signs as two people, and waits until everything is written. */
  readonly sign: () => Promise<void>;
  /** Looks at everybody once more. */
  readonly again: () => Promise<void>;
  readonly state: () => Promise<RedeterminationState>;
  readonly close: () => Promise<void>;
};

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

export const openRedetermining = async (dir: string): Promise<Redetermining> => {
  const county = await RunningCounty.open({ dir });
  const app = await NestFactory.createApplicationContext(ServerModule.of(county), { logger: false });
  const [bus, redeterminations] = [app.get(CommandBus), app.get(Redeterminations)];
  const state = async (): Promise<RedeterminationState> =>
    (await county.executor.load(redeterminationDecider, streams.redetermination(PROGRAMME))).state;
  const idle = async (): Promise<void> => {
    while (redeterminations.progress(PROGRAMME) !== undefined) await pause();
  };
  const adopt = async (): Promise<void> => {
    const said = {
      documentNo: '县卫健〔2023〕21号',
      documentDate: plainDate('2023-08-25'),
      effectiveFrom: plainDate('2023-01-01'),
    };
    const proposing = new ProposeProgrammes({ text: raisedText(), ...said }, callerOf('health', 'propose'));
    const [proposed] = await bus.execute(proposing);
    await bus.execute(new AdoptProgramme(PROGRAMME, proposed?.contentHash ?? '', callerOf('approver', 'adopt')));
    await redeterminations.follow(PROGRAMME);
    await idle();
  };
  const sign = async (): Promise<void> => {
    const computed = computedIn(await state());
    if (computed === undefined) throw new Error('nothing was computed');
    const signing = async (official: 'health' | 'approver'): Promise<void> =>
      bus.execute(new SignRedetermination(PROGRAMME, computed.hash, callerOf(official, `sign/${official}/${computed.run}`)));
    if ((await state()).progress.stage === 'computed') await signing('health');
    if ((await state()).progress.stage === 'signed') await signing('approver');
    await redeterminations.carryOut(PROGRAMME);
    await idle();
  };
  const again = async (): Promise<void> => {
    await redeterminations.begin(PROGRAMME);
    await idle();
  };
  const close = async (): Promise<void> => {
    await county.caughtUp();
    await app.close();
    await county.close();
  };
  return { county, adopt, sign, again, state, close };
};
