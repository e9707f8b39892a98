import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';

/** What a test may let go wrong. */
export type Slip = { origin?: string; rpId?: string; verified?: boolean; counter?: number };

/** A passkey in memory (ES256, attestation "none"), as WebAuthn level 3 and CTAP 2 lay it out. */
export class SoftAuthenticator {
  readonly #id = randomBytes(32);
  readonly #pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  readonly #origin: string;
  #counter = 0;

  constructor(origin: string) {
    this.#origin = origin;
  }

  register(options: PublicKeyCredentialCreationOptionsJSON, slip: Slip = {}): RegistrationResponseJSON {
    const length = Buffer.from([0, this.#id.length]);
    const attested = Buffer.concat([Buffer.alloc(16), length, this.#id, coseKey(this.#pair.publicKey)]);
    const authData = Buffer.concat([this.#head(options.rp.id ?? '', 0x40, slip), attested]);
    const object = [0xa3, ...text('fmt'), ...text('none'), ...text('attStmt'), 0xa0, ...text('authData')];
    const attestationObject = Buffer.concat([Buffer.from(object), byteString(authData)]);
    const clientDataJSON = this.#clientData('webauthn.create', options.challenge, slip).toString('base64url');
    return {
      ...this.#frame(),
      response: {
        clientDataJSON,
        attestationObject: attestationObject.toString('base64url'),
        transports: ['internal'],
      },
    };
  }

  answer(options: PublicKeyCredentialRequestOptionsJSON, slip: Slip = {}): AuthenticationResponseJSON {
    this.#counter += 1;
    const authenticatorData = this.#head(options.rpId ?? '', 0, slip);
    const clientData = this.#clientData('webauthn.get', options.challenge, slip);
    const signed = Buffer.concat([authenticatorData, createHash('sha256').update(clientData).digest()]);
    return {
      ...this.#frame(),
      response: {
        clientDataJSON: clientData.toString('base64url'),
        authenticatorData: authenticatorData.toString('base64url'),
        signature: sign('sha256', signed, this.#pair.privateKey).toString('base64url'),
      },
    };
  }

  #frame() {
    const id = this.#id.toString('base64url');
    return { id, rawId: id, type: 'public-key' as const, clientExtensionResults: {} };
  }

  #clientData(type: string, challenge: string, { origin = this.#origin }: Slip): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }

  /** rpIdHash, flags (0x01 present, 0x04 verified), counter. */
  #head(rpId: string, flags: number, slip: Slip): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(slip.counter ?? this.#counter);
    const rpIdHash = createHash('sha256')
      .update(slip.rpId ?? rpId)
      .digest();
    return Buffer.concat([rpIdHash, Buffer.from([flags | 0x01 | (slip.verified === false ? 0 : 0x04)]), counter]);
  }
}

/** COSE_Key of a P-256 key: kty 2, alg -7, crv 1, x, y (RFC 9053). */
function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  return Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
    byteString(Buffer.from(x, 'base64url')),
    Buffer.from([0x22]),
    byteString(Buffer.from(y, 'base64url')),
  ]);
}

const text = (value: string): number[] => [0x60 + value.length, ...Buffer.from(value)];
const byteString = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from([0x58, bytes.length]), bytes]);
