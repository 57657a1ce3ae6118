/** HTML that has been written by us or escaped. */
export class Html {
  constructor(readonly text: string) {}
}

type Fragment = Html | string | number | undefined | readonly Fragment[];

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

const render = (fragment: Fragment): string => {
  if (fragment === undefined) return '';
  if (fragment instanceof Html) return fragment.text;
  if (typeof fragment === 'string' || typeof fragment === 'number') return escape(String(fragment));
  return fragment.map(render).join('');
};

/** A template whose every value is escaped, unless it is HTML already: nothing typed by anybody can become markup. */
export const html = (strings: TemplateStringsArray, ...fragments: readonly Fragment[]): Html =>
  new Html(strings.map((text, i) => text + render(fragments[i])).join(''));
