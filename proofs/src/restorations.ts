import { decodeBase64 } from './base64.ts';
import type { Checkpoint } from './checkpoint.ts';
import { encodeEntry, hashEvent, type LoggedEvent } from './event-entry.ts';
import { isLoggedEvent } from './event-proof-form.ts';
import { checkConsistency } from './merkle-proofs.ts';
import { hashLeaf } from './merkle-tree.ts';
import { sameBytes } from './same-bytes.ts';
import type { TileReader } from './tile-reader.ts';

/** A restoration that the firm declared in its log (proofs/SPEC.md). Times are RFC 3339, by the firm's clock. */
export type Restoration = {
  /** The log goes on behind so many entries; the declaration is the next one. */
  from: number;
  declaredAt: string;
  /** When the backup was taken. */
  takenAt: string;
};

type Head = Pick<Checkpoint, 'size' | 'root'>;

/** Whether the tree behind `reader` contains the earlier one. */
export async function continues(old: Head, { size, root }: Head, reader: TileReader): Promise<boolean> {
  if (old.size > size) return false;
  const proof = old.size === 0 ? [] : await reader.proveConsistency(old.size);
  return checkConsistency({ oldSize: old.size, oldRoot: old.root, size, root, proof });
}

/**
 * The declared restoration that can explain why the log no longer contains a tree of `before` entries: the newest one
 * that cut it back to fewer. It counts only as the very first entry behind the tree it names, so that nobody can rewrite
 * a log first and declare something when found out.
 * @param text `{"restorations": [{salt, event}, …]}` as the server gives it; believed in nothing
 */
export async function findDeclared(
  text: string,
  { before, checkpoint, reader }: { before: number; checkpoint: Head; reader: TileReader },
): Promise<Restoration | undefined> {
  const found: Restoration[] = [];
  for (const { salt, event } of readList(text)) {
    const { log, takenAt } = event.details as { log?: { size?: unknown; root?: unknown }; takenAt?: unknown };
    const [from, root] = [log?.size, decodeBase64(String(log?.root))];
    const isOne = event.kind === 'restored-from-backup' && typeof takenAt === 'string';
    if (!isOne || !Number.isSafeInteger(from) || typeof from !== 'number' || !root || root.length !== 32) continue;
    if (from < 0 || from >= before || from >= checkpoint.size) continue;
    const entry = hashLeaf(encodeEntry(hashEvent(salt, event)));
    if (!sameBytes(entry, await reader.leafHash(from))) continue;
    if (!(await continues({ size: from, root }, checkpoint, reader))) continue;
    found.push({ from, declaredAt: event.at, takenAt });
  }
  return found.toSorted((a, b) => b.from - a.from)[0];
}

function readList(text: string): { salt: Uint8Array; event: LoggedEvent }[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [];
  }
  const list = (value as { restorations?: unknown } | null)?.restorations;
  if (!Array.isArray(list)) return [];
  return list.flatMap((each: { salt?: unknown; event?: unknown } | null) => {
    const salt = decodeBase64(String(each?.salt));
    return salt?.length === 32 && isLoggedEvent(each?.event) ? [{ salt, event: each.event }] : [];
  });
}
