import type { FastifyRequest } from 'fastify';
import { contentFaults } from './request-shape';

const question = (headers: Readonly<Record<string, string | undefined>>): FastifyRequest =>
  ({ method: 'GET', url: '/api/v1/batches', headers }) as unknown as FastifyRequest;

describe('a question', () => {
  it('with content is refused, for nobody would read it', () => {
    for (const headers of [{ 'content-length': '8' }, { 'transfer-encoding': 'chunked' }])
      expect(contentFaults(question(headers), 'nothing')).toMatchObject([{ pointer: '', code: 'no_content' }]);
  });

  it('without content, or with the length of none, is asked', () => {
    for (const headers of [{}, { 'content-length': '0' }, { 'content-type': 'application/json' }])
      expect(contentFaults(question(headers), 'nothing')).toEqual([]);
  });
});
