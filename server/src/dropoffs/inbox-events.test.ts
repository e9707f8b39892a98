import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { inboxChannel } from '../notifications/notifications.types.ts';
import { buildHttpHouse, type HttpHouse } from './testing/http-house.ts';

let house: HttpHouse;
let firm: Awaited<ReturnType<HttpHouse['addFirm']>>;

beforeAll(async () => {
  house = await buildHttpHouse();
  firm = await house.addFirm();
});
afterAll(() => house[Symbol.asyncDispose]());

/** Watches an inbox; `heard` grows as text arrives, `over` resolves when the server ends it. */
async function watch(headers: { cookie: string }) {
  const leaving = new AbortController();
  const answer = await fetch(`${house.url}/api/inbox/events`, { headers, signal: leaving.signal });
  const watched = { answer, heard: '', leave: () => leaving.abort(), over: Promise.resolve() };
  const read = async (): Promise<void> => {
    const decoder = new TextDecoder();
    for await (const chunk of answer.body ?? []) watched.heard += decoder.decode(chunk, { stream: true });
  };
  watched.over = read().catch(() => undefined);
  return watched;
}

const announce = (firmId: string, dropoffId: string) =>
  house.database.asOwner(`notify ${inboxChannel}, '${JSON.stringify({ firmId, dropoffId })}'`);

describe('D5: the inbox is live', () => {
  test('D5: everybody who watches hears of a change, and nobody of another firm', async () => {
    const other = await house.addFirm();
    const [one, two, foreign] = await Promise.all([
      watch(house.signIn(firm.staff)),
      watch(house.signIn(firm.staff)),
      watch(house.signIn(other.staff)),
    ]);
    expect(one.answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(one.answer.headers.get('cache-control')).toBe('no-store');
    expect(one.answer.headers.get('x-content-type-options')).toBe('nosniff');
    const sent = await house.openOne(firm.id);
    await house.send(sent.submitter, { name: 'a', segments: [Buffer.from('a')] });
    await house.dropoffs.submit(sent.submitter, sent.id, {});
    const message = `event: change\ndata: {"id":"${sent.id}"}\n\n`;
    for (const watcher of [one, two]) await expect.poll(() => watcher.heard).toContain(message);
    await expect.poll(() => foreign.heard).toContain(': still here');
    expect(foreign.heard).not.toContain('change');
    for (const watcher of [one, two, foreign]) watcher.leave();
  });

  test('D5: ends with the session', async () => {
    const session = house.signIn(firm.staff);
    const watcher = await watch(session);
    await expect.poll(() => watcher.heard).toContain(': still here');
    house.sessions.delete(session.cookie.split('=')[1] ?? '');
    await watcher.over;
    await announce(firm.id, 'b7a5d5ad-0000-4000-8000-000000000002');
    expect(watcher.heard).not.toContain('000000000002');
  });

  test('D5: not without a session', async () => {
    expect((await fetch(`${house.url}/api/inbox/events`)).status).toBe(401);
  });
});
