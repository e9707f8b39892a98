import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { NotFound } from '../errors.ts';
import { registerFirmRoutes, registerPublicFirmRoutes } from '../firms/firms.routes.ts';
import { createSetUp } from '../firms/set-up.ts';
import { createHttpApp } from '../http/create-http-app.ts';
import type { HttpApp } from '../http/http-app.ts';
import { sendProblem } from '../http/problem.ts';
import { createLog } from '../log.ts';
import { createProfiles } from '../profiles/profiles.service.ts';
import { registerAccountRoutes } from './account.routes.ts';
import { createSessionViewer } from './session-view.ts';
import { registerSessionRoutes, signInNewOwner } from './session.routes.ts';
import { registerTeamRoutes } from './team.routes.ts';
import { goodPassword, startAccounts, type TestAccounts } from './testing/start-accounts.ts';

let world: TestAccounts;
let app: HttpApp;
beforeEach(async () => {
  world = await startAccounts();
  app = await startHttp('http://localhost:8080');
});
afterEach(async () => {
  await app.close();
  await world[Symbol.asyncDispose]();
});

async function startHttp(publicUrl: string): Promise<HttpApp> {
  const { accounts, firms, database } = world;
  const http = await createHttpApp({
    publicUrl: new URL(publicUrl),
    version: '0.0.0',
    log: createLog('silent'),
    actorFinder: { findStaff: (token) => accounts.findSession(token), findSubmitter: async () => undefined },
  });
  http.setNotFoundHandler((request, reply) => sendProblem(new NotFound(), request, reply));
  const viewSession = createSessionViewer({ firm: (firmId) => firms.getFirm(firmId) });
  registerSessionRoutes(http, { accounts, viewSession });
  registerAccountRoutes(http, { accounts });
  registerTeamRoutes(http, { accounts });
  registerPublicFirmRoutes(http, {
    firms,
    profiles: createProfiles({ database, clock: () => new Date() }),
    version: '0.0.0',
  });
  registerFirmRoutes(http, {
    firms,
    setUp: createSetUp({
      firms,
      verifyToken: (token) => token === 'the token',
      recoverySheet: { rootKeyFile: '/etc/schleuse/root-key', fingerprint: 'abcd' },
    }),
    signInNewOwner: (request, reply, owner) => signInNewOwner(accounts, request, reply, owner),
  });
  return http;
}

const setUpBody = {
  token: 'the token',
  firmName: 'Musterhaus Software GmbH',
  ownerName: 'Inhaberin',
  email: 'leitung@musterhaus.example',
  password: goodPassword,
};

const call = (method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, body?: object, cookie?: string) =>
  app.inject({ method, url, ...(body && { payload: body }), ...(cookie && { headers: { cookie } }) });

const cookieOf = (headers: Record<string, unknown>): string => String(headers['set-cookie']).split(';')[0] ?? '';

const signIn = async (email: string, extra: object = {}) =>
  cookieOf((await call('POST', '/api/session', { email, password: goodPassword, ...extra })).headers);

test('set-up: needed, done, signed in; afterwards the route is as if it had never been', async () => {
  expect((await call('GET', '/api/setup')).statusCode).toBe(204);
  expect((await call('GET', '/api/firm')).json()).toMatchObject({ code: 'setup_needed' });
  expect((await call('POST', '/api/setup', { ...setUpBody, token: 'wrong' })).statusCode).toBe(404);
  const made = await call('POST', '/api/setup', setUpBody);
  expect([made.statusCode, made.json()]).toEqual([
    201,
    { ok: true, recoverySheet: { rootKeyFile: '/etc/schleuse/root-key', fingerprint: 'abcd' } },
  ]);
  const session = await call('GET', '/api/session', undefined, cookieOf(made.headers));
  expect(session.json()).toMatchObject({
    account: { email: 'leitung@musterhaus.example', role: 'owner' },
    firm: { name: 'Musterhaus Software GmbH' },
    scope: 'full',
  });

  const never = await call('GET', '/api/never-was');
  for (const gone of [
    await call('GET', '/api/setup'),
    await call('POST', '/api/setup', setUpBody),
    await call('POST', '/api/setup', {}),
    await app.inject({ method: 'POST', url: '/api/setup', payload: 'x', headers: { 'content-type': 'text/plain' } }),
  ]) {
    expect([gone.statusCode, gone.json()]).toEqual([404, never.json()]);
  }
  expect((await call('GET', '/api/firm')).json()).toMatchObject({
    name: 'Musterhaus Software GmbH',
    eraseAfterDays: 14,
    receiptKey: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
  });
});

