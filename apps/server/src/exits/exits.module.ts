import { Module } from '@nestjs/common';
import { ExitsController } from './exits.controller';

@Module({ controllers: [ExitsController] })
export class ExitsModule {}
