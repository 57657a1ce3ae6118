import { say } from '@fenming/language';
import { createHash } from 'node:crypto';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { readHolidayFile, type HolidayFault } from '@fenming/calendar';
import { calendarDecider, streams, type HolidayTableProposed } from '@fenming/subsidy';
import { orRefused, Refused, type Caller, type FileFault } from '@fenming/commands';
import { RunningCounty } from '@fenming/county';

type Table = HolidayTableProposed['data'];
/** `isNew`: nobody had proposed or confirmed this very table before. */
export type TableNow = Pick<Table, 'year' | 'contentHash'> & { readonly isNew: boolean };

const theHint = (): string =>
  say('请对照国务院办公厅的放假通知改正。', 'Correct it after the holiday notice of the General Office of the State Council.');
const faultOf = ({ line: row, column, value, reason }: HolidayFault): FileFault => ({
  row,
  column,
  value,
  code: 'holiday',
  reason,
  hint: theHint(),
});

/** A holiday file as it would stand in the log. Throws Refused `holiday_table_malformed` with every fault and its line. */
const readTable = (text: string): Table => {
  const reading = readHolidayFile(text);
  if (!reading.ok) throw new Refused({ refused: 'holiday_table_malformed' }, reading.faults.map(faultOf));
  const { year, title, documentNo, holidays, workdays } = reading.table;
  const contentHash = createHash('sha256').update(JSON.stringify({ year, holidays, workdays })).digest('hex');
  return { year, contentHash, title, documentNo, holidays, workdays };
};

/** A year's holidays, proposed as a file; or confirmed by another person, as the very table that was read. */
export type HolidayChange =
  { readonly do: 'propose'; readonly text: string } | ({ readonly do: 'confirm' } & Pick<Table, 'year' | 'contentHash'>);

export class ChangeHolidays extends Command<TableNow> {
  constructor(
    readonly change: HolidayChange,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(ChangeHolidays)
export class ChangeHolidaysHandler implements ICommandHandler<ChangeHolidays> {
  constructor(private readonly county: RunningCounty) {}

  async execute({ change, caller }: ChangeHolidays): Promise<TableNow> {
    const command = change.do === 'propose' ? { do: change.do, table: readTable(change.text) } : change;
    const { done } = orRefused(await this.county.executor.one(calendarDecider, streams.calendar, command, caller));
    await this.county.calendarChanged();
    const { year, contentHash } = 'table' in command ? command.table : command;
    return { year, contentHash, isNew: done === 'recorded' };
  }
}