describe('V2: the session cookie', () => {
  test('is out of reach for scripts and other sites', async () => {
    const { email } = await world.newFirm();
    const answer = await call('POST', '/api/session', { email, password: goodPassword });
    expect(answer.headers['set-cookie']).toMatch(
      /^schleuse_session=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    expect(answer.body).not.toContain(cookieOf(answer.headers).split('=')[1]);
  });

  test('is bound to the host and to TLS where the address is https', async () => {
    const { email } = await world.newFirm();
    await app.close();
    app = await startHttp('https://einsenden.musterhaus.example');
    const answer = await call('POST', '/api/session', { email, password: goodPassword });
    expect(answer.headers['set-cookie']).toMatch(
      /^__Host-schleuse_session=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
    // A cookie without the prefix, which another host of the domain could have set, opens nothing.
    const bare = cookieOf(answer.headers).replace('__Host-', '');
    expect((await call('GET', '/api/session', undefined, bare)).statusCode).toBe(401);
  });

  test('is dead after signing out, also for somebody who kept it', async () => {
    const { email } = await world.newFirm();
    const cookie = await signIn(email);
    expect((await call('GET', '/api/account', undefined, cookie)).statusCode).toBe(200);
    const out = await call('DELETE', '/api/session', undefined, cookie);
    expect([out.statusCode, cookieOf(out.headers)]).toEqual([204, 'schleuse_session=']);
    expect((await call('GET', '/api/account', undefined, cookie)).statusCode).toBe(401);
    expect((await call('DELETE', '/api/session', undefined, cookie)).statusCode).toBe(204);
  });
});

test('V2: signing in again on a browser ends the session it had', async () => {
  const { email } = await world.newFirm();
  const first = await signIn(email);
  const again = await call('POST', '/api/session', { email, password: goodPassword }, first);
  expect((await call('GET', '/api/session', undefined, first)).statusCode).toBe(401);
  expect((await call('GET', '/api/session', undefined, cookieOf(again.headers))).statusCode).toBe(200);
});

test('V2: an enrol session sets up its second factor and can do nothing else', async () => {
  const { owner, email } = await world.newFirm();
  await world.firms.changeSettings(owner, { requireTotp: true });
  const cookie = await signIn(email);
  expect((await call('GET', '/api/session', undefined, cookie)).json()).toMatchObject({ scope: 'enrol' });
  for (const url of ['/api/team', '/api/settings', '/api/account/sessions']) {
    const refused = await call('GET', url, undefined, cookie);
    expect([refused.statusCode, refused.json().code]).toEqual([401, 'totp_enrolment_required']);
  }
  const { secret, uri } = (await call('POST', '/api/account/totp', undefined, cookie)).json();
  expect(uri).toContain(`secret=${secret}`);
  const wrong = await call('POST', '/api/account/totp/confirm', { code: '000000' }, cookie);
  expect([wrong.statusCode, wrong.json().code]).toEqual([400, 'code_wrong']);
  const code = await world.codeOf(secret);
  const confirmed = await call('POST', '/api/account/totp/confirm', { code }, cookie);
  expect(confirmed.json().recoveryCodes).toHaveLength(10);
  expect((await call('GET', '/api/team', undefined, cookie)).statusCode).toBe(200);
  expect((await call('GET', '/api/account', undefined, cookie)).json()).toMatchObject({
    totp: true,
    recoveryCodesLeft: 10,
  });
});

test('V1: from invitation to account, and the statuses on the way', async () => {
  const { email } = await world.newFirm();
  const cookie = await signIn(email);
  const invited = await call(
    'POST',
    '/api/team/invitations',
    { email: 'neu@musterhaus.example', role: 'agent' },
    cookie,
  );
  expect([invited.statusCode, invited.json().role]).toEqual([201, 'agent']);
  expect((await call('GET', '/api/team', undefined, cookie)).json().invitations).toEqual([invited.json()]);
  const token = world.mailedTokens.at(-1);
  expect((await call('POST', '/api/invitations/look', { token })).json()).toMatchObject({
    email: 'neu@musterhaus.example',
  });
  const accepted = await call('POST', '/api/invitations/accept', { token, name: 'Neu', password: goodPassword });
  expect([accepted.statusCode, accepted.json().scope]).toEqual([200, 'full']);
  const agent = cookieOf(accepted.headers);
  expect((await call('GET', '/api/team', undefined, agent)).statusCode).toBe(403);
  const { members } = (await call('GET', '/api/team', undefined, cookie)).json();
  const owner = members.find((member: { role: string }) => member.role === 'owner');
  const last = await call('PATCH', `/api/team/${owner.id}`, { role: 'agent' }, cookie);
  expect([last.statusCode, last.json().code]).toEqual([409, 'last_owner']);
  const changed = await call('PATCH', `/api/team/${accepted.json().account.id}`, { deactivated: true }, cookie);
  expect(changed.statusCode).toBe(204);
  expect((await call('GET', '/api/session', undefined, agent)).statusCode).toBe(401);
});

test('V2: refusals have the statuses programs expect', async () => {
  const { email } = await world.newFirm();
  const password = 'ganz falsches Passwort';
  const wrong = await call('POST', '/api/session', { email, password });
  expect([wrong.statusCode, wrong.json().code]).toEqual([401, 'credentials_wrong']);
  for (let at = 0; at < 4; at += 1) await call('POST', '/api/session', { email, password });
  const dear = await call('POST', '/api/session', { email, password });
  expect([dear.statusCode, dear.json().code, dear.json().challenge]).toEqual([
    428,
    'proof_of_work_required',
    { parameters: {}, signature: 'for a machine' },
  ]);
  const settings = await call(
    'PATCH',
    '/api/settings',
    { eraseAfterDays: 15 },
    await signIn(email, { altcha: 'solved' }),
  );
  expect(settings.statusCode).toBe(400);
});
