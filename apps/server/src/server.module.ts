import { Module, type DynamicModule, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { Redeterminations } from '@fenming/eligibility';
import { RunningCounty } from '@fenming/county';
import { MoneyRequests, PayoutRunner } from '@fenming/payout';
import { KnownFields } from './access/known-fields';
import { AccessModule } from './access/access.module';
import { ActorsModule } from './actors/actors.module';
import { AppropriationsModule } from './appropriations/appropriations.module';
import { AuditModule } from './audit/audit.module';
import { BackupsModule } from './backups/backups.module';
import { BatchesModule } from './batches/batches.module';
import { CalendarModule } from './calendar/calendar.module';
import { CasesModule } from './cases/cases.module';
import { ComparisonsModule } from './comparisons/comparisons.module';
import { CountyModule } from './county/county.module';
import { EligibilityModule } from './eligibility/eligibility.module';
import { EnrolmentsModule } from './enrolments/enrolments.module';
import { HealthModule } from './health/health.module';
import { ImportsModule } from './imports/imports.module';
import { ExitsModule } from './exits/exits.module';
import { PaidElsewhereModule } from './paid-elsewhere/paid-elsewhere.module';
import { TransfersModule } from './transfers/transfers.module';
import { IdentitiesModule } from './identities/identities.module';
import { FactsModule } from './facts/facts.module';
import { LeadsModule } from './leads/leads.module';
import { NoticesModule } from './notices/notices.module';
import { ProgrammesModule } from './programmes/programmes.module';
import { HoldsModule } from './holds/holds.module';
import { DeathsModule } from './deaths/deaths.module';
import { DeterminationsModule } from './determinations/determinations.module';
import { OwedModule } from './owed/owed.module';
import { OverpaidModule } from './overpaid/overpaid.module';
import { UnreviewedModule } from './unreviewed/unreviewed.module';
import { UnpaidModule } from './unpaid/unpaid.module';
import { RedeterminationsModule } from './redeterminations/redeterminations.module';
import { YearsModule } from './years/years.module';
import { FreshViews } from './fresh-views';
import { UploadsInProgress } from './intake/uploads-in-progress';
import { RunningCountyModule, type PayoutCarrier } from './running-county.module';

/** The doors, one module a noun. */
const DOORS = [
  AccessModule,
  ActorsModule,
  AppropriationsModule,
  AuditModule,
  BackupsModule,
  BatchesModule,
  CalendarModule,
  CasesModule,
  ComparisonsModule,
  CountyModule,
  EligibilityModule,
  EnrolmentsModule,
  HealthModule,
  ImportsModule,
  ExitsModule,
  TransfersModule,
  PaidElsewhereModule,
  IdentitiesModule,
  FactsModule,
  LeadsModule,
  NoticesModule,
  ProgrammesModule,
  RedeterminationsModule,
  HoldsModule,
  DeathsModule,
  DeterminationsModule,
  OwedModule,
  OverpaidModule,
  UnpaidModule,
  UnreviewedModule,
  YearsModule,
];

@Module({})
export class ServerModule implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    private readonly county: RunningCounty,
    private readonly runner: PayoutRunner,
    private readonly requests: MoneyRequests,
    private readonly redeterminations: Redeterminations,
  ) {}

  /** `runner`: what provides the PayoutRunner, in this process unless told. */
  static of(county: RunningCounty, runner?: PayoutCarrier): DynamicModule {
    return {
      module: ServerModule,
      imports: [CqrsModule.forRoot(), RunningCountyModule.of(county, runner), ...DOORS],
      providers: [
        { provide: APP_GUARD, useClass: KnownFields },
        { provide: APP_INTERCEPTOR, useClass: UploadsInProgress },
        { provide: APP_INTERCEPTOR, useClass: FreshViews },
      ],
    };
  }

  /** What a crash cut off goes on before the first request is answered. */
  async onApplicationBootstrap(): Promise<void> {
    this.county.gate.whenDoubtIsOver(() => void this.runner.resumeAll());
    await this.runner.resumeAll();
    await this.requests.closeCutOff();
    await this.redeterminations.resume();
  }

  /** A run goes on after its request was answered: it must not outlive the log that it writes to. */
  async onModuleDestroy(): Promise<void> {
    await this.runner.drain();
    await this.redeterminations.drain();
  }
}
