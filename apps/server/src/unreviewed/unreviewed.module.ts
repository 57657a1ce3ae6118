import { Module } from '@nestjs/common';
import { UnreviewedController } from './unreviewed.controller';

@Module({ controllers: [UnreviewedController] })
export class UnreviewedModule {}
