import { Module } from '@nestjs/common';
import { AppropriationsController } from './appropriations.controller';
import { LedgerController } from './ledger.controller';

@Module({ controllers: [AppropriationsController, LedgerController] })
export class AppropriationsModule {}
