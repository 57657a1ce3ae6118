import { Module } from '@nestjs/common';
import { DeterminationsController } from './determinations.controller';

@Module({ controllers: [DeterminationsController] })
export class DeterminationsModule {}
