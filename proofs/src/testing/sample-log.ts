import { signCheckpoint } from '../checkpoint.ts';
import { encodeEntry, type EventProof, formatEntry, hashEvent, type LoggedEvent } from '../event-entry.ts';
import { formatVerifierKey } from '../note-key.ts';
import type { NoteSigner } from '../signed-note.ts';
import { formatTlogProof } from '../tlog-proof.ts';
import { createStoredTree } from './stored-tree.ts';

/** A log of 300 strange entries with one event of ours at `index`, and that event's proof. */
export async function proveSampleEvent(
  event: LoggedEvent,
  signer: NoteSigner,
  salt = new Uint8Array(32).fill(9),
  index = 270,
): Promise<EventProof> {
  const tree = createStoredTree();
  const leaf = hashEvent(salt, event);
  const entries = Array.from({ length: 300 }, (_, at) =>
    encodeEntry(at === index ? leaf : new Uint8Array(32).fill(at)),
  );
  const { size, root } = tree.append(entries);
  const checkpoint = await signCheckpoint({ origin: signer.key.name, size, root }, signer);
  const hashes = await tree.read().proveInclusion(index);
  return {
    leaf: { salt: Buffer.from(salt).toString('base64'), data: formatEntry(leaf), event },
    proof: formatTlogProof({ index, hashes, checkpoint }),
    verifierKey: formatVerifierKey(signer.key),
  };
}
