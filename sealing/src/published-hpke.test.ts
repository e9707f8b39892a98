import { readFileSync } from 'node:fs';

import * as hpke from 'hpke';
import { describe, expect, test } from 'vitest';

type Case = {
  suite: string;
  kem: number;
  kdf: number;
  aead: number;
  info: string;
  privateKey: string;
  publicKey: string;
  enc: string;
  first: { plaintext: string; aad: string; ciphertext: string };
};

const vectors: { groups: { source: string; cases: Case[] }[] } = JSON.parse(
  readFileSync(new URL('../vectors/hpke-base-mode.json', import.meta.url), 'utf8'),
);
const kems: Record<number, hpke.KEMFactory> = {
  0x0010: hpke.KEM_DHKEM_P256_HKDF_SHA256,
  0x0012: hpke.KEM_DHKEM_P521_HKDF_SHA512,
  0x0020: hpke.KEM_DHKEM_X25519_HKDF_SHA256,
  0x647a: hpke.KEM_MLKEM768_X25519,
};
const kdfs: Record<number, hpke.KDFFactory> = {
  0x0001: hpke.KDF_HKDF_SHA256,
  0x0003: hpke.KDF_HKDF_SHA512,
  0x0011: hpke.KDF_SHAKE256,
};
const aeads: Record<number, hpke.AEADFactory> = {
  0x0001: hpke.AEAD_AES_128_GCM,
  0x0002: hpke.AEAD_AES_256_GCM,
  0x0003: hpke.AEAD_ChaCha20Poly1305,
};

function suiteOf(vector: Case): hpke.CipherSuite {
  const [kem, kdf, aead] = [kems[vector.kem], kdfs[vector.kdf], aeads[vector.aead]];
  if (!kem || !kdf || !aead) throw new Error(`no suite for ${vector.suite}`);
  return new hpke.CipherSuite(kem, kdf, aead);
}

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'));

describe.each(vectors.groups)('X7: HPKE as published in $source', ({ cases }) => {
  test.each(cases)('$suite (KDF $kdf, AEAD $aead)', async (vector) => {
    const suite = suiteOf(vector);
    const privateKey = await suite.DeserializePrivateKey(hex(vector.privateKey), true);
    const options = { info: hex(vector.info), aad: hex(vector.first.aad) };
    const opened = await suite.Open(privateKey, hex(vector.enc), hex(vector.first.ciphertext), options);
    expect(Buffer.from(opened).toString('hex')).toBe(vector.first.plaintext);

    const publicKey = await suite.DeserializePublicKey(hex(vector.publicKey));
    const sealed = await suite.Seal(publicKey, opened, options);
    expect(await suite.Open(privateKey, sealed.encapsulatedSecret, sealed.ciphertext, options)).toEqual(opened);
  });
});
