import { ApiProperty } from '@nestjs/swagger';
import { toEverybody } from '@fenming/language';
import { pageWithin, type List, type Page as PageOf } from '@fenming/views';
import { Area, InAddress, Maybe, ProgrammeCode, Typed, Whole, Year } from './validators';

export const UP_TO_POSITION = toEverybody(
  '等到视图至少到这个日志位置',
  'wait until the views have come to this position of the log at least',
);

/** What any reading door takes: how far the views must be before it answers. */
export class Reading {
  @ApiProperty({ description: UP_TO_POSITION })
  @Maybe()
  @Typed(40)
  min_position?: string;
}

/** At most `limit` rows at once. */
export class Limited extends Reading {
  @ApiProperty({ default: 100, description: toEverybody('一次至多几行', 'at most so many rows at once') })
  @Maybe()
  @InAddress()
  @Whole(1, 500)
  limit: number = 100;
}

/** What any list takes: `limit` rows, and the `next_cursor` of the page before. */
export class Paged extends Limited {
  @ApiProperty({
    description: toEverybody(
      '上一页的 next_cursor，原样填写，其他查询条件不变；只能用于给出它的列表，不填则从头读',
      'the next_cursor of the page before, as it was given, with the same query; it is of use in the list that gave it alone; left out, the list begins',
    ),
  })
  @Maybe()
  @Typed(300)
  cursor?: string;
}

/** One year of something that is no list. */
export class InYear extends Reading {
  @Maybe() @InAddress() @Year() year?: number;
}
export class YearPage extends Paged {
  @Maybe() @InAddress() @Year() year?: number;
}
export class BudgetPage extends YearPage {
  @Maybe() @ProgrammeCode() programme?: string;
}
export class PlacePage extends BudgetPage {
  @Maybe() @Area() area?: string;
}

type Key = string | number;
/** A list that stands in memory whole, in an order that `key` names the rows of. */
type Listed<Row> = List & { readonly key: (row: Row) => Key | readonly Key[] };

/** One page of such a list. Throws ForeignCursor and OutdatedCursor. */
export const paged = <Row>(
  rows: readonly Row[],
  { limit, cursor }: Pick<Paged, 'limit' | 'cursor'>,
  { key, ...list }: Listed<Row>,
): PageOf<Row> => pageWithin(list, rows, { limit, ...(cursor === undefined ? {} : { cursor }) }, (row) => [key(row)].flat());

/** The same of rows that are answered otherwise than they stand there. */
export const shownPaged = <Row, Shown>(
  rows: readonly Row[],
  query: Pick<Paged, 'limit' | 'cursor'>,
  { shown, ...list }: Listed<Row> & { readonly shown: (row: Row) => Shown },
): PageOf<Shown> => {
  const page = paged(rows, query, list);
  return { ...page, data: page.data.map(shown) };
};
