import { setTimeout as sleep } from 'node:timers/promises';

import type { AuthContext } from 'ssh2';

import type { Attempts } from '../access/attempts.ts';
import { InvalidInput } from '../errors.ts';
import { addressKey, shortenedAddress } from '../http/client-address.ts';
import type { Log } from '../log.ts';
import { type PublicKey, readBlob } from './public-key.ts';
import type { Admission, SftpSignIn } from './sign-in.ts';
import { verifySignature } from './verify-signature.ts';

export type AuthenticateDeps = {
  signIn: SftpSignIn;
  attempts: Attempts;
  log: Log;
  /** Milliseconds every refusal takes at least: none tells by its time what was wrong. */
  slowestRefusal?: number;
};

/** What a client may try on one connection; people with an agent full of keys need several. */
const mostTries = 12;
/** Connections of one address that led to nothing, in so many seconds. */
const limit = { max: 30, windowSeconds: 600 };
const scope = 'sftp';

export type Visitor = { address: string; client: string };

/**
 * Lets one connection in by a key, and by nothing else. Unknown people, unknown keys and wrong signatures get the same
 * answer after the same time.
 */
export function createAuthentication(
  { signIn, attempts, log, slowestRefusal = 250 }: AuthenticateDeps,
  { address, client }: Visitor,
  ends: { admitted(admission: Admission): void; tooMany(): void },
) {
  const key = addressKey(address);
  let tries = 0;
  let isAdmitted = false;
  let isCounted = false;

  async function look(context: AuthContext): Promise<'key-known' | Admission | undefined> {
    if (context.method !== 'publickey') return undefined;
    if ((await attempts.recentAttempts(scope, key, limit.windowSeconds)) >= limit.max) return undefined;
    const { key: offered, signature, blob, hashAlgo } = context;
    const publicKey = readKey(offered.data);
    if (!publicKey || publicKey.algorithm !== offered.algo) return undefined;
    const found = await signIn.findHolder(context.username, publicKey.blob, address);
    if (!found) return undefined;
    if (!signature || !blob) return 'key-known';
    if (!verifySignature(publicKey, blob, { bytes: signature, hash: hashAlgo })) return undefined;
    return await signIn.admit(found.holder, { address, network: shortenedAddress(address), client });
  }

  async function refuse(context: AuthContext, begun: number): Promise<void> {
    await sleep(Math.max(0, slowestRefusal - (performance.now() - begun)));
    if ((tries += 1) > mostTries) return ends.tooMany();
    // Where one would go on: with a key only.
    context.reject(['publickey']);
  }

  return {
    async decide(context: AuthContext): Promise<void> {
      // The question what is offered at all, with which every client begins.
      if (context.method === 'none') return context.reject(['publickey']);
      const begun = performance.now();
      const found = await look(context).catch((error: unknown) => {
        log.error({ err: error }, 'a sign-in over SFTP failed');
        return undefined;
      });
      if (found === undefined) return await refuse(context, begun);
      if (found !== 'key-known') {
        isAdmitted = true;
        ends.admitted(found);
      }
      context.accept();
    },
    /** The connection is over: one that only tried counts. */
    async finish(): Promise<void> {
      if (isAdmitted || isCounted || tries === 0) return;
      isCounted = true;
      await attempts.countAttempt(scope, key, limit.windowSeconds);
    },
  };
}

function readKey(blob: Buffer): PublicKey | undefined {
  try {
    return readBlob(blob);
  } catch (error) {
    if (error instanceof InvalidInput) return undefined;
    throw error;
  }
}
