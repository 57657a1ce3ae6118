import type { FastifyRequest } from 'fastify';
import { addressOf, ownAddress } from './way-back';

const from = (method: string, url: string): string => addressOf({ method, url } as FastifyRequest);

describe('the way back to a page', () => {
  it.each(['/', '/years/2023', '/cases?year=2023&area=991002101201&cursor=a%2Fb'])(
    'is the address of the page: %s',
    (address) => {
      expect(from('GET', address)).toBe(address);
    },
  );

  it.each([
    ['/batches/RURAL_REWARD-2023-991002-1/approve', '/batches/RURAL_REWARD-2023-991002-1'],
    ['/account/password', '/account'],
    ['/login', '/'],
  ])('is the page above the address that a form was sent to: %s', (sent, address) => {
    expect(from('POST', sent)).toBe(address);
  });

  it.each([
    'https://elsewhere.example/',
    '//elsewhere.example/',
    '/\\elsewhere.example/',
    '\\\\elsewhere.example',
    '/\t/elsewhere.example',
    '/.//elsewhere.example',
    '/a/..//elsewhere.example',
    'javascript:alert(1)',
    `/years/2023?${'x'.repeat(2_000)}`,
    '/why?case_number=99100119520101001X',
  ])('leads to no other server, and names no person: %s', (address) => {
    expect(ownAddress(address)).toBe('/');
  });
});
