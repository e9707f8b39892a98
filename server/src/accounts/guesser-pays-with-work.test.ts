import { type Challenge, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { expect, test } from 'vitest';

import { startApp } from '../testing/start-app.ts';

test('V2: from the sixth try on a sign-in costs a solved task, each task once; the right password then gets in', async () => {
  await using app = await startApp();
  const { email, password } = await app.addFirm();
  const signIn = async (body: object) => {
    const answer = await fetch(`${app.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, ...body }),
    });
    return { status: answer.status, ...((await answer.json()) as { code: string; challenge: Challenge }) };
  };
  const wrong = 'ganz falsches Passwort';
  for (let at = 0; at < 5; at += 1) expect((await signIn({ password: wrong })).code).toBe('credentials_wrong');

  const solveNext = async (): Promise<string> => {
    const refused = await signIn({ password });
    expect([refused.status, refused.code]).toEqual([428, 'proof_of_work_required']);
    const { challenge } = refused;
    const solution = await solveChallenge({ challenge, deriveKey });
    return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
  };
  const altcha = await solveNext();
  expect((await signIn({ password: wrong, altcha })).code).toBe('credentials_wrong');
  expect((await signIn({ password, altcha })).code).toBe('proof_of_work_required');
  expect((await signIn({ password, altcha: await solveNext() })).status).toBe(200);
  // The right password made up for the wrong ones.
  expect((await signIn({ password: wrong })).code).toBe('credentials_wrong');
});
