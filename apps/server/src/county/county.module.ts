import { Module } from '@nestjs/common';
import { CountyController } from './county.controller';

@Module({ controllers: [CountyController] })
export class CountyModule {}
