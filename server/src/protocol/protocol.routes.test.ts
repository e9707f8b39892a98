import { hashEvent, type LoggedEvent } from '@schleuse/proofs/event-entry';
import { openCheckpoint } from '@schleuse/proofs/checkpoint';
import { parseVerifierKey } from '@schleuse/proofs/note-key';
import { encodeEntry } from '@schleuse/proofs/event-entry';
import { decodeEntries } from '@schleuse/proofs/entry-bundle';
import { entriesPath, tileWidth } from '@schleuse/proofs/tiles';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { openRouteWorld, type RouteWorld, secrets, type Sent, type Visitor } from '../access/testing/route-world.ts';
import { csvCell } from './export-protocol.ts';
import type { ExportedEvent, ProtocolItem } from './protocol.service.ts';

let world: RouteWorld;
let sent: Sent;

beforeAll(async () => {
  world = await openRouteWorld();
  sent = await world.dropOff('submitted');
  await get('agent', `/api/inbox/${sent.dropoffId}`);
  await get('owner', `/api/inbox/${sent.dropoffId}`);
  await get('owner', `/api/inbox/${sent.dropoffId}`);
  await get('agent', `/api/dropoffs/${sent.dropoffId}/files/${sent.uploadId}`);
  await get('agent', `/api/dropoffs/${sent.dropoffId}/receipt.json`);
});
afterAll(() => world[Symbol.asyncDispose]());

async function get(visitor: Visitor, path: string): Promise<Response> {
  const answer = await fetch(world.app.url + path, { headers: await world.credentials(visitor, sent) });
  expect(answer.status, path).toBe(200);
  return answer;
}

async function list(visitor: Visitor, query = ''): Promise<{ items: ProtocolItem[]; nextCursor: string | null }> {
  return (await (await get(visitor, `/api/protocol?limit=200${query}`)).json()) as never;
}

const kindsOf = (items: readonly { kind: string }[]): string[] => items.map(({ kind }) => kind);

describe('X2: the protocol', () => {
  test('has every act about a drop-off, a repeated look once', async () => {
    const { items } = await list('owner', `&search=${sent.dropoffId}`);
    expect(kindsOf(items)).toEqual([
      'receipt-read',
      'file-read',
      'dropoff-looked-at',
      'dropoff-seen',
      'dropoff-submitted',
      'files-arrived',
      'dropoff-opened',
    ]);
    expect(items.find(({ kind }) => kind === 'file-read')).toMatchObject({
      actor: { kind: 'staff', id: world.agent.accountId, name: 'Sachbearbeitung' },
      subject: { kind: 'dropoff', id: sent.dropoffId, customerNumber: world.customerNumber },
      details: { fileId: sent.uploadId },
    });
  });

  test('owners see all, agents what happened to drop-offs', async () => {
    expect(kindsOf((await list('owner')).items)).toContain('firm-created');
    const seen = await list('agent');
    expect(seen.items.length).toBeGreaterThan(5);
    expect(new Set(seen.items.map(({ subject }) => subject.kind))).toEqual(new Set(['dropoff']));
    expect(kindsOf((await list('foreign owner')).items)).toEqual(['firm-created']);
  });

  test('is filtered by kind, actor, customer number and time, and read page by page', async () => {
    expect(kindsOf((await list('owner', '&kind=file-read,archive-read')).items)).toEqual(['file-read']);
    const byAgent = await list('owner', `&actor=${world.agent.accountId}`);
    expect(kindsOf(byAgent.items)).toEqual(['receipt-read', 'file-read', 'dropoff-seen']);
    expect(kindsOf((await list('owner', '&actor=submitter')).items)).toContain('dropoff-submitted');
    expect((await list('owner', `&search=${world.customerNumber}`)).items.length).toBeGreaterThan(5);
    expect((await list('owner', '&search=100%25')).items).toEqual([]);
    expect((await list('owner', '&to=2026-01-01T00:00:00Z')).items).toEqual([]);

    // Each gets its place in the log a moment after it was written; until then two looks may differ in it.
    await expect.poll(async () => (await list('owner')).items.every(({ index }) => index !== null)).toBe(true);
    const pages: ProtocolItem[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const answer = await get('owner', `/api/protocol?limit=3${cursor && `&cursor=${cursor}`}`);
      const page = (await answer.json()) as { items: ProtocolItem[]; nextCursor: string | null };
      pages.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(pages).toEqual((await list('owner')).items);
  });

  test('exported as JSON it can be proven against the log, event by event', async () => {
    const answer = await get('owner', '/api/protocol.json');
    const exported = (await answer.json()) as {
      firm: string;
      verifierKey: string;
      checkpoint: string;
      events: ExportedEvent[];
    };
    const checkpoint = await openCheckpoint(exported.checkpoint, parseVerifierKey(exported.verifierKey));
    expect(checkpoint.size).toBeLessThan(tileWidth);
    const path = entriesPath({ index: 0, width: checkpoint.size });
    const bundle = await fetch(`${world.app.url}/log/${world.firmId}/${path}`);
    const entries = decodeEntries(new Uint8Array(await bundle.arrayBuffer()));
    expect(exported.events).toHaveLength(entries.length);
    expect(kindsOf(exported.events).at(-1)).toBe('protocol-exported');
    for (const { index, salt, at, id, kind, actor, subject, details } of exported.events) {
      const event: LoggedEvent = {
        id,
        firm: exported.firm,
        at,
        kind,
        actor: { kind: actor.kind, id: actor.id },
        subject: { kind: subject.kind, id: subject.id },
        details: details ?? {},
      };
      expect(entries[index ?? -1]).toEqual(encodeEntry(hashEvent(Buffer.from(salt ?? '', 'base64'), event)));
    }
  });

  test('exported as CSV it opens in a spreadsheet program and runs nothing there', async () => {
    const answer = await get('agent', '/api/protocol.csv?kind=file-read');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="Protokoll-.*\.csv"$/);
    const text = Buffer.from(await answer.arrayBuffer()).toString();
    const [head, row, ...rest] = text.split('\r\n');
    expect(head).toBe(
      '\uFEFFid;at;kind;actorKind;actorName;actorId;subjectKind;customerNumber;subjectId;details;index',
    );
    expect(row).toContain(`;file-read;staff;Sachbearbeitung;${world.agent.accountId};dropoff;${world.customerNumber};`);
    expect(rest).toEqual(['']);
    expect(csvCell('=HYPERLINK("x")')).toBe(`"'=HYPERLINK(""x"")"`);
    expect(csvCell('a;b\n')).toBe('"a;b\n"');
  });
});

test('X1: the sender sees every access to the own drop-off, staff by role only', async () => {
  const answer = await get('submitter', `/api/dropoffs/${sent.dropoffId}/accesses`);
  const text = await answer.text();
  const { items } = JSON.parse(text) as { items: { kind: string; by: string; file: unknown; at: string }[] };
  expect(items.map(({ kind, by }) => `${kind} ${by}`)).toEqual([
    'receipt-read agent',
    'file-read agent',
    'dropoff-looked-at owner',
    'dropoff-seen agent',
    'dropoff-submitted submitter',
    'dropoff-opened anonymous',
  ]);
  expect(items[1]?.file).toEqual({ id: sent.uploadId, name: secrets.file });
  for (const hidden of ['Sachbearbeitung', secrets.member, world.agent.accountId]) expect(text).not.toContain(hidden);
});
