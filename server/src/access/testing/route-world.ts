import { randomUUID } from 'node:crypto';

import type { StaffActor } from '../../actor.ts';
import { startApp, type TestApp } from '../../testing/start-app.ts';

/** Who comes to a door. `stranger` has the token of another drop-off of the same firm. */
export const visitors = ['nobody', 'foreign owner', 'agent', 'owner', 'enrolling', 'submitter', 'stranger'] as const;
export type Visitor = (typeof visitors)[number];

/** What only our own firm may ever see, in any answer. */
export const secrets = {
  customer: 'Ev. Kirchengemeinde Dortmund-Nord',
  note: 'Notiz für die Sachbearbeitung',
  file: 'geheime-liste.csv',
  contents: 'Inhalt der geheimen Liste',
  member: 'sachbearbeitung@musterhaus.example',
};

export type Sent = { token: string; dropoffId: string; uploadId: string };
export type RouteWorld = AsyncDisposable & {
  app: TestApp;
  firmId: string;
  owner: StaffActor;
  agent: StaffActor;
  customerId: string;
  customerNumber: string;
  /** A drop-off of ours with one file: whole and handed over, erased afterwards, or with a byte missing. */
  dropOff(how: 'open' | 'unfinished' | 'submitted' | 'erased'): Promise<Sent>;
  /** A new session of an account of ours. */
  openSession(actor: StaffActor, scope?: 'full' | 'enrol'): Promise<{ id: string; token: string }>;
  invite(): Promise<string>;
  /** A hold on everything of ours, for half a second: others close cases meanwhile. */
  placeHold(): Promise<string>;
  /** What the visitor brings along: a cookie or a drop-off's token. */
  credentials(visitor: Visitor, target: Sent | undefined): Promise<Record<string, string>>;
};

/** The whole server with two firms; ours has an owner, an agent, one who must still enrol, a customer and drop-offs. */
export async function openRouteWorld(): Promise<RouteWorld> {
  const app = await startApp();
  const { accounts, customers, dropoffs, erasing, retention } = app.services;
  const { database } = erasing;
  const { owner } = await app.addFirm();
  const { owner: foreign } = await app.addFirm();
  const { firmId } = owner;
  const from = { device: 'Firefox, Windows', network: '203.0.113.0/24' };
  const newAgent = async (email: string): Promise<StaffActor> => {
    const insert = await accounts.prepareOwner(
      { name: 'Sachbearbeitung', email, password: 'drei rote Bagger am Deich' },
      'Musterhaus',
    );
    const accountId = await database.inFirm(firmId, (tx) => insert(tx, firmId));
    await accounts.changeMember(owner, accountId, { role: 'agent' });
    return { ...owner, accountId, role: 'agent' };
  };
  const agent = await newAgent(secrets.member);
  const enrolling = await newAgent('neu@musterhaus.example');
  const customerNumber = '10023';
  const customer = await customers.add(owner, { number: customerNumber, name: secrets.customer });

  const send = async (path: string, init: RequestInit): Promise<Response> => {
    const answer = await fetch(app.url + path, init);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
  const json = { 'content-type': 'application/json' };

  let anyDropoff: Promise<Sent> | undefined;
  let strangers: Promise<Sent> | undefined;

  const world: RouteWorld = {
    app,
    firmId,
    owner,
    agent,
    customerId: customer.id,
    customerNumber,
    async dropOff(how) {
      const body = JSON.stringify({ customerNumber, firm: firmId, note: secrets.note });
      const opened = await send('/api/dropoffs', { method: 'POST', headers: json, body });
      const { id, token } = (await opened.json()) as { id: string; token: string };
      const length = Buffer.byteLength(secrets.contents) + (how === 'unfinished' ? 1 : 0);
      const created = await send('/api/uploads', {
        method: 'POST',
        headers: {
          ...bearer(token),
          ...tus,
          'upload-length': String(length),
          'upload-metadata': `filename ${Buffer.from(secrets.file).toString('base64')}`,
          'content-type': 'application/offset+octet-stream',
        },
        body: secrets.contents,
      });
      if (how === 'submitted' || how === 'erased') {
        await send(`/api/dropoffs/${id}/submit`, {
          method: 'POST',
          headers: { ...bearer(token), ...json },
          body: '{}',
        });
      }
      if (how === 'erased') {
        await dropoffs.close(owner, id);
        // The run finishes what was begun, whether or not the job was faster.
        await retention.runNow(owner, {});
      }
      return { token, dropoffId: id, uploadId: created.headers.get('location')?.split('/').at(-1) ?? '' };
    },
    openSession: (actor, scope = 'full') =>
      database.inFirm(actor.firmId, (tx) => accounts.openSession(tx, actor, { scope, from })),
    async invite() {
      const invitation = await accounts.invite(owner, { email: `${randomUUID()}@musterhaus.example`, role: 'agent' });
      return invitation.id;
    },
    async placeHold() {
      const until = new Date(Date.now() + 500);
      return (await retention.placeHold(owner, { scope: 'firm', reason: 'Prüfung', until })).id;
    },
    async credentials(visitor, target) {
      if (visitor === 'nobody') return {};
      if (visitor === 'submitter') return bearer((target ?? (await (anyDropoff ??= world.dropOff('open')))).token);
      if (visitor === 'stranger') return bearer((await (strangers ??= world.dropOff('open'))).token);
      const account = { 'foreign owner': foreign, agent, owner, enrolling }[visitor];
      const { token } = await world.openSession(account, visitor === 'enrolling' ? 'enrol' : 'full');
      return { cookie: `schleuse_session=${token}` };
    },
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  };
  return world;
}

export const tus = { 'tus-resumable': '1.0.0' };

function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

/** `METHOD /path` of every route the server has, read from its router. */
export function listRoutes(printed: string): string[] {
  const above: string[] = [];
  return printed.split('\n').flatMap((line) => {
    const [, indent = '', path = '', methods = ''] = /^((?:│ {3}| {4})*)[├└]── (\S+)(?: \((.+)\))?$/u.exec(line) ?? [];
    if (path === '') return [];
    above.splice(indent.length / 4, Infinity, path);
    const whole = above.join('').replace(/^\/\//, '/');
    return methods === '' ? [] : methods.split(', ').map((method) => `${method} ${whole}`);
  });
}
