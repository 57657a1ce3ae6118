import { Module } from '@nestjs/common';
import { OverpaidController } from './overpaid.controller';

@Module({ controllers: [OverpaidController] })
export class OverpaidModule {}
