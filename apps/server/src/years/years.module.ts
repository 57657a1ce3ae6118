import { Module } from '@nestjs/common';
import { YearPagesController } from './year-pages.controller';

@Module({ controllers: [YearPagesController] })
export class YearsModule {}
