import { shippedSources } from '@fenming/county';
import { sourcesOf, type Programme } from '@fenming/programmes';

/** The documents that a text cites by their codes, as people call them. */
export const titlesCited = (cited: string, programme: Pick<Programme, 'sources'> | undefined): readonly string[] =>
  sourcesOf(cited, { ...shippedSources(), ...programme?.sources }).map(({ title, number }) =>
    number === undefined ? title : `${number} ${title}`,
  );
