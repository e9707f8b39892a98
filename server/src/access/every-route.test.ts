import { randomUUID } from 'node:crypto';

import { afterAll, describe, expect, test } from 'vitest';

import type { NewProfile } from '../profiles/profile.types.ts';
import { sampleProfile } from '../profiles/testing/sample-profile.ts';
import { listRoutes, openRouteWorld, secrets, type Sent, tus, type Visitor, visitors } from './testing/route-world.ts';

/** One request at something of our firm; `target` says whose drop-off it is aimed at. */
type Shot = { path?: string; query?: string; body?: object | string; headers?: Record<string, string>; target?: Sent };
type Row = [answers: string, aim?: () => Promise<Shot> | Shot];

const world = await openRouteWorld();
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

/** A drop-off for doors that only look. */
const standing = await world.dropOff('submitted');
const atStanding = (): Shot => ({ path: `/${standing.dropoffId}`, target: standing });
const at = async (how: 'open' | 'unfinished' | 'submitted', rest: Shot = {}): Promise<Shot> => {
  const target = await world.dropOff(how);
  return { path: `/${target.dropoffId}`, target, ...rest };
};
const atUpload = async (how: 'open' | 'unfinished', headers: Record<string, string>, body?: string): Promise<Shot> => {
  const target = await world.dropOff(how);
  return { path: `/${target.uploadId}`, target, headers: { ...tus, ...headers }, ...(body && { body }) };
};
/** One that is erased: its certificate is for staff and for its sender. */
const erased = await world.dropOff('erased');
const atErased = (): Shot => ({ path: `/${erased.dropoffId}`, target: erased });
const aRequest = () => ({ what: 'Belege', until: new Date(Date.now() + 86_400_000).toISOString(), maxUses: 1 });
const soon = (): string => new Date(Date.now() + 300).toISOString();
const bytes = { 'content-type': 'application/offset+octet-stream' };
const lastByte = { ...bytes, 'upload-offset': String(Buffer.byteLength(secrets.contents)) };
const newProfile = (): NewProfile => sampleProfile({ slug: randomUUID() });
const wrongPassword = { password: 'ganz falsches Passwort' };
const strangePasskey = {
  id: 'AAAAAAAAAAAAAAAAAAAAAA',
  rawId: 'AAAAAAAAAAAAAAAAAAAAAA',
  type: 'public-key',
  clientExtensionResults: {},
  response: { clientDataJSON: '', authenticatorData: '', signature: '' },
};
const csv = { 'content-type': 'text/csv' };

//                           nobody foreign agent owner enrolling submitter stranger
const everybody = (status: number) => Array(visitors.length).fill(status).join(' ');
const ownThings = /*      */ '401    200     200   200   401       401       401';
const staffOfTheFirm = /* */ '401    404     200   200   401       401       401';
const bearerOnly = /*     */ '401    401     401   401   401       200       404';

