import { Module } from '@nestjs/common';
import { UnpaidController } from './unpaid.controller';

@Module({ controllers: [UnpaidController] })
export class UnpaidModule {}
