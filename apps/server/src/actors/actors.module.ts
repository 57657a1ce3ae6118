import { Module } from '@nestjs/common';
import { AccountPagesController } from './account-pages.controller';
import { ActorsController } from './actors.controller';

@Module({ controllers: [ActorsController, AccountPagesController] })
export class ActorsModule {}
