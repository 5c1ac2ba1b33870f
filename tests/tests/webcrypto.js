// WebCrypto as the oracle: the browser's own AES-GCM and HMAC, called as the formats of crates/core require, and
// written only from their documentation. Takes and returns Uint8Arrays; rejects if WebCrypto does.

const { subtle } = globalThis.crypto;

const aes = (key, use) => subtle.importKey('raw', key, 'AES-GCM', false, [use]);
const gcm = (iv, aad) => ({ name: 'AES-GCM', iv, additionalData: aad, tagLength: 128 });

/** Returns the ciphertext followed by the tag. */
export async function gcmSeal(key, iv, aad, data) {
  return new Uint8Array(await subtle.encrypt(gcm(iv, aad), await aes(key, 'encrypt'), data));
}

export async function gcmOpen(key, iv, aad, sealed) {
  return new Uint8Array(await subtle.decrypt(gcm(iv, aad), await aes(key, 'decrypt'), sealed));
}

/** SP 800-108r1 in counter mode, 32-bit counter before `label ‖ 0 ‖ context ‖ [L]₃₂`, HMAC-SHA256. */
export async function derive(key, label, context, length) {
  const mac = await subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const blocks = [];
  for (let i = 1; i <= Math.ceil(length / 32); i += 1) {
    blocks.push(new Uint8Array(await subtle.sign('HMAC', mac, join(u32(i), label, u8(0), context, u32(length * 8)))));
  }
  return join(...blocks).slice(0, length);
}

const inverse = (bytes) => bytes.map((byte) => byte ^ 0xff);

/** The key of the pages of a past, from the key of their volume. Both are inverted: neither is seen as it is. */
export async function invertedPageKey(inverted, past) {
  return inverse(await derive(inverse(inverted), text('playground page key v1'), past, 32));
}

/** A sealed page: header of 80 bytes with the past at 36 and the nonce at 68, ciphertext, tag. */
export async function pageOpen(key, page) {
  const header = page.slice(0, 80);
  const own = await derive(key, text('playground page key v1'), header.slice(36, 68), 32);
  return gcmOpen(own, header.slice(68), header, page.slice(80));
}

export async function pageSeal(key, volume, file, number, version, past, nonce, content) {
  const header = join(text('PGSP'), u8(1, 1, file, 0), volume, u32(number), u64(version), past, nonce);
  const own = await derive(key, text('playground page key v1'), past, 32);
  return join(header, await gcmSeal(own, nonce, header, content));
}

/** A replication frame that carries a sealed page, after which its file has `size` bytes. */
export async function frameSeal(key, lsn, past, nonce, time, size, volume, file, number, version, page) {
  const header = join(text('PGRF'), u8(1, 1, 0, 0), u64(lsn), past, nonce);
  const own = await derive(key, text('playground frame key v1'), past, 32);
  const payload = join(u64(time), u64(size), u8(file, 1), volume, u32(number), u64(version), page);
  return join(header, await gcmSeal(own, nonce, header, payload));
}

/** A ciphertext blob of KMS, opened with the backing key. `context`: names and values, sorted by name. */
export async function blobOpen(backing, context, blob) {
  const n = 7 + blob[6] + 32;
  const end = n + 16 + 12 + 8;
  const key = await derive(backing, text('playground kms message key v1'), blob.slice(n, n + 16), 32);
  return gcmOpen(key, blob.slice(n + 16, n + 28), join(blob.slice(0, end), canonical(context)), blob.slice(end));
}

export async function blobSeal(backing, arn, material, n, iv, context, plaintext) {
  const fields = join(text('PGKC'), u8(1, 1, arn.length), text(arn), material, n, iv);
  const check = new Uint8Array(await subtle.digest('SHA-256', fields)).slice(0, 8);
  const header = join(fields, check);
  const key = await derive(backing, text('playground kms message key v1'), n, 32);
  return join(header, await gcmSeal(key, iv, join(header, canonical(context)), plaintext));
}

/** The number of pairs, then each name and value after its length; nothing for no pairs. */
function canonical(context) {
  if (context.length === 0) return u8();
  return join(u16(context.length / 2), ...context.map(text).flatMap((part) => [u16(part.length), part]));
}

function join(...parts) {
  const out = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

const text = (string) => new TextEncoder().encode(string);
const u8 = (...bytes) => Uint8Array.from(bytes);
const u16 = (number) => u8(number >>> 8, number & 255);
const u32 = (number) => u8(number >>> 24, number >>> 16, number >>> 8, number);
const u64 = (number) => join(u32(Math.floor(number / 2 ** 32)), u32(number));

/**
 * How many of a key's pieces of 8 bytes lie in a module's memory. The key comes inverted, and is never as it is in that
 * memory on the way here.
 */
export function pieces(memory, inverted) {
  const bytes = new Uint8Array(memory.buffer);
  const key = inverse(inverted);
  let found = 0;
  for (let piece = 0; piece < key.length; piece += 8) {
    for (let at = bytes.indexOf(key[piece]); at >= 0; at = bytes.indexOf(key[piece], at + 1)) {
      if (key.slice(piece, piece + 8).every((byte, i) => bytes[at + i] === byte)) found += 1;
    }
  }
  return found;
}
