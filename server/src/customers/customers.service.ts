import { randomUUID } from 'node:crypto';

import type { AnonymousActor, StaffActor } from '../actor.ts';
import type { Challenge } from '../access/proof-of-work.ts';
import { isId } from '../access/is-id.ts';
import { assertMay, type Verb } from '../access/may.ts';
import type { FirmTransaction } from '../db/database.ts';
import { isUniqueViolation } from '../db/database-errors.ts';
import { recordCustomerAdded, recordCustomerChanged } from '../evidence/customer-events.ts';
import { Conflict, InvalidInput, NotFound } from '../errors.ts';
import { numberFormat, requireNumberFormat, tidyNumber } from './customer-number.ts';
import {
  type Customer,
  findCustomer,
  insertCustomer,
  listCustomers,
  type Place,
  updateCustomer,
} from './customers.queries.ts';
import {
  createIdentifyCustomer,
  type IdentifyDeps,
  type IdentifiedCustomer,
  type IdentifyRequest,
} from './identify-customer.ts';
import { importCustomers, type ImportResult } from './import-customers.ts';
import { maskName } from './mask-name.ts';
import { readCustomerCsv } from './read-customer-csv.ts';

export type { Customer } from './customers.queries.ts';
export type { ImportResult } from './import-customers.ts';

export type CustomersDeps = IdentifyDeps & { clock?: () => Date };

export type Customers = {
  /** D1, see identify-customer.ts for what it throws. */
  identifyCustomer(actor: AnonymousActor, request: IdentifyRequest): Promise<IdentifiedCustomer>;
  /** A challenge for the next try of this client. */
  newChallenge(clientKey: string): Promise<Challenge>;
  /** As much of a customer's name as a stranger may see. */
  maskName(name: string): string;
  /** Whether the firm of the transaction has this customer, active or not. */
  exists(tx: FirmTransaction, id: string): Promise<boolean>;
  /** By name; `nextCursor` is null on the last page. @throws InvalidInput `cursor_invalid` */
  list(
    actor: StaffActor,
    page?: { search?: string | undefined; cursor?: string | undefined; limit?: number | undefined },
  ): Promise<{ items: Customer[]; nextCursor: string | null }>;
  /** @throws InvalidInput `customer_number_malformed`, `name_invalid`; Conflict `customer_number_taken` */
  add(actor: StaffActor, customer: { number: string; name: string }): Promise<Customer>;
  /** @throws NotFound; InvalidInput `name_invalid` */
  change(actor: StaffActor, id: string, patch: { name?: string; active?: boolean }): Promise<Customer>;
  /** @throws InvalidInput `csv_unreadable` */
  importCsv(actor: StaffActor, csv: Uint8Array, options: { preview: boolean }): Promise<ImportResult>;
};

function allow(actor: StaffActor, verb: Verb): void {
  assertMay(actor, verb, { kind: 'customer', firmId: actor.firmId });
}

export function createCustomers(deps: CustomersDeps): Customers {
  const { database, firms } = deps;
  const clock = deps.clock ?? (() => new Date());

  return {
    ...createIdentifyCustomer(deps),
    maskName,
    exists: async (tx, id) => (await findCustomer(tx, id)) !== undefined,

    async list(actor, { search = '', cursor, limit = 50 } = {}) {
      allow(actor, 'list');
      const after = cursor === undefined ? undefined : readCursor(cursor);
      const page = { search: search.normalize('NFC').trim().slice(0, 200), after, limit: limit + 1 };
      const rows = await database.inFirm(actor.firmId, (tx) => listCustomers(tx, page));
      const items = rows.slice(0, limit);
      const last = rows.length > limit ? items.at(-1) : undefined;
      return {
        items: items.map(({ sortName: _sortName, ...customer }) => customer),
        nextCursor: last ? writeCursor(last) : null,
      };
    },

    async add(actor, { number, name }) {
      allow(actor, 'create');
      const customer = { id: randomUUID(), number: tidyNumber(number), name: tidyName(name) };
      requireNumberFormat(await firms.getFirm(actor.firmId), customer.number);
      const now = clock();
      await database
        .inFirm(actor.firmId, async (tx) => {
          await insertCustomer(tx, { ...customer, firmId: actor.firmId, now });
          await recordCustomerAdded(tx, actor, customer.id);
        })
        .catch((error: unknown) => {
          if (!isUniqueViolation(error, 'customers_number_taken')) throw error;
          throw new Conflict('customer_number_taken', 'Another customer has this number.');
        });
      return { ...customer, active: true, createdAt: now, changedAt: now };
    },

    async change(actor, id, { name, active }) {
      allow(actor, 'change');
      if (!isId(id)) throw new NotFound();
      const tidy = name === undefined ? undefined : tidyName(name);
      return await database.inFirm(actor.firmId, async (tx) => {
        const before = await findCustomer(tx, id);
        if (!before) throw new NotFound();
        const patch = {
          ...(tidy !== undefined && tidy !== before.name && { name: tidy }),
          ...(active !== undefined && active !== before.active && { active }),
        };
        if (Object.keys(patch).length === 0) return before;
        const now = clock();
        await updateCustomer(tx, id, { ...patch, now });
        const { name: renamed, ...rest } = patch;
        await recordCustomerChanged(tx, actor, id, { ...rest, ...(renamed !== undefined && { name: true }) });
        return { ...before, ...patch, changedAt: now };
      });
    },

    async importCsv(actor, csv, options) {
      allow(actor, 'import');
      const isNumber = numberFormat((await firms.getFirm(actor.firmId)).customerNumberPattern);
      const list = await readCustomerCsv(csv, isNumber);
      return await importCustomers({ database, clock }, actor, list, options);
    },
  };
}

function tidyName(name: string): string {
  const tidy = name
    .normalize('NFC')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  if (tidy.length < 1 || tidy.length > 200) {
    throw new InvalidInput('name_invalid', 'A name has 1 to 200 characters.', { field: 'name' });
  }
  return tidy;
}

function writeCursor({ sortName, id }: Place): string {
  return Buffer.from(JSON.stringify([sortName, id])).toString('base64url');
}

function readCursor(cursor: string): Place {
  try {
    const [sortName, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[];
    if (typeof sortName === 'string' && typeof id === 'string' && isId(id)) return { sortName, id };
  } catch {
    // Said below.
  }
  throw new InvalidInput('cursor_invalid', 'This page of the list is not known.');
}
