import { Module } from '@nestjs/common';
import { Backups } from '@fenming/backup';
import { BackupsController } from './backups.controller';

@Module({ controllers: [BackupsController], providers: [Backups] })
export class BackupsModule {}
