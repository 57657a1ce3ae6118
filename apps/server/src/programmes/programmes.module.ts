import { Module } from '@nestjs/common';
import { DryRuns } from '@fenming/rulebook';
import { ProgrammesController } from './programmes.controller';

@Module({ controllers: [ProgrammesController], providers: [DryRuns] })
export class ProgrammesModule {}
