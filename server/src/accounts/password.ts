import { hash, parseOptions, verify } from '@node-rs/argon2';

import { TooMany } from '../errors.ts';

/** Argon2id, 19 MiB, two passes, one lane: OWASP Password Storage Cheat Sheet, RFC 9106. */
export const argonParameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const;

/** Hashing borrows threads that disk work needs too, and memory; so few at once, and a line of limited length. */
const atOnce = 2;
const longestLine = 200;

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running < atOnce) running += 1;
  else {
    if (waiting.length >= longestLine) {
      throw new TooMany('rate_limited', 'Too many sign-ins at once. Please try again in a moment.', {
        retryAfterSeconds: 10,
      });
    }
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/** The same characters typed on different systems are the same password (NFC; Unicode Annex 15). */
function normalized(password: string): string {
  return password.normalize('NFC');
}

/** The password as an Argon2id string with its own salt. Checks nothing: see checkPassword. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(normalized(password), argonParameters));
}

/** A stored hash nobody has the password of: comparing against it takes as long as against a real one. */
const nobodysHash = `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/**
 * Whether the password belongs to the stored hash. Without a usable hash (no such account) it does the same work and
 * says no.
 */
export function verifyPassword(password: string, stored: string | undefined): Promise<boolean> {
  const usable = stored?.startsWith('$argon2id$') ? stored : undefined;
  return inTurn(async () => (await verify(usable ?? nobodysHash, normalized(password))) && usable !== undefined);
}

/** True when the hash was made with other parameters than today's and the password is at hand to make it anew. */
export function needsRehash(stored: string): boolean {
  const made = parseOptions(stored);
  return (
    !stored.startsWith('$argon2id$v=19$') ||
    made.memoryCost !== argonParameters.memoryCost ||
    made.timeCost !== argonParameters.timeCost ||
    made.parallelism !== argonParameters.parallelism ||
    made.outputLen !== argonParameters.outputLen
  );
}