/** What every door answers to every visitor. A door that is not listed fails the test. */
const table: Record<string, Row> = {
  'GET /healthz': [everybody(200)],
  'GET /readyz': [everybody(200)],
  'GET /metrics': [everybody(200)],
  'GET /api/openapi.json': [everybody(200)],
  'GET /api/challenge': [everybody(200)],
  'GET /api/firm': [everybody(200), () => ({ query: `?firm=${world.firmId}` })],
  'GET /api/firm/theme.css': [everybody(200)],
  'GET /api/firm/logo': [everybody(404)],
  'GET /api/settings/look': ['401 200 403 200 401 401 401'],
  'PUT /api/settings/look/accent': ['401 200 403 200 401 401 401', () => ({ body: { accent: '#0a5875' } })],
  'PUT /api/settings/look/logo': [
    '401 400 403 400 401 401 401',
    () => ({ headers: { 'content-type': 'image/png' }, body: 'no image' }),
  ],
  'DELETE /api/settings/look/logo': ['401 200 403 200 401 401 401'],
  'GET /log/:firm/checkpoint': [everybody(200)],
  'GET /log/:firm/key': [everybody(200)],
  'GET /log/:firm/restorations': [everybody(200)],
  'GET /log/:firm/tile/*': [everybody(200), () => ({ path: '/0/000.p/1' })],
  'GET /api/setup': [everybody(404)],
  'POST /api/setup': [everybody(404), () => ({ body: { token: world.app.setupToken } })],

  'POST /api/session': [everybody(401), () => ({ body: { email: `${randomUUID()}@x.example`, ...wrongPassword } })],
  'GET /api/session': ['401 200 200 200 200 401 401'],
  'DELETE /api/session': [everybody(204)],
  'POST /api/invitations/look': [everybody(404), () => ({ body: { token: 'x'.repeat(43) } })],
  'POST /api/password-resets': [everybody(202), () => ({ body: { email: `${randomUUID()}@x.example` } })],
  'POST /api/password-resets/look': [everybody(404), () => ({ body: { token: 'x'.repeat(43) } })],
  'POST /api/password-resets/complete': [
    everybody(404),
    () => ({ body: { token: 'x'.repeat(43), password: wrongPassword.password } }),
  ],
  'POST /api/invitations/accept': [
    everybody(404),
    () => ({ body: { token: 'x'.repeat(43), name: 'Fremde', ...wrongPassword } }),
  ],

  'GET /api/account': ['401 200 200 200 200 401 401'],
  'PUT /api/account/password': [
    '401 400 400 400 401 401 401',
    () => ({ body: { current: wrongPassword.password, new: 'drei gelbe Bagger am Deich' } }),
  ],
  'POST /api/account/totp': ['401 400 400 400 200 401 401', () => ({ body: {} })],
  'POST /api/account/totp/confirm': ['401 409 409 409 400 401 401', () => ({ body: { code: '000000' } })],
  'DELETE /api/account/totp': ['401 400 400 400 401 401 401', () => ({ body: wrongPassword })],
  'POST /api/account/recovery-codes': ['401 400 400 400 401 401 401', () => ({ body: wrongPassword })],
  'POST /api/session/passkey/options': [everybody(200)],
  'POST /api/session/passkey': [everybody(401), () => ({ body: { response: strangePasskey } })],
  'GET /api/account/passkeys': ['401 200 200 200 200 401 401'],
  'POST /api/account/passkeys/options': ['401 400 400 400 400 401 401', () => ({ body: wrongPassword })],
  'POST /api/account/passkeys': [
    '401 400 400 400 400 401 401',
    () => ({
      body: {
        name: 'Fremder',
        response: { ...strangePasskey, response: { clientDataJSON: '', attestationObject: '' } },
      },
    }),
  ],
  'DELETE /api/account/passkeys/:id': [
    '401 400 400 400 401 401 401',
    () => ({ path: `/${randomUUID()}`, body: wrongPassword }),
  ],
  'GET /api/account/sessions': [ownThings],
  'DELETE /api/account/sessions': ['401 204 204 204 401 401 401'],
  'DELETE /api/account/sessions/:id': [
    '401 404 404 204 401 401 401',
    async () => ({ path: `/${(await world.openSession(world.owner)).id}` }),
  ],

  'GET /api/account/sftp': [ownThings],
  'POST /api/account/ssh-keys': [
    '401 400 400 400 401 401 401',
    () => ({ body: { publicKey: 'ssh-ed25519 AAAA', ...wrongPassword } }),
  ],
  'DELETE /api/account/ssh-keys/:id': ['401 404 404 404 401 401 401', () => ({ path: `/${randomUUID()}` })],

  'GET /api/settings': ['401 200 403 200 401 401 401'],
  'PATCH /api/settings': ['401 200 403 200 401 401 401', () => ({ body: { eraseAfterDays: 14 } })],
  'GET /api/profiles': [ownThings],
  'POST /api/profiles': ['401 201 403 201 401 401 401', () => ({ body: newProfile() })],
  'PATCH /api/profiles/:id': [
    '401 404 403 200 401 401 401',
    async () => ({
      path: `/${(await world.app.services.profiles.add(world.owner, newProfile())).id}`,
      body: { active: false },
    }),
  ],
  'GET /api/team': ['401 200 403 200 401 401 401'],
  'POST /api/team/invitations': [
    '401 201 403 201 401 401 401',
    () => ({ body: { email: `${randomUUID()}@x.example`, role: 'agent' } }),
  ],
  'DELETE /api/team/invitations/:id': [
    '401 404 403 204 401 401 401',
    async () => ({ path: `/${await world.invite()}` }),
  ],
  'PATCH /api/team/:id': [
    '401 404 403 204 401 401 401',
    () => ({ path: `/${world.agent.accountId}`, body: { role: 'agent' } }),
  ],

  'GET /api/customers': [ownThings],
  'POST /api/customers': [
    '401 201 201 201 401 401 401',
    () => ({ body: { number: String(Math.random()).slice(2, 14), name: 'Tischlerei am Markt GmbH' } }),
  ],
  'POST /api/customers/import': [ownThings, () => ({ query: '?preview=true', headers: csv, body: '10077;Neu e. V.' })],
  'PATCH /api/customers/:id': [staffOfTheFirm, () => ({ path: `/${world.customerId}`, body: { active: true } })],

  'GET /api/scanner': [ownThings],
  'POST /api/messages': [
    '428 428 428 428 428 428 428',
    () => ({ body: { firm: world.firmId, kind: 'message', text: 'Guten Tag', contact: 'a@b.example' } }),
  ],
  'GET /api/messages': [ownThings],
  'POST /api/messages/:id/open': ['401 404 404 404 401 401 401', () => ({ path: `/${randomUUID()}` })],
  'POST /api/messages/:id/close': ['401 404 404 404 401 401 401', () => ({ path: `/${randomUUID()}` })],

  'GET /api/inbox': [ownThings],
  'GET /api/inbox/events': [ownThings],
  'GET /api/inbox/:id': [staffOfTheFirm, atStanding],
  'POST /api/dropoffs/:id/close': [staffOfTheFirm, () => at('submitted', { body: {} })],
  'GET /api/dropoffs/:id/files/:fileId': [staffOfTheFirm, atStanding],
  'HEAD /api/dropoffs/:id/files/:fileId': [staffOfTheFirm, atStanding],
  'POST /api/dropoffs/:id/files/:fileId/release': [
    '401 404 403 404 401 401 401',
    () => ({ ...atStanding(), body: { reason: 'Prüfdatei, harmlos' } }),
  ],
  'DELETE /api/dropoffs/:id/files/:fileId': ['401 404 403 404 401 401 401', atStanding],
  'GET /api/dropoffs/:id/archive.zip': [staffOfTheFirm, atStanding],
  // The file that stands there is no archive: nobody reads a Readme in it.
  'GET /api/dropoffs/:id/files/:fileId/readme': ['401 404 404 404 401 401 401', atStanding],
  'GET /api/dropoffs/:id/receipt.json': ['401 404 200 200 401 200 404', atStanding],
  'GET /api/dropoffs/:id/receipt.pdf': ['401 404 200 200 401 200 404', atStanding],

  'GET /api/dropoffs/:id/erasure.json': ['401 404 200 200 401 200 404', atErased],
  'GET /api/dropoffs/:id/erasure.pdf': ['401 404 200 200 401 200 404', atErased],

  'GET /api/retention/rules': [ownThings],
  'GET /api/retention/preview': [ownThings, () => ({ query: '?until=2099-01-01T00:00:00Z' })],
  'GET /api/retention/runs': [ownThings],
  'POST /api/retention/runs': ['401 200 403 200 401 401 401', () => ({ body: {} })],
  'GET /api/retention/holds': [ownThings],
  'POST /api/retention/holds': [
    '401 404 403 201 401 401 401',
    () => ({ body: { scope: 'customer', customerId: world.customerId, reason: 'Rechtsstreit', until: soon() } }),
  ],
  'DELETE /api/retention/holds/:id': [
    '401 404 403 204 401 401 401',
    async () => ({ path: `/${await world.placeHold()}` }),
  ],

  'GET /api/settings/link-key': ['401 200 403 200 401 401 401'],
  'POST /api/settings/link-key': ['401 201 403 201 401 401 401'],
  'GET /api/requests': [ownThings],
  'POST /api/requests': [
    '401 404 201 201 401 401 401',
    () => ({ body: { ...aRequest(), customerId: world.customerId } }),
  ],
  'DELETE /api/requests/:id': [
    '401 404 204 204 401 401 401',
    async () => ({
      path: `/${(await world.app.services.requests.create(world.owner, { ...aRequest(), until: new Date(aRequest().until) })).id}`,
    }),
  ],
  'POST /api/requests/look': [everybody(404), () => ({ body: { secret: 'x'.repeat(43), firm: world.firmId } })],
  'GET /api/agreements': [ownThings],
  'PUT /api/customers/:id/agreement': [
    staffOfTheFirm,
    () => ({ path: `/${world.customerId}`, body: { inForce: true, concludedOn: '2026-01-02', reference: '' } }),
  ],
  'GET /api/dropoffs/:id/agreement': [bearerOnly, atStanding],
  'POST /api/dropoffs/:id/agreement': [bearerOnly, atStanding],

  'POST /api/dropoffs': [
    everybody(201),
    () => ({ body: { customerNumber: world.customerNumber, firm: world.firmId } }),
  ],
  'GET /api/dropoffs/:id/accesses': [bearerOnly, atStanding],
  'GET /api/protocol': [ownThings],
  'GET /api/protocol.csv': [ownThings],
  'GET /api/protocol.json': [ownThings],
  'GET /api/dropoffs/:id': [bearerOnly, atStanding],
  'PATCH /api/dropoffs/:id': ['401 401 401 401 401 204 404', () => at('open', { body: { note: 'Neu' } })],
  'POST /api/dropoffs/:id/submit': [bearerOnly, () => at('open', { body: {} })],

  'OPTIONS /api/uploads': [everybody(204)],
  'OPTIONS /api/uploads/:id': [everybody(204), () => atUpload('open', {})],
  // The stranger begins an upload in the own drop-off, which is not ours to refuse.
  'POST /api/uploads': [
    '401 401 401 401 401 201 201',
    () => ({ headers: { ...tus, 'upload-length': '1', 'upload-metadata': `filename ${btoa(randomUUID())}` } }),
  ],
  'HEAD /api/uploads/:id': [bearerOnly, () => atUpload('open', {})],
  'PATCH /api/uploads/:id': ['401 401 401 401 401 204 404', () => atUpload('unfinished', lastByte, '!')],
  'DELETE /api/uploads/:id': ['401 401 401 401 401 204 404', () => atUpload('open', {})],
  'POST /api/uploads/:id': [
    '401 401 401 401 401 204 404',
    () => atUpload('unfinished', { ...lastByte, 'x-http-method-override': 'PATCH' }, '!'),
  ],
};

