import type { Page } from '@fenming/views';
import { flag, Has, listOf, orNull, text, type Kind } from './fields';

const PAGES = new Map<Kind, Kind>();

const newPage = <Row extends object>(row: Kind<Row>): Kind<Page<Row>> => {
  class ListAnswer implements Page<Row> {
    @Has(listOf(row)) data!: readonly Row[];
    @Has(flag) has_more!: boolean;
    @Has(orNull(text)) next_cursor!: string | null;
  }
  Object.defineProperty(ListAnswer, 'name', { value: `${row.name}Page` });
  return ListAnswer;
};

/** The answer of a list of such rows, one class a row: some of them, whether there are more, and the mark to go on from. */
export const pageOf = <Row extends object>(row: Kind<Row>): Kind<Page<Row>> => {
  const page = (PAGES.get(row) as Kind<Page<Row>> | undefined) ?? newPage(row);
  PAGES.set(row, page);
  return page;
};
