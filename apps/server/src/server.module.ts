import { Module, type DynamicModule, type OnApplicationBootstrap, type OnModuleDestroy, type Provider } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { Audits } from '@fenming/audit';
import { BACKUP_HANDLERS, Backups } from '@fenming/backup';
import { County, Folder } from '@fenming/county';
import { RULEBOOK_HANDLERS, DryRuns } from '@fenming/rulebook';
import { ELIGIBILITY_HANDLERS, EligibilityAnswers } from '@fenming/eligibility';
import { PAYOUT_HANDLERS, InProcessRunner, MoneyRequests, PayoutRunner, PayoutWork } from '@fenming/payout';
import { OFFICES_HANDLERS } from '@fenming/offices';
import { KnownFields } from './access/known-fields';
import { Logins } from './access/logins';
import { SessionsController } from './access/sessions.controller';
import { ActorsController } from './actors/actors.controller';
import { AppropriationsController } from './appropriations/appropriations.controller';
import { LedgerController } from './appropriations/ledger.controller';
import { AuditController } from './audit/audit.controller';
import { BackupsController } from './backups/backups.controller';
import { BatchFormsController } from './batches/batch-forms.controller';
import { BatchRunController } from './batches/batch-run.controller';
import { ProgressFeed } from './batches/progress';
import { BatchesController } from './batches/batches.controller';
import { CalendarController } from './calendar/calendar.controller';
import { CasesController } from './cases/cases.controller';
import { CountyController } from './county/county.controller';
import { EligibilityController } from './eligibility/eligibility.controller';
import { WhyDoor } from './eligibility/why.door';
import { EnrolmentsController } from './enrolments/enrolments.controller';
import { HealthController } from './health/health.controller';
import { ImportsController } from './imports/imports.controller';
import { UploadsInHand } from './intake/uploads-in-hand';
import { MoneyDoor } from './money';
import { NoticesController } from './notices/notices.controller';
import { AccountPagesController } from './pages/account-pages.controller';
import { BatchPagesController } from './pages/batch-pages.controller';
import { CasePagesController } from './pages/case-pages.controller';
import { PagesController } from './pages/pages.controller';
import { ProgrammesController } from './programmes/programmes.controller';
import { FreshViews } from './fresh-views';
import { REFUSAL_STATUS } from './refusal-status';
import { LogHead } from './log-head';

const IN_PROCESS: readonly Provider[] = [{ provide: PayoutRunner, useClass: InProcessRunner }];

@Module({})
export class ServerModule implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    private readonly folder: Folder,
    private readonly runner: PayoutRunner,
    private readonly requests: MoneyRequests,
  ) {}

  /** `runner`: who provides the PayoutRunner, in this process unless told. */
  static of(folder: Folder, runner = IN_PROCESS): DynamicModule {
    return {
      module: ServerModule,
      imports: [CqrsModule.forRoot()],
      controllers: [
        HealthController,
        SessionsController,
        CountyController,
        ActorsController,
        ProgrammesController,
        CalendarController,
        ImportsController,
        EnrolmentsController,
        NoticesController,
        CasesController,
        EligibilityController,
        AppropriationsController,
        LedgerController,
        BatchesController,
        BatchRunController,
        BatchFormsController,
        AuditController,
        BackupsController,
        PagesController,
        AccountPagesController,
        BatchPagesController,
        CasePagesController,
      ],
      providers: [
        { provide: Folder, useValue: folder },
        { provide: County, useValue: folder },
        { provide: APP_GUARD, useClass: KnownFields },
        { provide: APP_INTERCEPTOR, useClass: UploadsInHand },
        { provide: APP_INTERCEPTOR, useClass: FreshViews },
        ...OFFICES_HANDLERS,
        ...RULEBOOK_HANDLERS,
        ...ELIGIBILITY_HANDLERS,
        ...PAYOUT_HANDLERS,
        ...BACKUP_HANDLERS,
        Audits,
        Backups,
        DryRuns,
        LogHead,
        Logins,
        EligibilityAnswers,
        WhyDoor,
        {
          provide: MoneyRequests,
          inject: [Folder],
          useFactory: (county: Folder) => new MoneyRequests(county, REFUSAL_STATUS),
        },
        MoneyDoor,
        ProgressFeed,
        PayoutWork,
        ...runner,
      ],
    };
  }

  /** What a crash cut off goes on before the first request is answered. */
  async onApplicationBootstrap(): Promise<void> {
    this.folder.whenDoubtIsOver(() => void this.runner.resumeAll());
    await this.runner.resumeAll();
    await this.requests.closeCutOff();
  }

  /** A run goes on after its request was answered: it must not outlive the log that it writes to. */
  async onModuleDestroy(): Promise<void> {
    await this.runner.drain();
  }
}
