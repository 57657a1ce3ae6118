import { Module } from '@nestjs/common';
import { RedeterminationsController } from './redeterminations.controller';

@Module({ controllers: [RedeterminationsController] })
export class RedeterminationsModule {}
