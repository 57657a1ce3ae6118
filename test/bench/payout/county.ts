import { randomUUID } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import { AdoptProgramme, ProposeProgrammes } from '@fenming/rulebook';
import { AppointActors, ChangeCounty, ChangeOwnPassword } from '@fenming/offices';
import { BookDocument, PayoutRunner } from '@fenming/payout';
import { RunningCounty } from '@fenming/county';
import { type Caller } from '@fenming/commands';
import { plainDate } from '@fenming/calendar';
import type { AreaCode } from '@fenming/citizen';
import { fen } from '@fenming/money';
import { batchIdOf, type ActorId, type Role } from '@fenming/subsidy';
import { ServerModule } from '../../../apps/server/src/server.module';

export const COUNTY = '991001' as AreaCode;
export const PROGRAMME = 'RURAL_REWARD';
export const YEAR = 2023;
export const BATCH = batchIdOf(PROGRAMME, YEAR, COUNTY, 1);
/** The day of everything: the county takes over confirmations whose notices have ended. */
export const TODAY = '2023-12-04T01:00:00.000Z';

export const STAFF = {
  clerk: 'village',
  officer: 'township',
  health: 'health',
  maker: 'finance-maker',
  checker: 'finance-checker',
  approver: 'finance-approver',
  releaser: 'finance-releaser',
} as const satisfies Record<string, Role>;
export type Official = keyof typeof STAFF | 'system';

export const callerOf = (official: Official, commandId: string = randomUUID()): Caller => {
  const role = official === 'system' ? 'system' : STAFF[official];
  return { asked: { by: official as ActorId, role, area: COUNTY }, commandId, correlation: commandId };
};

/** The engine as the server runs it, without its doors. */
export type Engine = {
  readonly county: RunningCounty;
  readonly bus: CommandBus;
  readonly runner: PayoutRunner;
  readonly close: () => Promise<void>;
};

export async function openEngine(dir: string): Promise<Engine> {
  const county = await RunningCounty.open({ dir });
  const app = await NestFactory.createApplicationContext(ServerModule.of(county), { logger: false });
  const close = async (): Promise<void> => {
    await app.close();
    await county.close();
  };
  return { county, bus: app.get(CommandBus), runner: app.get(PayoutRunner), close };
}

/** A demo county, for its clock stands still, with one programme in force and money for so many people. Answers the officials' tokens. */
export async function openCounty({ bus, county }: Engine, people: number): Promise<ReadonlyMap<string, string>> {
  const system = (): Caller => callerOf('system');
  const opening = { code: COUNTY, name: '示例县', demo: true, regions: ['national', 'demo'], clock: TODAY };
  await bus.execute(new ChangeCounty({ do: 'open', ...opening }, system()));
  const areas = [{ code: `${COUNTY}101` as AreaCode, name: '第一镇' }];
  await bus.execute(new ChangeCounty({ do: 'register-areas', areas }, system()));
  const actors = Object.entries(STAFF).map(([id, role]) => {
    return { id: id as ActorId, title: id, role, area: COUNTY, kind: 'service' as const };
  });
  const witness = { id: 'witness' as ActorId, title: '县纪委监委', role: 'inspector', area: COUNTY, kind: 'person' } as const;
  const appointed = await bus.execute(new AppointActors([...actors, { ...witness, password: 'sees-it-all' }], system()));
  const asked = { by: witness.id, role: witness.role, area: COUNTY };
  await bus.execute(new ChangeOwnPassword('sees-it-all', 'known-to-me-alone', { ...system(), asked }));
  const documents = {
    documentNo: '县卫健〔2023〕1号',
    documentDate: plainDate('2023-01-01'),
    effectiveFrom: plainDate('2023-01-01'),
  };
  const [proposed] = await bus.execute(new ProposeProgrammes({ programme: PROGRAMME, ...documents }, callerOf('health')));
  await bus.execute(new AdoptProgramme(PROGRAMME, proposed?.contentHash ?? '', callerOf('approver')));
  const funding = { central: 57_600, province: 19_200, county: 19_200 } as const;
  for (const [layer, share] of Object.entries(funding)) {
    const received = { amountFen: fen(share * people), documentNo: `财社〔2023〕${layer}`, arrivedOn: '2023-05-08' };
    const document = { do: 'receive' as const, layer: layer as keyof typeof funding, ...received };
    await bus.execute(new BookDocument({ programme: PROGRAMME, year: YEAR }, document, callerOf('maker')));
  }
  await county.caughtUp();
  return new Map(appointed.map(({ id, token }) => [id, token ?? '']));
}
