import { randomBytes } from 'node:crypto';

import { type Challenge as AltchaChallenge, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { createTestDatabase, type TestDatabase } from '../db/testing/test-database.ts';
import { type Challenge, createProofOfWork } from './proof-of-work.ts';

let db: TestDatabase;
let now = new Date();
const secret = randomBytes(32);
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db[Symbol.asyncDispose]());

const make = (key = secret) => createProofOfWork({ database: db, secret: key, clock: () => now });
const encode = (payload: object): string => Buffer.from(JSON.stringify(payload)).toString('base64');

async function solve(
  challenge: Challenge,
): Promise<{ challenge: Challenge; solution: { counter: number; derivedKey: string } }> {
  const solution = await solveChallenge({ challenge: challenge as unknown as AltchaChallenge, deriveKey });
  if (!solution) throw new Error('not solved');
  return { challenge, solution };
}

test('D1: a solution is taken once, also when it comes twice at the same moment', async () => {
  const work = make();
  const solution = encode(await solve(await work.newChallenge()));
  const answers = await Promise.all([work.takeSolution(solution), work.takeSolution(solution)]);
  expect(answers.sort()).toEqual([false, true]);
  expect(await work.takeSolution(solution)).toBe(false);
});

test('D1: a solution is worth nothing when it is late, changed, guessed, of another server or of too low a level', async () => {
  const work = make();
  const solved = await solve(await work.newChallenge());
  const { challenge, solution } = solved;
  const easier = { ...challenge, parameters: { ...challenge.parameters, cost: 1 } };
  const later = { ...challenge, parameters: { ...challenge.parameters, expiresAt: 9_999_999_999 } };
  for (const wrong of [
    encode({ challenge: easier, solution }),
    encode({ challenge: later, solution }),
    encode({ challenge: { ...challenge, signature: undefined }, solution }),
    encode({ challenge, solution: { ...solution, derivedKey: '00'.repeat(32) } }),
    encode({ challenge, solution: null }),
    encode({ challenge: null }),
    'not base64 of anything',
    'A'.repeat(20_000),
    '',
  ]) {
    expect(await work.takeSolution(wrong), wrong.slice(0, 40)).toBe(false);
  }
  expect(await make(randomBytes(32)).takeSolution(encode(solved))).toBe(false);
  expect(await work.takeSolution(encode(solved), 1)).toBe(false);
  now = new Date(now.getTime() + 21 * 60_000);
  expect(await work.takeSolution(encode(solved))).toBe(false);
  now = new Date();
  expect(await work.takeSolution(encode(solved))).toBe(true);
});

test('spent challenges are forgotten once they would have expired', async () => {
  const work = make();
  await work.takeSolution(encode(await solve(await work.newChallenge())));
  const before = await countSpent();
  await work.pruneChallenges();
  expect(await countSpent()).toBe(before);
  now = new Date(now.getTime() + 21 * 60_000);
  await work.pruneChallenges();
  expect(await countSpent()).toBe(0);
  now = new Date();
});

async function countSpent(): Promise<number> {
  return (await db.asOwner('select from spent_challenges')).rowCount ?? 0;
}
