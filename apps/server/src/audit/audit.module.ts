import { Module } from '@nestjs/common';
import { Audits } from '@fenming/audit';
import { AuditController } from './audit.controller';

@Module({ controllers: [AuditController], providers: [Audits] })
export class AuditModule {}
