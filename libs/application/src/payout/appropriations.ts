import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Fen } from '@fenming/money';
import type { FundingLayer, ProgrammeId } from '@fenming/programmes';
import { appropriationDecider, streams } from '@fenming/subsidy';
import type { Caller } from '../executor';
import { Folder } from '../folder/folder';
import { orRefused } from '../outcomes';

export class ReceiveAppropriation extends Command<void> {
  constructor(
    readonly document: {
      readonly programme: ProgrammeId;
      readonly year: number;
      readonly layer: FundingLayer;
      readonly amountFen: Fen;
      readonly documentNo: string;
      readonly arrivedOn: string;
    },
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(ReceiveAppropriation)
export class ReceiveAppropriationHandler implements ICommandHandler<ReceiveAppropriation> {
  constructor(private readonly folder: Folder) {}

  async execute({ document, caller }: ReceiveAppropriation): Promise<void> {
    const { programme, year } = document;
    this.folder.inForce(programme, year);
    const area = this.folder.countyCode();
    const stream = streams.appropriation(programme, year, area);
    orRefused(await this.folder.executor.one(appropriationDecider, stream, { do: 'receive', area, ...document }, caller));
  }
}
