import { randomBytes } from 'node:crypto';

import { type Challenge as AltchaChallenge, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';

import type { StaffActor } from '../../actor.ts';
import { createAttempts } from '../../access/attempts.ts';
import { createProofOfWork } from '../../access/proof-of-work.ts';
import { insertAccount, insertFirm } from '../../db/testing/rows.ts';
import { createTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts';
import { findFirm } from '../../firms/firms.queries.ts';
import { createCustomers, type Customers } from '../customers.service.ts';

export type CustomersRoom = AsyncDisposable & {
  db: TestDatabase;
  customers: Customers;
  /** The one clock of the room; set it to move time. */
  time: { now: Date };
  makeFirm(): Promise<{ firmId: string; staff: StaffActor }>;
};

/** The room with everything real but the clock, and without the delay of refusals. */
export async function openCustomersRoom(): Promise<CustomersRoom> {
  const db = await createTestDatabase();
  const time = { now: new Date() };
  const clock = (): Date => time.now;
  const firms = {
    getFirm: async (firmId: string) => {
      const firm = await db.inFirm(firmId, (tx) => findFirm(tx, firmId));
      if (!firm) throw new Error('no such firm');
      return firm;
    },
  };
  const attempts = createAttempts({ database: db, hashKey: randomBytes(32), clock });
  const proofOfWork = createProofOfWork({ database: db, secret: randomBytes(32), clock });
  return {
    db,
    time,
    customers: createCustomers({ database: db, firms, attempts, proofOfWork, clock, slowestRefusal: 50 }),
    async makeFirm() {
      const firmId = await insertFirm(db);
      const accountId = await insertAccount(db, firmId);
      return { firmId, staff: { kind: 'staff', firmId, accountId, role: 'agent', sessionId: accountId } };
    },
    [Symbol.asyncDispose]: () => db[Symbol.asyncDispose](),
  };
}

/** What a sender's program does with a challenge; the answer goes into `altcha`. */
export async function solve(challenge: unknown): Promise<string> {
  const solution = await solveChallenge({ challenge: challenge as AltchaChallenge, deriveKey });
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
}
