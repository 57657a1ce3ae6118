import { Module } from '@nestjs/common';
import { OwedController } from './owed.controller';

@Module({ controllers: [OwedController] })
export class OwedModule {}