const routes = listRoutes(world.app.http.printRoutes());
const isPage = (route: string): boolean => !/ \/(api\/|log\/|healthz|readyz|metrics)/.test(route);

/** The address with the ids of something that is there. */
function addressOf(pattern: string, { path = '', query = '', target }: Shot): string {
  const filled = pattern.replace('/:id', path).replace('/*', path).replace(':firm', world.firmId);
  return filled.replace(':fileId', target?.uploadId ?? '') + query;
}

async function visit(route: string, visitor: Visitor, shot: Shot) {
  const [method = '', pattern = ''] = route.split(' ');
  const { body, headers, target } = shot;
  const ending = new AbortController();
  const answer = await fetch(world.app.url + addressOf(pattern, shot), {
    method,
    redirect: 'manual',
    signal: ending.signal,
    headers: {
      ...(await world.credentials(visitor, target)),
      ...(typeof body === 'object' && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  // Live events have no end.
  const endless = answer.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
  const text = endless ? '' : Buffer.from(await answer.arrayBuffer()).toString('latin1');
  if (endless) ending.abort();
  return { status: answer.status, all: JSON.stringify([...answer.headers]) + text };
}

test('every door of the server is in the table, and nothing else', () => {
  expect(routes.filter((route) => !isPage(route)).toSorted()).toEqual(Object.keys(table).toSorted());
});

describe.each(Object.entries(table))('%s', (route, [answers, aim]) => {
  const expected = answers.trim().split(/\s+/).map(Number);

  test.each(visitors.map((visitor, index): [Visitor, number] => [visitor, expected[index] ?? 0]))(
    '%s: %i',
    async (visitor, status) => {
      const answer = await visit(route, visitor, aim ? await aim() : {});
      expect(answer.status, answer.all.slice(0, 500)).toBe(status);
      const mayKnow = status < 400 && visitor !== 'foreign owner' && visitor !== 'stranger';
      const known = Object.values(secrets).filter((secret) =>
        answer.all.includes(Buffer.from(secret).toString('latin1')),
      );
      expect(mayKnow ? [] : known).toEqual([]);
    },
  );
});

test('what must not leak is there to be seen by those who may', async () => {
  const seen = await Promise.all(
    ['GET /api/inbox/:id', 'GET /api/dropoffs/:id/files/:fileId', 'GET /api/team'].map((route) =>
      visit(route, 'owner', atStanding()),
    ),
  );
  const all = seen.map((answer) => answer.all).join();
  for (const secret of Object.values(secrets)) expect(all).toContain(Buffer.from(secret).toString('latin1'));
});

test('pages are the same for everybody', async () => {
  const pages = routes.filter((route) => isPage(route) && !route.includes('*'));
  expect(pages).toContain('GET /einsenden');
  for (const page of pages) {
    const answers = new Set<string>();
    for (const visitor of visitors) {
      const { status, all } = await visit(page, visitor, {});
      answers.add(`${status} ${all.replace(/"date","[^"]*"/, '')}`);
    }
    expect([...answers], page).toHaveLength(1);
  }
});
