import { Module } from '@nestjs/common';
import { LoginPagesController } from './login-pages.controller';
import { SessionsController } from './sessions.controller';

@Module({ controllers: [SessionsController, LoginPagesController] })
export class AccessModule {}
