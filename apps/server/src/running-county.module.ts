import { Global, Module, type DynamicModule, type Provider } from '@nestjs/common';
import { BACKUP_HANDLERS } from '@fenming/backup';
import { County, RunningCounty } from '@fenming/county';
import { ELIGIBILITY_HANDLERS, EligibilityAnswers, Redeterminations } from '@fenming/eligibility';
import { OFFICES_HANDLERS } from '@fenming/offices';
import { InProcessRunner, MoneyRequests, PAYOUT_HANDLERS, PayoutRunner, PayoutWork } from '@fenming/payout';
import { RULEBOOK_HANDLERS } from '@fenming/rulebook';
import { Logins } from './access/logins';
import { WhyForCaller } from './eligibility/why-for-caller';
import { LogHead } from './log-head';
import { REFUSAL_STATUS } from './refusal-status';

/** What provides the PayoutRunner, and the modules that it needs. */
export type PayoutCarrier = { readonly imports: readonly DynamicModule[]; readonly providers: readonly Provider[] };
const IN_PROCESS: PayoutCarrier = { imports: [], providers: [{ provide: PayoutRunner, useClass: InProcessRunner }] };

/** The one county of this server, everything that can be done in it, and what carries its payouts: for the doors of every noun. */
@Global()
@Module({})
export class RunningCountyModule {
  /** `runner`: in this process unless told. */
  static of(county: RunningCounty, { imports, providers: runner } = IN_PROCESS): DynamicModule {
    const asked: readonly Provider[] = [
      { provide: RunningCounty, useValue: county },
      { provide: County, useValue: county },
      { provide: MoneyRequests, useFactory: () => new MoneyRequests(county, REFUSAL_STATUS) },
      EligibilityAnswers,
      Redeterminations,
      Logins,
      LogHead,
      WhyForCaller,
      PayoutWork,
      ...runner,
    ];
    const done = [...OFFICES_HANDLERS, ...RULEBOOK_HANDLERS, ...ELIGIBILITY_HANDLERS, ...PAYOUT_HANDLERS, ...BACKUP_HANDLERS];
    return {
      module: RunningCountyModule,
      imports: [...imports],
      providers: [...asked, ...done],
      exports: asked.map((provider) => ('provide' in provider ? provider.provide : provider)),
    };
  }
}
