import { randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { generate } from 'otplib';
import { afterAll, describe, expect, test } from 'vitest';

import type { EventKind } from '../evidence/event-kinds.ts';
import { sampleProfile } from '../profiles/testing/sample-profile.ts';
import { listRoutes, openRouteWorld, type Sent, tus } from './testing/route-world.ts';

/**
 * Every door through which something is changed, or read of what customers sent, writes into the protocol: `act` goes
 * through it, and `kind` must have been written meanwhile. Where that is not so, a reason stands here; where it takes
 * more than a request, the test that looks for the kind.
 */
type Row =
  | { kind: EventKind; act: () => Promise<Response> }
  | { kind: EventKind; elsewhere: string }
  | { unrecorded: string };

const world = await openRouteWorld();
afterAll(() => world[Symbol.asyncDispose]());
const { database } = world.app.services.erasing;

const agentPassword = 'drei rote Bagger am Deich';

type Sending = { cookie?: string; token?: string; body?: unknown; headers?: Record<string, string> };

async function send(route: string, { cookie, token, body, headers }: Sending = {}): Promise<Response> {
  const [method = '', path = ''] = route.split(' ');
  const isJson = body !== undefined && typeof body !== 'string' && !(body instanceof Uint8Array);
  const answer = await fetch(world.app.url + path, {
    method,
    headers: {
      ...(cookie !== undefined && { cookie }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(isJson && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: isJson ? JSON.stringify(body) : (body as string | Uint8Array<ArrayBuffer>) }),
  });
  return answer;
}

const asOwner = async (): Promise<string> => (await world.credentials('owner', undefined))['cookie'] ?? '';
const asStaff = async (route: string, body?: unknown, headers?: Record<string, string>): Promise<Response> =>
  await send(route, { cookie: await asOwner(), body, ...(headers && { headers }) });

/** A new agent with a session, for what changes an account. */
async function newAgent() {
  const email = `${randomUUID()}@musterhaus.example`;
  await asStaff('POST /api/team/invitations', { email, role: 'agent' });
  const token = await mailedToken('/einladung');
  const answer = await send('POST /api/invitations/accept', { body: { token, name: 'Neue', password: agentPassword } });
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const { account } = (await answer.clone().json()) as { account: { id: string } };
  return { email, cookie, accountId: account.id, accepted: answer };
}

async function withSecondFactor() {
  const agent = await newAgent();
  const begun = await send('POST /api/account/totp', { cookie: agent.cookie, body: { password: agentPassword } });
  const { secret } = (await begun.json()) as { secret: string };
  const code = await generate({ secret });
  return {
    ...agent,
    confirmed: await send('POST /api/account/totp/confirm', { cookie: agent.cookie, body: { code } }),
  };
}

async function mailedToken(page: string): Promise<string> {
  const rows = await database.inFirm(world.firmId, (tx) =>
    tx.selectFrom('mails').select('body').orderBy('created_at', 'desc').limit(5).execute(),
  );
  const found = rows.map(({ body }) => new RegExp(`${page}#(\\S+)`).exec(body ?? '')?.[1]).find(Boolean);
  return found ?? 'no-mail';
}

/** One grey point. */
const tinyLogo = Uint8Array.from(
  Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCBd81ytgAAAABJRU5ErkJggg==', 'base64'),
);
const aRequest = () => ({ what: 'Belege', until: new Date(Date.now() + 86_400_000).toISOString(), maxUses: 1 });
const customer = (number: string) => ({ number, name: 'Tischlerei am Markt GmbH' });
const sent = async (how: Parameters<typeof world.dropOff>[0]): Promise<Sent> => await world.dropOff(how);
const chunk = { ...tus, 'content-type': 'application/offset+octet-stream' };

/** An OpenSSH public key of random bytes. */
function sshKey(): string {
  const parts = [Buffer.from('ssh-ed25519'), randomBytes(32)];
  const fields = parts.flatMap((part) => [Buffer.from([0, 0, 0, part.length]), part]);
  return `ssh-ed25519 ${Buffer.concat(fields).toString('base64')}`;
}

async function addSshKey(cookie: string): Promise<Response> {
  return await send('POST /api/account/ssh-keys', { cookie, body: { publicKey: sshKey(), password: agentPassword } });
}

async function sendLastByte(method: 'PATCH' | 'POST'): Promise<Response> {
  const { token, uploadId, length } = { ...(await sent('unfinished')), length: 25 };
  const headers = {
    ...chunk,
    'upload-offset': String(length),
    ...(method === 'POST' && { 'x-http-method-override': 'PATCH' }),
  };
  return await send(`${method} /api/uploads/${uploadId}`, { token, body: '!', headers });
}

const atDropoff = (kind: EventKind, method: 'GET' | 'POST', rest: string, body?: unknown): Row => ({
  kind,
  act: async () => await asStaff(`${method} /api/dropoffs/${(await sent('submitted')).dropoffId}${rest}`, body),
});

const table: Record<string, Row> = {
  'POST /api/setup': { kind: 'firm-created', elsewhere: 'protocol/protocol.routes.test.ts' },
  'POST /api/session': {
    kind: 'signed-in',
    act: async () => {
      const { email } = await newAgent();
      return await send('POST /api/session', { body: { email, password: agentPassword } });
    },
  },
  'DELETE /api/session': { kind: 'signed-out', act: () => asStaff('DELETE /api/session') },
  'POST /api/session/passkey/options': { unrecorded: 'a fresh challenge, the same for everybody' },
  'POST /api/session/passkey': { kind: 'signed-in', elsewhere: 'accounts/passkeys.test.ts' },
  'POST /api/invitations/look': { unrecorded: 'shows who was invited to whoever has the invitation' },
  'POST /api/invitations/accept': { kind: 'invitation-accepted', act: async () => (await newAgent()).accepted },
  'POST /api/password-resets': {
    kind: 'password-reset-asked',
    act: async () => await send('POST /api/password-resets', { body: { email: (await newAgent()).email } }),
  },
  'POST /api/password-resets/look': { unrecorded: 'shows whose link it is to whoever has it' },
  'POST /api/password-resets/complete': {
    kind: 'password-reset',
    elsewhere: 'accounts/password-reset-by-mail.test.ts',
  },

  'PUT /api/account/password': {
    kind: 'password-changed',
    act: async () => {
      const { cookie } = await newAgent();
      const body = { current: agentPassword, new: 'neun leise Möwen am Kai' };
      return await send('PUT /api/account/password', { cookie, body });
    },
  },
  'POST /api/account/totp': { unrecorded: 'makes a secret that opens nothing until it is confirmed' },
  'POST /api/account/totp/confirm': { kind: 'second-factor-on', act: async () => (await withSecondFactor()).confirmed },
  'DELETE /api/account/totp': {
    kind: 'second-factor-off',
    act: async () =>
      await send('DELETE /api/account/totp', {
        cookie: (await withSecondFactor()).cookie,
        body: { password: agentPassword },
      }),
  },
  'POST /api/account/recovery-codes': {
    kind: 'recovery-codes-made',
    act: async () =>
      await send('POST /api/account/recovery-codes', {
        cookie: (await withSecondFactor()).cookie,
        body: { password: agentPassword },
      }),
  },
  'POST /api/account/passkeys/options': { unrecorded: 'a fresh challenge; the key that answers it is recorded' },
  'POST /api/account/passkeys': { kind: 'passkey-added', elsewhere: 'accounts/passkeys.test.ts' },
  'DELETE /api/account/passkeys/:id': { kind: 'passkey-removed', elsewhere: 'accounts/passkeys.test.ts' },
  'DELETE /api/account/sessions': {
    kind: 'sessions-ended',
    act: async () => {
      await world.openSession(world.owner);
      return await asStaff('DELETE /api/account/sessions');
    },
  },
  'DELETE /api/account/sessions/:id': {
    kind: 'sessions-ended',
    act: async () => await asStaff(`DELETE /api/account/sessions/${(await world.openSession(world.owner)).id}`),
  },
  'POST /api/account/ssh-keys': {
    kind: 'ssh-key-added',
    act: async () => await addSshKey((await newAgent()).cookie),
  },
  'DELETE /api/account/ssh-keys/:id': {
    kind: 'ssh-key-removed',
    act: async () => {
      const { cookie } = await newAgent();
      const { id } = (await (await addSshKey(cookie)).json()) as { id: string };
      return await send(`DELETE /api/account/ssh-keys/${id}`, { cookie });
    },
  },

  'PATCH /api/settings': {
    kind: 'settings-changed',
    act: () => asStaff('PATCH /api/settings', { imprint: `Musterhaus ${randomUUID()}` }),
  },
  'PUT /api/settings/look/accent': {
    kind: 'settings-changed',
    act: () => asStaff('PUT /api/settings/look/accent', { accent: '#0a5875' }),
  },
  'PUT /api/settings/look/logo': {
    kind: 'settings-changed',
    act: () => asStaff('PUT /api/settings/look/logo', tinyLogo, { 'content-type': 'image/png' }),
  },
  'DELETE /api/settings/look/logo': { kind: 'settings-changed', act: () => asStaff('DELETE /api/settings/look/logo') },
  'POST /api/profiles': {
    kind: 'profile-added',
    act: () => asStaff('POST /api/profiles', sampleProfile({ slug: randomUUID() })),
  },
  'PATCH /api/profiles/:id': {
    kind: 'profile-changed',
    act: async () => {
      const { id } = await world.app.services.profiles.add(world.owner, sampleProfile({ slug: randomUUID() }));
      return await asStaff(`PATCH /api/profiles/${id}`, { active: false });
    },
  },
  'POST /api/team/invitations': {
    kind: 'invited',
    act: () => asStaff('POST /api/team/invitations', { email: `${randomUUID()}@x.example`, role: 'agent' }),
  },
  'DELETE /api/team/invitations/:id': {
    kind: 'invitation-revoked',
    act: async () => await asStaff(`DELETE /api/team/invitations/${await world.invite()}`),
  },
  'PATCH /api/team/:id': {
    kind: 'member-changed',
    act: async () => await asStaff(`PATCH /api/team/${(await newAgent()).accountId}`, { deactivated: true }),
  },
  'POST /api/customers': { kind: 'customer-added', act: () => asStaff('POST /api/customers', customer('70001')) },
  'PATCH /api/customers/:id': {
    kind: 'customer-changed',
    act: () => asStaff(`PATCH /api/customers/${world.customerId}`, { name: `Neuer Name ${randomUUID()}` }),
  },
  'POST /api/customers/import': {
    kind: 'customers-imported',
    act: () => asStaff('POST /api/customers/import?preview=false', '70002;Neu e. V.', { 'content-type': 'text/csv' }),
  },

  'POST /api/settings/link-key': { kind: 'link-key-made', act: () => asStaff('POST /api/settings/link-key') },
  'POST /api/requests': {
    kind: 'request-created',
    act: () => asStaff('POST /api/requests', { ...aRequest(), customerId: world.customerId }),
  },
  'DELETE /api/requests/:id': {
    kind: 'request-revoked',
    act: async () => {
      const request = { ...aRequest(), until: new Date(Date.now() + 86_400_000) };
      const { id } = await world.app.services.requests.create(world.owner, request);
      return await asStaff(`DELETE /api/requests/${id}`);
    },
  },
  'POST /api/messages': { kind: 'message-received', elsewhere: 'messages/messages.test.ts' },
  'POST /api/messages/:id/open': { kind: 'password-revealed', elsewhere: 'messages/messages.test.ts' },
  'POST /api/messages/:id/close': { kind: 'message-closed', elsewhere: 'messages/messages.test.ts' },
  'POST /api/requests/look': { unrecorded: 'shows what was asked for to whoever has the link' },
  'PUT /api/customers/:id/agreement': {
    kind: 'agreement-changed',
    act: () =>
      asStaff(`PUT /api/customers/${world.customerId}/agreement`, {
        inForce: true,
        concludedOn: '2026-01-02',
        reference: '',
      }),
  },
  'GET /api/dropoffs/:id/agreement': { unrecorded: 'whether an agreement is in force, for the sender' },
  'POST /api/dropoffs/:id/agreement': {
    kind: 'agreement-requested',
    act: async () => {
      await asStaff('POST /api/customers', customer('70003'));
      const opened = await send('POST /api/dropoffs', { body: { customerNumber: '70003', firm: world.firmId } });
      const { id, token } = (await opened.json()) as { id: string; token: string };
      return await send(`POST /api/dropoffs/${id}/agreement`, { token });
    },
  },

  'GET /api/inbox': { unrecorded: 'the list; opening a drop-off, and every file taken out of it, is recorded' },
  'GET /api/inbox/events': { unrecorded: 'ids of what changed, nothing of it' },
  'GET /api/inbox/:id': {
    kind: 'dropoff-seen',
    act: async () => await asStaff(`GET /api/inbox/${(await sent('submitted')).dropoffId}`),
  },
  'POST /api/dropoffs/:id/close': atDropoff('dropoff-closed', 'POST', '/close', {}),
  'GET /api/dropoffs/:id/files/:fileId': {
    kind: 'file-read',
    act: async () => {
      const { dropoffId, uploadId } = await sent('submitted');
      return await asStaff(`GET /api/dropoffs/${dropoffId}/files/${uploadId}`);
    },
  },
  'HEAD /api/dropoffs/:id/files/:fileId': { unrecorded: 'length and type, as the list has them; no byte is read' },
  'GET /api/dropoffs/:id/files/:fileId/readme': { kind: 'readme-read', elsewhere: 'dropoffs/profile-dropoff.test.ts' },
  'POST /api/dropoffs/:id/files/:fileId/release': { kind: 'file-released', elsewhere: 'scanning/quarantine.test.ts' },
  'DELETE /api/dropoffs/:id/files/:fileId': { kind: 'quarantined-erased', elsewhere: 'scanning/quarantine.test.ts' },
  'GET /api/dropoffs/:id/archive.zip': atDropoff('archive-read', 'GET', '/archive.zip'),
  'GET /api/dropoffs/:id/receipt.json': atDropoff('receipt-read', 'GET', '/receipt.json'),
  'GET /api/dropoffs/:id/receipt.pdf': atDropoff('receipt-read', 'GET', '/receipt.pdf'),
  'GET /api/dropoffs/:id/erasure.json': { unrecorded: 'hashes and counts of what is gone' },
  'GET /api/dropoffs/:id/erasure.pdf': { unrecorded: 'hashes and counts of what is gone' },
  'GET /api/dropoffs/:id': { unrecorded: "the sender's own drop-off" },
  'GET /api/dropoffs/:id/accesses': { unrecorded: 'who had to do with the own drop-off, for its sender' },

  'POST /api/retention/runs': { kind: 'erasure-run', elsewhere: 'retention/runs.test.ts' },
  'POST /api/retention/holds': {
    kind: 'hold-placed',
    act: async () => {
      const until = new Date(Date.now() + 500).toISOString();
      const body = { scope: 'customer', customerId: world.customerId, reason: 'Rechtsstreit', until };
      return await asStaff('POST /api/retention/holds', body);
    },
  },
  'DELETE /api/retention/holds/:id': {
    kind: 'hold-lifted',
    act: async () => await asStaff(`DELETE /api/retention/holds/${await world.placeHold()}`),
  },
  'GET /api/protocol': { unrecorded: 'the list of these very events; taking it out of the house is recorded' },
  'GET /api/protocol.csv': { kind: 'protocol-exported', act: () => asStaff('GET /api/protocol.csv') },
  'GET /api/protocol.json': { kind: 'protocol-exported', act: () => asStaff('GET /api/protocol.json') },

  'POST /api/dropoffs': {
    kind: 'dropoff-opened',
    act: () => send('POST /api/dropoffs', { body: { customerNumber: world.customerNumber, firm: world.firmId } }),
  },
  'PATCH /api/dropoffs/:id': { unrecorded: "the sender's own words, until they are handed over" },
  'POST /api/dropoffs/:id/submit': {
    kind: 'dropoff-submitted',
    act: async () => {
      const { dropoffId, token } = await sent('open');
      return await send(`POST /api/dropoffs/${dropoffId}/submit`, { token, body: {} });
    },
  },
  'POST /api/uploads': {
    kind: 'files-arrived',
    act: async () => {
      const { token } = await sent('open');
      const headers = { ...chunk, 'upload-length': '1', 'upload-metadata': `filename ${btoa(randomUUID())}` };
      return await send('POST /api/uploads', { token, body: '!', headers });
    },
  },
  'PATCH /api/uploads/:id': { kind: 'files-arrived', act: () => sendLastByte('PATCH') },
  'POST /api/uploads/:id': { kind: 'files-arrived', act: () => sendLastByte('POST') },
  'DELETE /api/uploads/:id': {
    kind: 'uploads-ended',
    act: async () => {
      const { token, uploadId } = await sent('unfinished');
      return await send(`DELETE /api/uploads/${uploadId}`, { token, headers: tus });
    },
  },
};

const isAct = (route: string): boolean =>
  /^(POST|PUT|PATCH|DELETE) /.test(route) || /^(GET|HEAD) \/api\/(dropoffs|inbox|protocol)/.test(route);

test('every door that changes something, or reads what was sent, is in the table', () => {
  const routes = listRoutes(world.app.http.printRoutes()).filter(isAct);
  const missing = routes.filter((route) => !table[route]);
  const gone = Object.keys(table).filter((route) => !routes.includes(route));
  expect({ missing, gone }).toEqual({ missing: [], gone: [] });
});

async function countOf(kind: string): Promise<number> {
  const { rows } = await database.inFirm(world.firmId, async (tx) => ({
    rows: await tx.selectFrom('events').select('id').where('kind', '=', kind).execute(),
  }));
  return rows.length;
}

describe('X2: every act is an event', () => {
  test.each(Object.entries(table).flatMap(([route, row]) => ('act' in row ? [[route, row] as const] : [])))(
    '%s',
    async (_route, { kind, act }) => {
      // What the act needs may write the same kind: the act itself is the last of them.
      const before = await countOf(kind);
      const answer = await act();
      const text = Buffer.from(await answer.arrayBuffer()).toString('latin1');
      expect(answer.status, text.slice(0, 300)).toBeLessThan(300);
      expect(await countOf(kind)).toBeGreaterThan(before);
    },
  );

  test.each(Object.entries(table).flatMap(([route, row]) => ('elsewhere' in row ? [[route, row] as const] : [])))(
    '%s, in another test',
    async (_route, { kind, elsewhere }) => {
      expect(await readFile(new URL(`../${elsewhere}`, import.meta.url), 'utf8')).toContain(`'${kind}'`);
    },
  );
});
