import { Module } from '@nestjs/common';
import { PaidElsewhereController } from './paid-elsewhere.controller';

@Module({ controllers: [PaidElsewhereController] })
export class PaidElsewhereModule {}
