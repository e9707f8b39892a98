import {
  AEAD_AES_256_GCM,
  CipherSuite,
  KDF_HKDF_SHA256,
  KEM_DHKEM_X25519_HKDF_SHA256,
  KEM_MLKEM768_X25519,
} from 'hpke';

import { idToBytes } from './id-bytes.ts';
import { KEY_BYTES } from './message-keys.ts';
import { SealingError } from './sealing-error.ts';

/** HPKE KEM ids (IANA "HPKE KEM Identifiers"); with HKDF-SHA256 and AES-256-GCM they name the whole suite. */
export const KEM_X25519 = 0x0020;
/** MLKEM768-X25519, also known as X-Wing: holds while either of its two parts does. */
export const KEM_MLKEM768_X25519_HYBRID = 0x647a;
export const DEFAULT_KEM: number = KEM_MLKEM768_X25519_HYBRID;

const suites: Record<number, { suite: CipherSuite; encBytes: number }> = {
  [KEM_X25519]: {
    suite: new CipherSuite(KEM_DHKEM_X25519_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_256_GCM),
    encBytes: 32,
  },
  [KEM_MLKEM768_X25519_HYBRID]: {
    suite: new CipherSuite(KEM_MLKEM768_X25519, KDF_HKDF_SHA256, AEAD_AES_256_GCM),
    encBytes: 1120,
  },
};

const VERSION = 1;
const HEADER_BYTES = 3;
const TAG_BYTES = 16;
const LABEL = new TextEncoder().encode('schleuse.intake-key.v1\0');

/** The key pair of a container, in the serialised forms of HPKE (RFC 9180, 7.1). */
export type ContainerKeyPair = { algorithm: number; publicKey: Uint8Array; privateKey: Uint8Array };

/** Which intake key it is: bound into the sealed form, so that one cannot stand in for another. */
export type IntakeKeyPlace = { firmId: string; containerId: string; intakeKeyId: string };

export async function generateContainerKeyPair(algorithm: number = DEFAULT_KEM): Promise<ContainerKeyPair> {
  const { suite } = suiteOf(algorithm);
  const pair = await suite.GenerateKeyPair(true);
  const [publicKey, privateKey] = await Promise.all([
    suite.SerializePublicKey(pair.publicKey),
    suite.SerializePrivateKey(pair.privateKey),
  ]);
  return { algorithm, publicKey, privateKey };
}

/**
 * Seals an intake key (32 bytes) to a container's public key: version | KEM id | encapsulated secret | ciphertext.
 * Needs no secret of the house.
 */
export async function sealIntakeKey(
  container: { algorithm: number; publicKey: Uint8Array },
  place: IntakeKeyPlace,
  intakeKey: Uint8Array,
): Promise<Uint8Array> {
  if (intakeKey.length !== KEY_BYTES) throw new SealingError('key_size', `An intake key has ${KEY_BYTES} bytes.`);
  const { suite } = suiteOf(container.algorithm);
  const publicKey = await suite.DeserializePublicKey(container.publicKey);
  const { encapsulatedSecret, ciphertext } = await suite.Seal(publicKey, intakeKey, { info: infoOf(place) });
  const sealed = new Uint8Array(HEADER_BYTES + encapsulatedSecret.length + ciphertext.length);
  sealed[0] = VERSION;
  new DataView(sealed.buffer).setUint16(1, container.algorithm);
  sealed.set(encapsulatedSecret, HEADER_BYTES);
  sealed.set(ciphertext, HEADER_BYTES + encapsulatedSecret.length);
  return sealed;
}

/** @throws SealingError `format`, `truncated`; `forged` for another key, another place or changed bytes */
export async function openIntakeKey(
  container: { algorithm: number; privateKey: Uint8Array },
  place: IntakeKeyPlace,
  sealed: Uint8Array,
): Promise<Uint8Array> {
  if (sealed.length < HEADER_BYTES) throw new SealingError('truncated', 'The sealed key is incomplete.');
  const algorithm = new DataView(sealed.buffer, sealed.byteOffset).getUint16(1);
  if (sealed[0] !== VERSION || algorithm !== container.algorithm) {
    throw new SealingError('format', 'The sealed key is of another version or algorithm than the container.');
  }
  const { suite, encBytes } = suiteOf(algorithm);
  if (sealed.length !== HEADER_BYTES + encBytes + KEY_BYTES + TAG_BYTES) {
    throw new SealingError('truncated', 'The sealed key does not have the length of its algorithm.');
  }
  const enc = sealed.subarray(HEADER_BYTES, HEADER_BYTES + encBytes);
  try {
    const privateKey = await suite.DeserializePrivateKey(container.privateKey, false);
    return await suite.Open(privateKey, enc, sealed.subarray(HEADER_BYTES + encBytes), { info: infoOf(place) });
  } catch (cause) {
    throw new SealingError('forged', 'The sealed key does not open: wrong container, wrong place or changed bytes.', {
      cause,
    });
  }
}

function suiteOf(algorithm: number): { suite: CipherSuite; encBytes: number } {
  const found = suites[algorithm];
  if (!found) throw new SealingError('format', `Key sealing algorithm ${algorithm} is not known to this version.`);
  return found;
}

function infoOf(place: IntakeKeyPlace): Uint8Array {
  const info = new Uint8Array(LABEL.length + 48);
  info.set(LABEL);
  info.set(idToBytes(place.firmId), LABEL.length);
  info.set(idToBytes(place.containerId), LABEL.length + 16);
  info.set(idToBytes(place.intakeKeyId), LABEL.length + 32);
  return info;
}
