import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import counts from '../../../test/counts.json';
import vectors from './aes-gcm.vectors.json';
import { boundTo, decrypt, encrypt, sealJson, unsealJson, type JsonObject } from './sealing';

const runs = { numRuns: counts[process.env.FENMING_TEST_COUNTS === 'long' ? 'long' : 'ci'].properties };
const hex = (text: string): Buffer => Buffer.from(text, 'hex');
const key = randomBytes(32);
const bound = boundTo('person-1', 'identity');

describe('AES-256-GCM as others tested it', () => {
  it.each(vectors.tests.filter((test) => test.result === 'valid'))('seals vector $tcId to the published bytes', (test) => {
    const box = encrypt(hex(test.key), hex(test.aad), hex(test.msg), hex(test.iv));
    expect(box.toString('hex')).toBe(test.iv + test.ct + test.tag);
    expect(decrypt(hex(test.key), hex(test.aad), box).toString('hex')).toBe(test.msg);
  });

  it.each(vectors.tests.filter((test) => test.result === 'invalid'))('refuses vector $tcId: $comment', (test) => {
    expect(() => decrypt(hex(test.key), hex(test.aad), hex(test.iv + test.ct + test.tag))).toThrow(
      expect.objectContaining({ code: 'tampered' }),
    );
  });
});

describe('a sealed value', () => {
  it('opens to exactly what was sealed, whatever JSON it was', () => {
    const content = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ stringUnit: 'binary' }));
    fc.assert(
      fc.property(content, (value) => {
        const opened = unsealJson(key, bound, sealJson(key, bound, value as JsonObject));
        expect(JSON.stringify(opened)).toBe(JSON.stringify(value));
      }),
      runs,
    );
  });

  it('is never the same twice, so that equal names do not look equal', () => {
    const seals = Array.from({ length: 100 }, () => sealJson(key, bound, { name: '王示例' }));
    expect(new Set(seals).size).toBe(100);
  });

  it('is refused when any one bit of it changed', () => {
    const sealed = Buffer.from(sealJson(key, bound, { name: '王示例', account: '9900000000000000001' }), 'base64');
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Buffer.from(sealed);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => unsealJson(key, bound, changed.toString('base64'))).toThrow(expect.objectContaining({ code: 'tampered' }));
    }
  });

  it('is refused when it was cut short or respelt', () => {
    const sealed = sealJson(key, bound, { name: '王示例' });
    for (const wrong of ['', 'AQ==', sealed.slice(0, 40), `${sealed}\n`, sealed.replace(/=*$/, ''), `${sealed}AA`]) {
      if (wrong === sealed) continue;
      expect(() => unsealJson(key, bound, wrong)).toThrow(expect.objectContaining({ code: 'tampered' }));
    }
  });

  it('cannot be read as another cut of person and purpose', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.array(fc.string()), (one, other) => {
        expect(boundTo(...one).equals(boundTo(...other))).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
      runs,
    );
  });
});
