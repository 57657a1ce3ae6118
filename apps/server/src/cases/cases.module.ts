import { Module } from '@nestjs/common';
import { CasePagesController } from './case-pages.controller';
import { CasesController } from './cases.controller';

@Module({ controllers: [CasesController, CasePagesController] })
export class CasesModule {}
