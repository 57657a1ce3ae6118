import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

/** A self-signed certificate for 127.0.0.1, valid for this century, and its key, as PEM (X.509 v3, RFC 5280; DER by hand). */
export function certificate(): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const toSign = body(publicKey);
  const signature = sign('sha256', toSign, privateKey);
  const der = sequence(toSign, ECDSA_WITH_SHA256, tagged(0x03, Buffer.of(0), signature));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
  };
}

function body(publicKey: KeyObject): Buffer {
  const version = tagged(0xa0, tagged(0x02, Buffer.of(2)));
  const name = sequence(tagged(0x31, sequence(tagged(0x06, Buffer.from('550403', 'hex')), tagged(0x0c, Buffer.from('peer')))));
  const validity = sequence(tagged(0x17, Buffer.from('200101000000Z')), tagged(0x17, Buffer.from('491231235959Z')));
  const key = publicKey.export({ type: 'spki', format: 'der' });
  const address = sequence(tagged(0x87, Buffer.of(127, 0, 0, 1)));
  const alternativeName = sequence(tagged(0x06, Buffer.from('551d11', 'hex')), tagged(0x04, address));
  const extensions = tagged(0xa3, sequence(alternativeName));
  return sequence(version, tagged(0x02, Buffer.of(1)), ECDSA_WITH_SHA256, name, validity, name, key, extensions);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, ...parts);
}

function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...size), content]);
}

const ECDSA_WITH_SHA256 = sequence(tagged(0x06, Buffer.from('2a8648ce3d040302', 'hex')));
