import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { VaultError } from './vault-error';

/** JSON as the event log keeps it: no undefined, no dates. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** The first byte of everything sealed names the suite, so that another one (SM4) can follow without guessing. */
const AES_256_GCM = 1;

/**
 * AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce: returns nonce ‖ ciphertext ‖ 128-bit tag.
 * A person's key seals a few hundred values in a lifetime, far below the 2^32 that random nonces allow.
 */
export function encrypt(key: Buffer, aad: Buffer, plain: Buffer, nonce: Buffer = randomBytes(NONCE_BYTES)): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(aad);
  const body = cipher.update(plain);
  cipher.final();
  return Buffer.concat([nonce, body, cipher.getAuthTag()]);
}

/** Undoes `encrypt`; throws VaultError `tampered` for another key, other associated bytes, or any changed bit. */
export function decrypt(key: Buffer, aad: Buffer, box: Buffer): Buffer {
  if (box.length < NONCE_BYTES + TAG_BYTES) throw tampered();
  // Node accepts shortened tags unless the length is fixed; a 32-bit tag could be forged.
  const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(aad);
  decipher.setAuthTag(box.subarray(box.length - TAG_BYTES));
  const plain = decipher.update(box.subarray(NONCE_BYTES, box.length - TAG_BYTES));
  try {
    decipher.final();
  } catch {
    throw tampered();
  }
  return plain;
}

/** What a sealed value is bound to. JSON keeps the parts apart: no person and purpose can be cut differently to give the same bytes. */
export function boundTo(...parts: readonly string[]): Buffer {
  return Buffer.from(JSON.stringify(['fenming/vault/1', ...parts]));
}

/** Base64 of suite ‖ nonce ‖ ciphertext ‖ tag. */
export function sealJson(key: Buffer, aad: Buffer, content: JsonObject): string {
  const box = encrypt(key, aad, Buffer.from(JSON.stringify(content)));
  return Buffer.concat([Buffer.of(AES_256_GCM), box]).toString('base64');
}

/** Undoes `sealJson`; throws VaultError `tampered`. */
export function unsealJson(key: Buffer, aad: Buffer, sealed: string): JsonObject {
  const bytes = Buffer.from(sealed, 'base64');
  // Base64 has several spellings of the same bytes; only the one that was written is accepted.
  if (bytes[0] !== AES_256_GCM || bytes.toString('base64') !== sealed) throw tampered();
  return JSON.parse(decrypt(key, aad, bytes.subarray(1)).toString('utf8')) as JsonObject;
}

function tampered(): VaultError {
  return new VaultError('tampered', 'the sealed value is not what was sealed for this person and purpose');
}
