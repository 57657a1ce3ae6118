import { Module } from '@nestjs/common';
import { ComparisonsController } from './comparisons.controller';

@Module({ controllers: [ComparisonsController] })
export class ComparisonsModule {}
