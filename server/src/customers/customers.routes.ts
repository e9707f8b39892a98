import { Type } from 'typebox';

import { clientKey } from '../http/client-address.ts';
import { type HttpApp, requireStaff } from '../http/http-app.ts';
import * as schemas from './customer.schemas.ts';
import type { Customer, Customers } from './customers.service.ts';

const tags = ['customers'];
const security = [{ session: [] }];
/** A list of a hundred thousand customers has about five. */
const largestCsv = 10 * 1024 * 1024;

/** The challenge that stands before guessing numbers, for anybody. */
export function registerChallengeRoute(
  app: HttpApp,
  { customers }: { customers: Pick<Customers, 'newChallenge'> },
): void {
  app.get(
    '/api/challenge',
    {
      schema: {
        tags: ['drop-offs'],
        summary: 'A proof of work (ALTCHA 2) to solve before the next try of a customer number',
        security: [],
        response: { 200: schemas.challenge },
      },
    },
    async (request, reply) => {
      void reply.header('cache-control', 'no-store');
      return await customers.newChallenge(clientKey(request));
    },
  );
}

/** The firm's list of customers, for staff. */
export function registerCustomerRoutes(app: HttpApp, { customers }: { customers: Customers }): void {
  app.get(
    '/api/customers',
    {
      schema: {
        tags,
        summary: 'Customers by name, a page at a time',
        security,
        querystring: schemas.listQuery,
        response: { 200: schemas.customerPage },
      },
    },
    async (request) => {
      const { items, nextCursor } = await customers.list(await requireStaff(request), request.query);
      return { items: items.map(viewOf), nextCursor };
    },
  );

  app.post(
    '/api/customers',
    {
      schema: {
        tags,
        summary: 'Add a customer',
        description: 'Errors: 400 `customer_number_malformed`, `name_invalid`; 409 `customer_number_taken`.',
        security,
        body: schemas.newCustomer,
        response: { 201: schemas.customer },
      },
    },
    async (request, reply) => {
      const customer = await customers.add(await requireStaff(request), request.body);
      return reply.code(201).send(viewOf(customer));
    },
  );

  app.patch(
    '/api/customers/:id',
    {
      schema: {
        tags,
        summary: 'Rename, deactivate or reactivate a customer',
        security,
        params: Type.Object({ id: Type.String({ maxLength: 64 }) }),
        body: schemas.customerPatch,
        response: { 200: schemas.customer },
      },
    },
    async (request) => viewOf(await customers.change(await requireStaff(request), request.params.id, request.body)),
  );

  // In a scope of its own: nowhere else is text/csv a body.
  void app.register(async (scoped: HttpApp) => registerImport(scoped, customers));
}

function registerImport(app: HttpApp, customers: Customers): void {
  app.addContentTypeParser('text/csv', { parseAs: 'buffer', bodyLimit: largestCsv }, (_request, body, done) =>
    done(null, body),
  );
  app.post(
    '/api/customers/import',
    {
      bodyLimit: largestCsv,
      // Before the body: a stranger's ten megabytes are not even read.
      onRequest: async (request) => void (await requireStaff(request)),
      schema: {
        tags,
        summary: 'Take over a list of customers (CSV), or look at what that would do',
        description:
          'Number and name, with a header row in German or English or none; UTF-8, UTF-16 or Windows-1252; separated by ' +
          'semicolon, comma or tab. Good rows are taken over together; rows with errors are left out and named. ' +
          'Errors: 400 `csv_unreadable` with `reason`.',
        security,
        querystring: schemas.importQuery,
        body: { content: { 'text/csv': { schema: Type.Any({ description: 'At most 10 MiB' }) } } },
        response: { 200: schemas.importResult },
      },
    },
    async (request) => {
      const csv = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      return await customers.importCsv(await requireStaff(request), csv, { preview: request.query.preview ?? false });
    },
  );
}

function viewOf({ id, number, name, active, createdAt, changedAt }: Customer) {
  return { id, number, name, active, createdAt: createdAt.toISOString(), changedAt: changedAt.toISOString() };
}
