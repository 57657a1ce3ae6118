import type { FastifyReply, FastifyRequest } from 'fastify';

/** Pages work without script and have no foreign source; the documentation and the queue board alone run their own, locally served. */
const PAGES =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const DOCS =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

const isScripted = (url: string): boolean => url.startsWith('/docs') || url.startsWith('/ops/queues');

/** For the one page that follows a running batch: its own script, which this nonce marks, may ask this server. */
export const withOneScript = (nonce: string): string => `${PAGES}; script-src 'nonce-${nonce}'; connect-src 'self'`;

/** RFC 6797: a browser that has come by TLS comes by nothing else for a year. */
const YEAR_SECONDS = 31_536_000;

export const addSecurityHeaders = (request: FastifyRequest, reply: FastifyReply): void => {
  const own = (name: string, value: string): string => String(reply.getHeader(name) ?? value);
  void reply
    .header('x-request-id', request.id)
    .header('content-security-policy', own('content-security-policy', isScripted(request.url) ? DOCS : PAGES))
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'no-referrer')
    .header('cache-control', own('cache-control', 'no-store'));
  if (request.protocol === 'https') void reply.header('strict-transport-security', `max-age=${YEAR_SECONDS}`);
};

/** As a hook of every answer. */
export const securityHeaders = async (request: FastifyRequest, reply: FastifyReply, body: unknown): Promise<unknown> => {
  addSecurityHeaders(request, reply);
  return body;
};
