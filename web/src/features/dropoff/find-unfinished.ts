import type { Api, Dropoff } from '@schleuse/client/api.types';
import { ApiProblem } from '@schleuse/client/problem';

import type { SavedDropoff, SavedDropoffs, SavedFile } from './saved-dropoff.ts';
import { claimDropoff, releaseDropoff } from './tab-lock.ts';
import type { ArrivedFile } from './wizard-state.ts';

/** What a reload found: nothing, something over, something handed in, or something to go on with. */
export type Found =
  | { kind: 'nothing' }
  | { kind: 'expired' }
  | { kind: 'submitted'; saved: SavedDropoff; dropoff: Dropoff }
  | { kind: 'open'; saved: SavedDropoff; dropoff: Dropoff };

/** Looks for a drop-off this device has begun and no other tab is working on. Forgets those the server has ended. */
export async function findUnfinished(api: Api, remembered: SavedDropoffs): Promise<Found> {
  let expired = false;
  for (const saved of await remembered.list()) {
    if (!(await claimDropoff(saved.id))) continue;
    const dropoff = await lookUp(api, saved);
    if (dropoff?.state === 'submitted') return { kind: 'submitted', saved, dropoff };
    if (dropoff?.state === 'open') return { kind: 'open', saved, dropoff };
    // One that had not begun to send is no loss worth a word.
    expired ||= saved.files !== undefined && dropoff?.state !== 'closed';
    await remembered.forget(saved.id);
    releaseDropoff(saved.id);
  }
  return { kind: expired ? 'expired' : 'nothing' };
}

async function lookUp(api: Api, saved: SavedDropoff): Promise<Dropoff | undefined> {
  try {
    return await api.dropoff(saved);
  } catch (error) {
    // Only a clear answer of the server ends a drop-off; a broken line does not.
    if (error instanceof ApiProblem && [401, 404, 410].includes(error.status)) return undefined;
    throw error;
  }
}

/** Compares the remembered list with what the server has whole. */
export function splitArrived(
  saved: readonly SavedFile[],
  uploads: Dropoff['uploads'],
): { arrived: ArrivedFile[]; missing: SavedFile[]; received: Map<string, number> } {
  const half = uploads.filter((u) => u.state === 'open');
  const whole = new Map(uploads.filter((u) => u.state === 'complete').map((u) => [u.relativePath || u.name, u]));
  const arrived: ArrivedFile[] = [];
  const missing: SavedFile[] = [];
  for (const file of saved) {
    const upload = whole.get(file.path);
    if (upload && upload.length === file.size) arrived.push({ ...file, uploadId: upload.id });
    else missing.push(file);
  }
  return { arrived, missing, received: new Map(half.map((u) => [u.relativePath || u.name, u.received])) };
}
