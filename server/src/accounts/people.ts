import { randomUUID } from 'node:crypto';

import { isUniqueViolation } from '../db/database-errors.ts';
import type { FirmTransaction } from '../db/database.ts';
import { Conflict, InvalidInput } from '../errors.ts';
import { isPlainLine } from '../plain-text.ts';
import { insertAccount, type Role } from './accounts.queries.ts';
import { checkPassword } from './check-password.ts';
import { hashPassword } from './password.ts';

// Deliberately plain: one @, no blanks or signs that could end a mail header or address a second mailbox.
const address = /^[^\s@<>"(),:;\\[\]]{1,64}@[^\s@<>"(),:;\\[\]]+\.[^\s@<>"(),:;\\[\].]{2,}$/;

/** An address in the one form it is stored and compared in. @throws InvalidInput `email_invalid` */
export function readEmail(typed: string): string {
  const email = typed.trim().toLowerCase();
  if (email.length > 254 || !address.test(email)) {
    throw new InvalidInput('email_invalid', 'This is not an e-mail address.');
  }
  return email;
}

/** @throws InvalidInput `name_invalid` */
export function readName(typed: string): string {
  const name = typed.trim().replace(/\s+/g, ' ');
  if (name.length < 1 || name.length > 200 || !isPlainLine(name)) {
    throw new InvalidInput('name_invalid', 'Please give a name of at most 200 characters.');
  }
  return name;
}

export type NewPerson = { name: string; email: string; password: string; role: Role };

/**
 * Checks a person and hashes the password, outside any transaction; what it returns inserts the account.
 * @throws InvalidInput `email_invalid`, `name_invalid`, `password_…`; the insert: Conflict `email_taken`
 */
export async function preparePerson(
  person: NewPerson,
  context: { firmName: string; now: () => Date },
): Promise<(tx: FirmTransaction, firmId: string) => Promise<string>> {
  const email = readEmail(person.email);
  const name = readName(person.name);
  checkPassword(person.password, [name, email, context.firmName]);
  const passwordHash = await hashPassword(person.password);
  return async (tx, firmId) => {
    const id = randomUUID();
    try {
      await insertAccount(tx, { id, firmId, email, name, role: person.role, passwordHash, createdAt: context.now() });
    } catch (error) {
      if (isUniqueViolation(error)) throw new Conflict('email_taken', 'There is an account with this address already.');
      throw error;
    }
    return id;
  };
}
