import { Type } from 'typebox';

const base64url = Type.String({ pattern: '^[A-Za-z0-9_-]*$', maxLength: 65_536 });
export const Options = Type.Record(Type.String(), Type.Unknown(), {
  description: 'As the browser’s WebAuthn takes it (JSON)',
});
const extensions = Type.Record(Type.String(), Type.Unknown());

/** `PublicKeyCredential.toJSON()` of a sign-in (WebAuthn level 3). */
export const PasskeyAnswer = Type.Object({
  id: base64url,
  rawId: base64url,
  type: Type.Literal('public-key'),
  authenticatorAttachment: Type.Optional(Type.String({ maxLength: 40 })),
  clientExtensionResults: extensions,
  response: Type.Object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: Type.Optional(base64url),
  }),
});

/** The same of a registration. */
export const NewPasskey = Type.Object({
  id: base64url,
  rawId: base64url,
  type: Type.Literal('public-key'),
  authenticatorAttachment: Type.Optional(Type.String({ maxLength: 40 })),
  clientExtensionResults: extensions,
  response: Type.Object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    authenticatorData: Type.Optional(base64url),
    transports: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 16 })),
    publicKeyAlgorithm: Type.Optional(Type.Integer()),
    publicKey: Type.Optional(base64url),
  }),
});
