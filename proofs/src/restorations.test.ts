import { describe, expect, test } from 'vitest';

import { encodeBase64 } from './base64.ts';
import { encodeEntry, hashEvent, type LoggedEvent } from './event-entry.ts';
import { findDeclared } from './restorations.ts';
import { createStoredTree } from './testing/stored-tree.ts';

const salt = new Uint8Array(32).fill(9);
const entry = (number: number): Uint8Array => encodeEntry(new Uint8Array(32).fill(number));
const entries = (from: number, to: number): Uint8Array[] =>
  Array.from({ length: to - from }, (_, n) => entry(from + n));

function restoration(from: number, root: Uint8Array, kind = 'restored-from-backup'): LoggedEvent {
  const [party, takenAt] = [{ kind: 'system', id: null } as const, '2026-11-21T10:00:00.000Z'];
  const details = {
    backup: 3,
    takenAt,
    erasedSince: 0,
    log: { size: from, root: encodeBase64(root), withoutEvents: 0 },
  };
  return { id: 8, firm: 'f', at: '2026-11-21T10:15:00.000000Z', kind, actor: party, subject: party, details };
}

/** A log of 5 entries, perhaps some more, the declaration, and others behind it; an auditor kept its head at 9 before. */
async function findIn(options: { between?: number; kind?: string; from?: number; root?: Uint8Array; before?: number }) {
  const tree = createStoredTree();
  const cut = tree.append(entries(0, 5));
  const event = restoration(options.from ?? cut.size, options.root ?? cut.root, options.kind);
  tree.append(entries(50, 50 + (options.between ?? 0)));
  tree.append([encodeEntry(hashEvent(salt, event))]);
  const checkpoint = tree.append(entries(60, 70));
  const text = JSON.stringify({ restorations: [{ salt: encodeBase64(salt), event }] });
  return await findDeclared(text, { before: options.before ?? 9, checkpoint, reader: tree.read() });
}

describe('X2: a log cut back by a restoration', () => {
  test('is declared by the very next entry, which names the tree before it', async () => {
    expect(await findIn({})).toEqual({
      from: 5,
      declaredAt: '2026-11-21T10:15:00.000000Z',
      takenAt: '2026-11-21T10:00:00.000Z',
    });
  });

  test.each<[string, Parameters<typeof findIn>[0]]>([
    ['once found out, behind entries that were exchanged', { between: 1 }],
    ['with another tree than the one before it', { root: new Uint8Array(32).fill(1) }],
    ['for a place where the log did not stop', { from: 4 }],
    ['at a place the log does not have', { from: 10_000 }],
    ['by an event of another kind', { kind: 'settings-changed' }],
    ['although the head that was kept is older than the cut', { before: 5 }],
  ])('threat: an operator declares it %s: not believed', async (_how, options) => {
    expect(await findIn(options)).toBeUndefined();
  });

  test.each(['', 'null', '[]', '{"restorations":[null,{"salt":"AA==","event":{}}]}', '{"restorations":7}'])(
    'threat: a list like %j is none',
    async (text) => {
      const tree = createStoredTree();
      const checkpoint = tree.append(entries(0, 5));
      expect(await findDeclared(text, { before: 9, checkpoint, reader: tree.read() })).toBeUndefined();
    },
  );
});
