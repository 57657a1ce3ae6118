import { createHash } from 'node:crypto';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { readHolidayFile, type HolidayFault } from '@fenming/calendar';
import { calendarDecider, streams, type HolidayTableProposed } from '@fenming/subsidy';
import { orRefused, Refused, type Caller, type Done, type FileFault } from '@fenming/commands';
import { Folder } from '@fenming/county';

type Table = HolidayTableProposed['data'];
export type TableProposed = Pick<Table, 'year' | 'contentHash'> & { readonly outcome: 'proposed' | 'already' };

const HINT = '请对照国务院办公厅的放假通知改正。';
const faultOf = ({ line: row, column, value, reason }: HolidayFault): FileFault => ({
  row,
  column,
  value,
  code: 'holiday',
  reason,
  hint: HINT,
});

/** A holiday file as it would stand in the log. Throws Refused `holiday_table_malformed` with every fault and its line. */
const readTable = (text: string): Table => {
  const reading = readHolidayFile(text);
  if (!reading.ok) throw new Refused({ refused: 'holiday_table_malformed' }, reading.faults.map(faultOf));
  const { year, title, documentNo, holidays, workdays } = reading.table;
  const contentHash = createHash('sha256').update(JSON.stringify({ year, holidays, workdays })).digest('hex');
  return { year, contentHash, title, documentNo, holidays, workdays };
};

export class ProposeHolidayTable extends Command<TableProposed> {
  constructor(
    readonly text: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(ProposeHolidayTable)
export class ProposeHolidayTableHandler implements ICommandHandler<ProposeHolidayTable> {
  constructor(private readonly folder: Folder) {}

  async execute({ text, caller }: ProposeHolidayTable): Promise<TableProposed> {
    const table = readTable(text);
    const command = { do: 'propose' as const, table };
    const { done }: Done = orRefused(await this.folder.executor.one(calendarDecider, streams.calendar, command, caller));
    await this.folder.calendarChanged();
    const { year, contentHash } = table;
    return { year, contentHash, outcome: done === 'already' ? 'already' : 'proposed' };
  }
}

export class ConfirmHolidayTable extends Command<void> {
  constructor(
    readonly table: Pick<Table, 'year' | 'contentHash'>,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(ConfirmHolidayTable)
export class ConfirmHolidayTableHandler implements ICommandHandler<ConfirmHolidayTable> {
  constructor(private readonly folder: Folder) {}

  async execute({ table, caller }: ConfirmHolidayTable): Promise<void> {
    orRefused(await this.folder.executor.one(calendarDecider, streams.calendar, { do: 'confirm', ...table }, caller));
    await this.folder.calendarChanged();
  }
}
