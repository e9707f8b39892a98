import { makeVerifierKey, type VerifierKey } from '../note-key.ts';
import type { NoteSigner } from '../signed-note.ts';

/** A new Ed25519 key by WebCrypto under this name. */
export async function makeSigner(name: string, type?: VerifierKey['type']): Promise<NoteSigner> {
  const pair = (await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])) as CryptoKeyPair;
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  return {
    key: makeVerifierKey(name, publicKey, type),
    sign: async (message) => new Uint8Array(await crypto.subtle.sign('Ed25519', pair.privateKey, message)),
  };
}
