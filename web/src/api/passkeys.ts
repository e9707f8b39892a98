/** Options and answers in the JSON forms of WebAuthn level 3, which server and browser both speak. */
type Options = Record<string, unknown>;

/** Whether this browser can make and use passkeys here; not on addresses without https. */
export function hasPasskeys(): boolean {
  return (
    typeof PublicKeyCredential !== 'undefined' &&
    'parseCreationOptionsFromJSON' in PublicKeyCredential &&
    'parseRequestOptionsFromJSON' in PublicKeyCredential
  );
}

/** The person broke it off, or let its time run out. */
export class PasskeyNotGiven extends Error {}

/** This device has a passkey of the account already. */
export class PasskeyExists extends Error {}

export async function createPasskey(options: Options): Promise<unknown> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
    options as unknown as PublicKeyCredentialCreationOptionsJSON,
  );
  return toJson(await navigator.credentials.create({ publicKey }).catch(explain));
}

export async function askPasskey(options: Options): Promise<unknown> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
    options as unknown as PublicKeyCredentialRequestOptionsJSON,
  );
  return toJson(await navigator.credentials.get({ publicKey }).catch(explain));
}

function toJson(credential: Credential | null): unknown {
  if (!(credential instanceof PublicKeyCredential)) throw new PasskeyNotGiven();
  return credential.toJSON();
}

function explain(error: unknown): never {
  if (error instanceof DOMException && error.name === 'InvalidStateError') throw new PasskeyExists();
  if (error instanceof DOMException) throw new PasskeyNotGiven();
  throw error;
}
