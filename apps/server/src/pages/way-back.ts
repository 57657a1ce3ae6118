import { findPersonalNumbers } from '@fenming/citizen';
import type { FastifyRequest } from 'fastify';
import { isReading } from '../access/request-shape';
import { pathOf } from '../problem';

/** Longer than any address that a page of ours links to. */
export const LONGEST_WAY_BACK = 2_000;

const HOME = '/';
/** Addresses are read as a browser would read them on a page of this server, whatever it is called. */
const HERE = 'http://here.invalid';

/** An address on this server, as far as the path and what is asked there; the first page in place of any other, or of one that names a person. */
export const ownAddress = (text: string): string => {
  if (text.length > LONGEST_WAY_BACK || findPersonalNumbers(text).length > 0 || !URL.canParse(text, HERE)) return HOME;
  const { origin, pathname, search } = new URL(text, HERE);
  // A browser takes `//elsewhere` for another server, which `/.//elsewhere` has become by now.
  return origin === HERE && !pathname.startsWith('//') ? `${pathname}${search}` : HOME;
};

/** Where the reader of a page can open it again: what a form was sent to is answered by the page one step above. */
export const addressOf = (request: FastifyRequest): string => {
  const path = pathOf(request);
  return ownAddress(isReading(request) ? request.url : path.slice(0, path.lastIndexOf('/')));
};
