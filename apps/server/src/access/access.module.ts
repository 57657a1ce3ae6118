import { Module } from '@nestjs/common';
import { LanguageController } from './language.controller';
import { LoginPagesController } from './login-pages.controller';
import { SessionsController } from './sessions.controller';

@Module({ controllers: [SessionsController, LoginPagesController, LanguageController] })
export class AccessModule {}
