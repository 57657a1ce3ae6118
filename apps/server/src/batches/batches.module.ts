import { Module } from '@nestjs/common';
import { BatchFormsController } from './batch-forms.controller';
import { BatchPagesController } from './batch-pages.controller';
import { BatchRunController } from './batch-run.controller';
import { BatchesController } from './batches.controller';
import { Printing } from './printing';
import { ProgressFeed } from './progress';

@Module({
  controllers: [BatchesController, BatchRunController, BatchFormsController, BatchPagesController],
  providers: [Printing, ProgressFeed],
})
export class BatchesModule {}
